import OrderedJSON

/// The way to a value in a result, as a reference says it, and whether it will mean the same next time.
struct Way: Hashable, Sendable {
  /// As a template has it.
  let reference: JSON
  /// Whether it goes by names, lists of one, or what is known of the element.
  let isSteady: Bool
  /// Where that is, in a person's words: `"id" of the one whose "name" is "Budget", in the result of
  /// list_files`.
  let words: String
}

/// Makes out ways into the results of a log. It keeps what it has seen of long lists.
struct Ways {
  private let recorded: Recorded
  private var lists: [ListPlace: ListFacts] = [:]

  init(_ recorded: Recorded) { self.recorded = recorded }

  private struct ListPlace: Hashable {
    let call: Int
    let way: [String]
  }

  /// - Parameters:
  ///   - value: that stands there; it is of another JSON type perhaps.
  ///   - call: which is given it.
  mutating func way(to place: ResultPlace, of value: JSON, for call: RecordedCall) -> Way? {
    guard recorded.calls.indices.contains(place.call),
      let root = recorded.calls[place.call].call.result?.read
    else { return nil }
    let source = recorded.calls[place.call]
    let (lists, found) = root.listsOnTheWay(place.way)
    guard let found else { return nil }
    var steady = lists.allSatisfy { $0.count == 1 }
    var (prefix, pick) = (place.way, WrittenPick())
    var words: [String] = []
    let long = lists.filter { $0.count > 1 }
    if long.count == 1, let list = long.first, place.form == .whole,
      let sibling = sibling(list, of: place, under: root, for: call)
    {
      prefix = Array(place.way.prefix(list.depth))
      pick = WrittenPick(
        where: sibling, then: JSONPointer(Array(place.way.dropFirst(list.depth + 1))))
      words.append("of the one whose \(sibling.key.quoted) is \(sibling.value.composedInBrief)")
      steady = true
    } else {
      words += long.map { "of number \($0.index + 1) of \($0.count)" }
    }
    if let form = form(place, in: found, of: value) {
      guard pick.isEmpty else { return nil }
      pick = form.pick
      steady = steady && form.isSteady
    } else if place.form != .whole {
      return nil
    }
    let pointer = JSONPointer(["steps", source.step.id, "result"] + prefix)
    let name = (place.key.map { _ in place.way.last { !$0.utf8.allSatisfy(\.isDigit) } } ?? nil)
    let subject = place.label ?? name
    let said = [subject.map(\.quoted) ?? "what is there"] + words
    return Way(
      reference: pick.reference(to: pointer), isSteady: steady,
      words: said.joined(separator: " ")
        + " in the result of \(source.step.tool.inOneLine(Limits.quotedNameBytes))")
  }

  private func form(
    _ place: ResultPlace, in found: JSON, of value: JSON
  ) -> (pick: WrittenPick, isSteady: Bool)? {
    switch place.form {
    case .whole: return nil
    case .decoded(let inner):
      let lists = JSON(inText: found.text ?? "")?.listsOnTheWay(inner).lists ?? []
      return (WrittenPick(json: JSONPointer(inner)), lists.allSatisfy { $0.count == 1 })
    case .labelled(let label):
      let same = LabelledLines(of: found.text ?? "").lines.filter { $0.label == label }
      guard let nth = same.firstIndex(where: { $0.value == value.scalarText }) else { return nil }
      return (WrittenPick(label: label, nth: same.count > 1 ? nth : nil), same.count == 1)
    case .part:
      guard let text = found.text, let part = TextContext(of: value.scalarText ?? "", in: text)
      else { return nil }
      return (WrittenPick(after: part.after, before: part.before, nth: part.nth), false)
    }
  }

