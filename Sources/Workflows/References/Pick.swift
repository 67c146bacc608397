import OrderedJSON

/// How a value is picked out of what a reference finds.
struct Pick: Sendable {
  let way: Way
  /// Which of those that are found, from 0, negative from the end; `nil`: there must be one.
  let nth: Int?
  /// Where it goes on from what was picked.
  let then: JSONPointer?

  enum Way: Sendable {
    /// The value of a line with a label.
    case label(String)
    /// What stands in a text behind one and before another; `nil`: from its beginning, to its end.
    case between(after: String?, before: String?)
    /// In the JSON that a text is.
    case json(JSONPointer)
    /// The elements of a list that have these values.
    case elements([(pointer: JSONPointer, value: TemplatePart)])
  }

  /// In an error; it tells names and no values.
  var words: String {
    switch way {
    case .label(let label): "a line with the label \(label.quoted)"
    case .between(let after?, _): "a text behind \(after.quoted)"
    case .between(nil, let before): "a text before \((before ?? "").quoted)"
    case .json(let pointer): "JSON with \(pointer.description.quoted)"
    case .elements(let members):
      "an element with the same "
        + members.map { $0.pointer.description.quoted }.joined(separator: " and ")
    }
  }
}

/// Picks values, and keeps what it has read of a text for the next pick out of the same.
struct Picker {
  /// By what the reference finds it in.
  private var lines: [String: LabelledLines] = [:]
  private var decoded: [String: JSON?] = [:]

  enum Result {
    case found(JSON)
    case nothing
    case several(Int)
  }

  /// - Parameters:
  ///   - place: names the value, the same for the same one.
  ///   - values: of the members of `where`, in their order.
  mutating func picked(
    _ pick: Pick, from value: JSON, at place: String, where values: [JSON]
  ) -> Result {
    let all: [JSON]
    switch pick.way {
    case .label(let label):
      guard let text = value.text else { return .nothing }
      let known = lines[place] ?? LabelledLines(of: text)
      lines[place] = known
      all = known.values(of: label).map(JSON.string)
    case .between(let after, let before):
      guard let text = value.text else { return .nothing }
      all = Picker.texts(in: text, after: after, before: before).map(JSON.string)
    case .json(let pointer):
      guard let text = value.text else { return .nothing }
      let known = decoded[place] ?? (try? JSON(parsing: text))
      decoded[place] = .some(known)
      all = known.flatMap { pointer.value(in: $0) }.map { [$0] } ?? []
    case .elements(let members):
      guard let elements = value.elements else { return .nothing }
      let wanted = zip(members.map(\.pointer), values.map(\.meaning))
      all = elements.filter { element in
        wanted.allSatisfy { pointer, value in pointer.value(in: element)?.meaning == value }
      }
    }
    return Picker.chosen(all, pick)
  }

  private static func chosen(_ all: [JSON], _ pick: Pick) -> Result {
    let one: JSON
    if let nth = pick.nth {
      let index = nth < 0 ? all.count + nth : nth
      guard all.indices.contains(index) else { return .nothing }
      one = all[index]
    } else {
      guard all.count <= 1 else { return .several(all.count) }
      guard let only = all.first else { return .nothing }
      one = only
    }
    guard let then = pick.then else { return .found(one) }
    return then.value(in: one).map(Result.found) ?? .nothing
  }

  /// Each text behind one and before another, as long as there is another. Linear in the length but for
  /// texts that repeat their beginning.
  private static func texts(in text: String, after: String?, before: String?) -> [String] {
    let (bytes, before) = (Array(text.utf8), before.map { Array($0.utf8) } ?? [])
    func end(from start: Int) -> Int? {
      before.isEmpty ? bytes.count : bytes.firstIndex(of: before, from: start)
    }
    guard let after, !after.isEmpty else {
      return end(from: 0).map { [String(decoding: bytes[..<$0], as: UTF8.self)] } ?? []
    }
    let lead = Array(after.utf8)
    var (texts, place): ([String], Int) = ([], 0)
    while let found = bytes.firstIndex(of: lead, from: place) {
      let start = found + lead.count
      guard let end = end(from: start) else { break }
      texts.append(String(decoding: bytes[start..<end], as: UTF8.self))
      place = max(end, start)
    }
    return texts
  }
}
