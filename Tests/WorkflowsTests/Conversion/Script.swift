import OrderedJSON
import Scheduling
import TestSupport

/// What an agent did once, told with what is meant by each value. Performed again with the same `dice`
/// and `fresh` ones it is the same task on another day: in the same steps, with other ids and dates.
struct Script {
  /// Decides what is done: names, counts, texts.
  var dice: Dice
  /// Decides what the world calls its things: ids, codes, the order of what is listed.
  var fresh: Dice
  /// Days since 1970-01-01.
  let today: Int
  /// Decides how the world writes its ids.
  let manner: UInt64
  private(set) var events: [Event] = []
  private(set) var loops: [Loop] = []
  private(set) var calls: [Call] = []

  enum Event {
    case said(String)
    case call(Int)
  }

  struct Call {
    let tool: String
    let params: [(name: String, value: Meant)]
    let result: JSON?
    let error: String?
    let isLeftOut: Bool
  }

  struct Loop {
    /// The calls of each time.
    let times: [[Int]]
    /// The call whose result has the list, and the way to it.
    let list: (call: Int, way: [String])
    /// Whether each element had its time.
    let isWhole: Bool
  }

  init(task seed: UInt64, world: UInt64, today: Int) {
    (dice, fresh, self.today) = (Dice(seed: seed), Dice(seed: world), today)
    manner = seed
  }

  mutating func said(_ text: String) { events.append(.said(text)) }

  /// - Returns: the call's number.
  @discardableResult
  mutating func call(
    _ tool: String, _ params: [(String, Meant)] = [], gives result: JSON? = nil,
    error: String? = nil, leftOut isLeftOut: Bool = false
  ) -> Int {
    events.append(.call(calls.count))
    calls.append(
      Call(
        tool: tool, params: params.map { (name: $0.0, value: $0.1) }, result: result, error: error,
        isLeftOut: isLeftOut))
    return calls.count - 1
  }

  mutating func loop(_ times: [[Int]], over call: Int, _ way: String..., isWhole: Bool = true) {
    loops.append(Loop(times: times, list: (call, way), isWhole: isWhole))
  }
}

/// What a value in the parameters is.
indirect enum Meant {
  /// It stays as it is.
  case literal(JSON)
  /// A result of one of these calls said it first.
  case from([Int], JSON)
  /// An element of the list that is gone through, or something of it; one by one, a value of that call.
  case item(Int, JSON)
  /// A person named it.
  case named(JSON)
  /// A text that follows from the day.
  case day(JSON, rule: @Sendable (Int) -> JSON)
  /// Put together, or cut out, of what results of these calls said.
  case derived([Int], JSON)
  /// That may be proposed, and need not.
  case perhaps(Meant)
  case list([Meant])
  case object([(String, Meant)])

  static func from(_ call: Int, _ value: JSON) -> Meant { .from([call], value) }

  var json: JSON {
    switch self {
    case .literal(let json), .from(_, let json), .item(_, let json), .named(let json),
      .day(let json, _), .derived(_, let json):
      json
    case .perhaps(let meant): meant.json
    case .list(let elements): .array(elements.map(\.json))
    case .object(let members): .object(members.map { JSON.Member($0.0, $0.1.json) })
    }
  }

  /// Each value that is none of several, with the way to it.
  func forEachLeaf(_ way: [String], _ body: ([String], Meant) -> Void) {
    switch self {
    case .list(let elements):
      for (index, element) in elements.enumerated() {
        element.forEachLeaf(way + [String(index)], body)
      }
    case .object(let members):
      for (name, value) in members { value.forEachLeaf(way + [name], body) }
    default: body(way, self)
    }
  }
}