  /// A member beside the value that says which element it is, and was known without the result.
  private mutating func sibling(
    _ list: ListOnTheWay, of place: ResultPlace, under root: JSON, for call: RecordedCall
  ) -> (key: String, value: JSON)? {
    let way = Array(place.way.prefix(list.depth))
    let listPlace = ListPlace(call: place.call, way: way)
    guard let elements = JSONPointer(way).value(in: root)?.elements,
      elements.indices.contains(list.index), let members = elements[list.index].members
    else { return nil }
    let facts = lists[listPlace] ?? ListFacts(of: elements)
    lists[listPlace] = facts
    let own = place.way.dropFirst(list.depth + 1).first
    return members.prefix(Limits.siblings).lazy
      .filter { $0.key != own && facts.isAlone($0) }
      .first { recorded.values.isKnown($0.value, at: call) }
      .map { ($0.key, $0.value) }
  }
}

/// A list that a way leads through.
private struct ListOnTheWay {
  /// How many tokens lead to the list.
  let depth: Int
  /// Of the element that the way goes on in.
  let index: Int
  let count: Int
}

/// Which scalar members of a list's elements no other element has.
private struct ListFacts {
  private struct Member: Hashable {
    let key: Spelling
    let text: Spelling
  }

  private var counts: [Member: Int] = [:]

  init(of elements: [JSON]) {
    for element in elements {
      for member in element.members?.prefix(Limits.siblings) ?? [] {
        guard let known = ListFacts.member(member) else { continue }
        counts[known, default: 0] += 1
      }
    }
  }

  func isAlone(_ member: JSON.Member) -> Bool {
    ListFacts.member(member).map { counts[$0] == 1 } ?? false
  }

  private static func member(_ member: JSON.Member) -> Member? {
    member.value.scalarText.map { Member(key: Spelling(member.key), text: Spelling($0)) }
  }
}

/// How a value is picked out of what a reference finds.
private struct WrittenPick {
  private var members: [JSON.Member] = []

  init() {}

  init(where sibling: (key: String, value: JSON), then pointer: JSONPointer) {
    members = [
      JSON.Member(
        "where",
        .object([JSON.Member(JSONPointer([sibling.key]).description, sibling.value)])),
      JSON.Member("then", .string(pointer.description)),
    ]
  }

  init(json pointer: JSONPointer) { members = [JSON.Member("json", .string(pointer.description))] }

  init(label: String, nth: Int?) {
    members = [JSON.Member("label", .string(label))] + WrittenPick.nth(nth)
  }

  init(after: String, before: String, nth: Int?) {
    members =
      [("after", after), ("before", before)].filter { !$1.isEmpty }
      .map { JSON.Member($0, .string($1)) } + WrittenPick.nth(nth)
  }

  private static func nth(_ number: Int?) -> [JSON.Member] {
    number.map { [JSON.Member("nth", JSON($0))] } ?? []
  }

  var isEmpty: Bool { members.isEmpty }

  func reference(to pointer: JSONPointer) -> JSON {
    let reference = JSON.Member("$ref", .string(pointer.relative))
    return .object(isEmpty ? [reference] : [reference, JSON.Member("pick", .object(members))])
  }
}

extension ResultPlace {
  fileprivate var label: String? {
    switch form {
    case .labelled(let label): label
    case .decoded(let inner): inner.last { !$0.utf8.allSatisfy(\.isDigit) }
    default: nil
    }
  }
}

extension JSON {
  /// The lists that a way leads through, and what stands at its end.
  fileprivate func listsOnTheWay(_ way: [String]) -> (lists: [ListOnTheWay], found: JSON?) {
    var (value, lists): (JSON, [ListOnTheWay]) = (self, [])
    for (depth, token) in way.enumerated() {
      if let elements = value.elements, let index = Int(token) {
        lists.append(ListOnTheWay(depth: depth, index: index, count: elements.count))
      }
      guard let next = JSONPointer([token]).value(in: value) else { return (lists, nil) }
      value = next
    }
    return (lists, value)
  }

  /// In a sentence.
  var composedInBrief: String {
    (text.map(\.quoted) ?? serialized).inOneLine(Limits.quotedNameBytes)
  }
}

extension String {
  /// In a sentence.
  var quoted: String { "\"\(inOneLine(Limits.quotedNameBytes))\"" }
}
