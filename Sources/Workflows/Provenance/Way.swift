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
  private var lists: [TextPlace: ListFacts] = [:]
  private var lines: [TextPlace: LabelledLines] = [:]
  private var decoded: [TextPlace: JSON] = [:]
  /// What of long texts is still looked through for what stands around their parts.
  private var bytesLeft = Limits.contextBytes
  /// Of days that follow from that of the run, as they are written whole: their templates.
  private var dates: [Spelling: JSON] = [:]

  init(_ recorded: Recorded) { self.recorded = recorded }

  /// From now on an element that has this day is the one of the run's.
  mutating func know(_ date: String, as template: JSON) { dates[Spelling(date)] = template }

  /// A place in a result, where a list or a text stands.
  private struct TextPlace: Hashable {
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
    var steady = lists.allSatisfy { $0.count == 1 } && !place.isCalledAfterItself(value)
    var (prefix, pick) = (place.way, WrittenPick())
    var words: [String] = []
    let long = lists.filter { $0.count > 1 }
    // Of a list of one there may be more next time: who named that one meant it.
    let chosen = long.isEmpty ? lists : long
    if chosen.count == 1, let list = chosen.first, place.form == .whole,
      let sibling = sibling(list, of: place, under: root, for: call)
    {
      prefix = Array(place.way.prefix(list.depth))
      pick = WrittenPick(
        where: sibling, then: JSONPointer(Array(place.way.dropFirst(list.depth + 1))))
      words.append("of the one whose \(sibling.key.quoted) is \(sibling.words)")
      steady = !place.isCalledAfterItself(value)
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

  private mutating func form(
    _ place: ResultPlace, in found: JSON, of value: JSON
  ) -> (pick: WrittenPick, isSteady: Bool)? {
    let textPlace = TextPlace(call: place.call, way: place.way)
    let isNumber = if case .number = value { true } else { false }
    switch place.form {
    case .whole: return nil
    case .decoded(let inner):
      let json = decoded[textPlace] ?? JSON(inText: found.text ?? "")
      decoded[textPlace] = json
      let lists = json?.listsOnTheWay(inner).lists ?? []
      return (WrittenPick(json: JSONPointer(inner)), lists.allSatisfy { $0.count == 1 })
    case .labelled(let label, let inner):
      let lines = lines[textPlace] ?? LabelledLines(of: found.text ?? "")
      self.lines[textPlace] = lines
      let values = lines.values(of: label).prefix(Limits.siblings)
      let nth = values.firstIndex { written in
        guard !inner.isEmpty else { return written == value.scalarText }
        return JSON(inText: written).flatMap { JSONPointer(inner).value(in: $0)?.scalarText }
          == value.scalarText
      }
      guard let nth else { return nil }
      // A text that is gone on from is read as JSON, which makes a number of its digits.
      let then = inner.isEmpty && !isNumber ? nil : JSONPointer(inner)
      return (
        WrittenPick(label: label, nth: values.count > 1 ? nth : nil, then: then), values.count == 1
      )
    case .part:
      guard let text = found.text, text.utf8.count <= bytesLeft else { return nil }
      bytesLeft -= text.utf8.count
      guard let part = TextContext(of: value.scalarText ?? "", in: text) else { return nil }
      let then = isNumber ? JSONPointer() : nil
      return (WrittenPick(after: part.after, before: part.before, nth: part.nth, then: then), false)
    }
  }

  /// A member beside the value that says which element it is, and was known without the result.
  private mutating func sibling(
    _ list: ListOnTheWay, of place: ResultPlace, under root: JSON, for call: RecordedCall
  ) -> (key: String, value: JSON, words: String)? {
    let way = Array(place.way.prefix(list.depth))
    let listPlace = TextPlace(call: place.call, way: way)
    guard let elements = JSONPointer(way).value(in: root)?.elements,
      elements.indices.contains(list.index), let members = elements[list.index].members
    else { return nil }
    let facts = lists[listPlace] ?? ListFacts(of: elements)
    lists[listPlace] = facts
    let own = place.way.dropFirst(list.depth + 1).first
    for member in members.prefix(Limits.siblings)
    where member.key != own && facts.isAlone(member) {
      guard let text = member.value.scalarText,
        list.count > 1 || isNamed(member, before: call)
      else { continue }
      if let date = dates[Spelling(text)] { return (member.key, date, "that day") }
      if recorded.values.isKnown(member.value, at: call), isLiteral(text, at: call) {
        return (member.key, member.value, member.value.composedInBrief)
      }
    }
    return nil
  }

  /// Whether a person said the value, which says more than in which state something is.
  private func isNamed(_ member: JSON.Member, before call: RecordedCall) -> Bool {
    guard case .string(let text) = member.value, Telling(text: text) > .nothing,
      KeyWords([member.key])?.isOfAmount == false
    else { return false }
    return recorded.values.said.contains(text, before: call.entry)
  }

  /// Whether nothing in a text that the agent wrote follows from a result or, perhaps, from the day.
  private func isLiteral(_ text: String, at call: RecordedCall) -> Bool {
    guard !recorded.values.said.contains(text, before: call.entry) else { return true }
    guard text.utf8.count <= Limits.saidValueBytes,
      DateText.all(in: text, RecordedDays(zone: nil, savedAt: nil)).isEmpty
    else { return false }
    var isLiteral = true
    TextPieces.forEach(in: text) { piece in
      let places = recorded.values.places(ofPiece: String(piece), before: call)
      isLiteral = isLiteral && (places.isEmpty || Telling(text: String(piece)) < .much)
    }
    return isLiteral
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

extension ResultPlace {
  /// Whether a name on the way is no name of a kind of thing but that of the thing: an object whose members
  /// are called after ids or days has others the next time.
  fileprivate func isCalledAfterItself(_ value: JSON) -> Bool {
    let inner: [String] =
      switch form {
      case .whole, .part: []
      case .decoded(let inner), .labelled(_, let inner): inner
      }
    return (way + inner).contains { name in
      Int(name) == nil && name == value.scalarText
        || name.utf8.count(where: \.isDigit) >= Limits.digitsOfIDs && name.utf8.count > 4
    }
  }

  fileprivate var label: String? {
    switch form {
    case .labelled(let label, let inner): inner.last { !$0.utf8.allSatisfy(\.isDigit) } ?? label
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
