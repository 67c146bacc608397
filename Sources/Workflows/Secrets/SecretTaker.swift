package import OrderedJSON

/// Takes secrets out of what was recorded, and leaves marks in their places. The same secret has one name
/// everywhere, and no name is ever given to another one.
package struct SecretTaker {
  /// Of the secrets that stand in the recording.
  package private(set) var names: Set<String> = []
  /// Those that stand here for the first time, in their order.
  package private(set) var new: [(name: String, text: String)] = []
  /// How many places there are where one stood.
  package private(set) var marks = 0
  /// Of all that stand in the recording and are known, together.
  package private(set) var bytes = 0

  /// Of the recording.
  package let mark: SecretMark
  private var namesByText: [Spelling: String]
  /// In bytes, of those that were known before.
  private let lengths: [String: Int]
  private var taken: Set<String>
  /// Whether a member's name that begins with `$` is a reference, not what was recorded.
  private var isInTemplate = false
  /// From which on a number behind a name may be free.
  private var numbers: [String: Int] = [:]

  /// - Parameters:
  ///   - mark: of the recording.
  ///   - known: the secrets of the same trace, each name once.
  ///   - taken: names that are given to none anew, besides theirs.
  package init(
    mark: SecretMark, known: [(name: String, text: String)] = [], taken: Set<String> = []
  ) {
    self.mark = mark
    namesByText = Dictionary(known.map { (Spelling($0.text), $0.name) }) { one, _ in one }
    lengths = Dictionary(known.map { ($0.name, $0.text.utf8.count) }) { one, _ in one }
    self.taken = taken.union(known.map(\.name))
  }

  /// The value with marks where secrets stood.
  /// - Parameters:
  ///   - entries: of a trace.
  ///   - earlier: what was recorded before, with marks. Where a text of it with marks is sent back as it
  ///     was shown, at the same place, it stays.
  package mutating func taking(from entries: JSON, beside earlier: JSON? = nil) -> JSON {
    let found = taking(from: entries, beside: earlier, name: nil)
    return namesByText.isEmpty ? found : takingAgain(found)
  }

  /// The template with marks where secrets stood. What stands in it by reference stays.
  package mutating func taking(fromTemplate template: JSON) -> JSON {
    isInTemplate = true
    defer { isInTemplate = false }
    return taking(from: template)
  }

  /// - Parameter name: of the member, or of the list's, where it tells.
  private mutating func taking(
    from json: JSON, beside earlier: JSON?, name: TellingName?
  ) -> JSON {
    switch json {
    case .string(let text): return .string(taking(from: text, beside: earlier?.text, name))
    case .array(let elements):
      let before = earlier?.elements ?? []
      return .array(
        elements.enumerated().map { index, element in
          taking(
            from: element, beside: index < before.count ? before[index] : nil, name: name)
        })
    case .object(let members):
      if isInTemplate, members.contains(where: { $0.key.isReferenceKey }) {
        return taking(fromReference: json)
      }
      return .object(taking(from: members, beside: earlier?.members, name))
    default: return json
    }
  }

  /// Of what is composed the literal pieces are looked at.
  private mutating func taking(fromReference json: JSON) -> JSON {
    guard let pieces = json["$text"]?.elements else { return json }
    return ["$text": .array(pieces.map { taking(from: $0, beside: nil, name: nil) })]
  }

  private mutating func taking(
    from members: [JSON.Member], beside earlier: [JSON.Member]?, _ name: TellingName?
  ) -> [JSON.Member] {
    let before = Dictionary(
      (earlier ?? []).map { (Spelling($0.key), $0.value) }
    ) { _, last in last }
    let pair = SecretTaker.telling(inPair: members)
    let passedOn = name?.passesOn == true ? name : nil
    return members.map { member in
      guard !SecretTaker.isCall(member) else { return member }
      let name =
        TellingName(member.key.utf8) ?? (member.key == "value" ? pair : nil) ?? passedOn
      return JSON.Member(
        member.key,
        taking(from: member.value, beside: before[Spelling(member.key)], name: name))
    }
  }

  /// What a tool or an event is called is no secret, whatever it looks like.
  private static func isCall(_ member: JSON.Member) -> Bool {
    member.value.text != nil && (member.key == "tool" || member.key == "event")
  }

  /// `{"name": "Authorization", "value": "…"}`, as lists of headers and cookies have it.
  private static func telling(inPair members: [JSON.Member]) -> TellingName? {
    guard members.contains(where: { $0.key == "value" }) else { return nil }
    for key in ["name", "key", "header"] {
      if let name = members.first(where: { $0.key == key })?.value.text {
        return TellingName(name.utf8)
      }
    }
    return nil
  }

  private mutating func taking(
    from text: String, beside earlier: String?, _ name: TellingName?
  ) -> String {
    if let earlier, let (shown, kept) = mark.shown(earlier), Spelling(shown) == Spelling(text) {
      for name in kept { stand(name, of: lengths[name] ?? 0) }
      return earlier
    }
    let bytes = Array(text.utf8)
    if let name, name.isSecret(bytes) { return standIn(for: text, called: name.text) }
    let found = SecretSearch.found(in: bytes)
    guard !found.isEmpty else { return text }
    var output: [UInt8] = []
    var end = 0
    for secret in found {
      output += bytes[end..<secret.range.lowerBound]
      let text = String(decoding: bytes[secret.range], as: UTF8.self)
      output += standIn(for: text, called: secret.name).utf8
      end = secret.range.upperBound
    }
    output += bytes[end...]
    return String(decoding: output, as: UTF8.self)
  }

  /// What is secret at one place is so where it is all of a text without a telling name, as a server says
  /// it again.
  private mutating func takingAgain(_ json: JSON) -> JSON {
    switch json {
    case .string(let text):
      guard text.utf8.count >= Limits.secretCharactersShown,
        let name = namesByText[Spelling(text)]
      else { return json }
      return .string(standIn(for: text, called: name))
    case .array(let elements): return .array(elements.map { takingAgain($0) })
    case .object(let members):
      return .object(
        members.map {
          SecretTaker.isCall($0) ? $0 : JSON.Member($0.key, takingAgain($0.value))
        })
    default: return json
    }
  }

  private mutating func standIn(for text: String, called wished: String) -> String {
    let name = namesByText[Spelling(text)] ?? free(wished)
    if namesByText.updateValue(name, forKey: Spelling(text)) == nil {
      new.append((name, text))
      taken.insert(name)
    }
    stand(name, of: text.utf8.count)
    return mark.standIn(for: name)
  }

  private mutating func stand(_ name: String, of length: Int) {
    if names.insert(name).inserted { bytes += length }
    marks += 1
  }

  /// The wished name, or that with the first number behind it that is free.
  private mutating func free(_ wished: String) -> String {
    guard taken.contains(wished) else { return wished }
    var number = numbers[wished] ?? 2
    while taken.contains("\(wished)_\(number)") { number += 1 }
    numbers[wished] = number
    return "\(wished)_\(number)"
  }
}

extension JSON {
  /// Whether something in it is a secret, by its name or by its looks.
  package var holdsSecret: Bool {
    var taker = SecretTaker(mark: SecretMark(word: ""))
    _ = taker.taking(from: self)
    return !taker.names.isEmpty
  }
}
