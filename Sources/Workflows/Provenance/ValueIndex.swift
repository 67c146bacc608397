import OrderedJSON

/// Who said each value of the parameters first: a result, a person, or the agent. Every kind of
/// proposal asks it. Made in one pass over the log; what no call was given is not kept.
struct ValueIndex: Sendable {
  /// Who said a value first.
  enum Origin: Sendable {
    /// Somebody who spoke with the agent.
    case person
    /// The agent, in a call of this number.
    case agent(call: Int)
    /// The result of one call, there at these places, of which the first `Limits.valuePlaces` are kept.
    case result([ResultPlace], count: Int)
  }

  private(set) var said = SaidWords()
  private var origins: [Spelling: Origin] = [:]
  /// Of values that tell only by the word for what they are.
  private var named: [NamedValue: Origin] = [:]
  /// In which longer text of a result a value stands that no result has as a whole.
  private var parts: [Spelling: ResultPlace] = [:]
  /// What calls were given, whole and in pieces.
  private var wanted: Set<Spelling> = []

  private struct NamedValue: Hashable {
    let noun: String
    let text: Spelling
  }

  init(of log: Log, calls: [RecordedCall]) {
    for call in calls {
      call.call.params.forEachScalar { json, _ in
        guard let text = json.scalarText else { return }
        wanted.insert(Spelling(text))
        TextPieces.forEach(in: text) { wanted.insert(Spelling(String($0))) }
      }
    }
    var calls = calls[...]
    for (entry, content) in log.entries.map(\.content).enumerated() {
      switch content {
      case .said(by: .user, let text): said.add(text, in: entry)
      case .call:
        guard let call = calls.first, call.entry == entry else { continue }
        calls.removeFirst()
        add(call)
      default: break
      }
    }
  }

  /// Who said a value of a call first; what is too common to tell is the agent's.
  func origin(of value: RecordedValue) -> Origin {
    let known: Origin? =
      if value.telling == .nothing {
        value.key.flatMap { named[NamedValue(noun: $0.noun, text: Spelling(value.text))] }
      } else {
        origins[Spelling(value.text)]
      }
    return known ?? .agent(call: value.call.number)
  }

  /// The same of a text that is no whole value, as a piece of one.
  func origin(ofText text: String) -> Origin? { origins[Spelling(text)] }

  /// Where a result has a value within a longer text, though nobody said it before as a whole.
  func part(_ text: String) -> ResultPlace? {
    origins[Spelling(text)].map(\.isOfAgent) == false ? nil : parts[Spelling(text)]
  }

  /// Whether the value was known apart from any result when a call was made: a person had said it, or
  /// the agent.
  func isKnown(_ json: JSON, at call: RecordedCall) -> Bool {
    guard let text = json.scalarText, Telling(json) > .nothing else { return false }
    if case .agent(let number)? = origins[Spelling(text)] { return number <= call.number }
    return said.contains(text, before: call.entry)
  }

  private mutating func add(_ call: RecordedCall) {
    for value in call.values {
      addOrigin(of: value.json, key: value.key, in: call, or: .agent(call: call.number))
    }
    // What the agent's own tools say is its own, and what failed gave nothing.
    guard let result = call.call.result, call.call.error == nil,
      AgentBusiness(tool: call.call.tool, params: call.call.params) == nil
    else { return }
    result.read.forEachScalar { json, way in add(json, at: way, of: call) }
  }

  private mutating func add(_ json: JSON, at way: [String], of call: RecordedCall) {
    guard let text = json.scalarText else { return }
    addPlace(ResultPlace(call: call.number, way: way, form: .whole), of: json, in: call)
    guard case .string = json, text.utf8.count > 2 else { return }
    if let inner = JSON(inText: text) {
      inner.forEachScalar { json, place in
        addPlace(
          ResultPlace(call: call.number, way: way, form: .decoded(place)), of: json, in: call)
      }
      return
    }
    for line in LabelledLines(of: text).lines {
      addPlace(
        ResultPlace(call: call.number, way: way, form: .labelled(line.label)),
        of: .string(line.value), in: call)
    }
    TextPieces.forEach(in: text) { piece in
      let piece = String(piece)
      let spelling = Spelling(piece)
      guard wanted.contains(spelling), parts[spelling] == nil, origins[spelling] == nil,
        Telling(text: piece) == .much, !said.contains(piece, before: call.entry)
      else { return }
      parts[spelling] = ResultPlace(call: call.number, way: way, form: .part)
    }
  }

  private mutating func addPlace(_ place: ResultPlace, of json: JSON, in call: RecordedCall) {
    guard let text = json.scalarText, wanted.contains(Spelling(text)) else { return }
    addOrigin(of: json, key: place.key, in: call, or: .result([place], count: 1))
  }

  private mutating func addOrigin(
    of json: JSON, key: KeyWords?, in call: RecordedCall, or origin: Origin
  ) {
    guard let text = json.scalarText else { return }
    let spelling = Spelling(text)
    let telling = Telling(json)
    if telling > .nothing {
      origins[spelling] = first(origins[spelling], origin, text, in: call)
    }
    if telling == .nothing, let key, !key.isOfAmount {
      let name = NamedValue(noun: key.noun, text: spelling)
      named[name] = first(named[name], origin, key.isOfIdentifier ? nil : text, in: call)
    }
  }

  /// - Parameter text: which a person may have said; `nil`: it is too short for that to tell.
  private func first(
    _ known: Origin?, _ origin: Origin, _ text: String?, in call: RecordedCall
  ) -> Origin {
    guard let known else {
      return text.map { said.contains($0, before: call.entry) } == true ? .person : origin
    }
    guard case .result(let places, let count) = known, case .result(let more, _) = origin,
      places.first?.call == call.number
    else { return known }
    return .result(count < Limits.valuePlaces ? places + more : places, count: count + 1)
  }
}

extension ValueIndex.Origin {
  var isOfAgent: Bool { if case .agent = self { true } else { false } }
}

extension JSON {
  /// An object or a list that a text is; `nil`: it is something else.
  init?(inText text: String) {
    guard let first = text.utf8.first(where: { !$0.isSpace }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let json = try? JSON(parsing: text)
    else { return nil }
    self = json
  }
}
