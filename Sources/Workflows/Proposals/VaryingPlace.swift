import OrderedJSON

/// A place in the parameters of repeated calls where something else stands each time.
struct VaryingPlace {
  /// Which of the calls of a time.
  let offset: Int
  /// Of each time.
  let values: [RecordedValue]

  /// - Returns: `nil` where the parameters of two times have not the same names.
  static func all(of times: ArraySlice<[RecordedCall]>) -> [VaryingPlace]? {
    guard let first = times.first else { return nil }
    var varying: [VaryingPlace] = []
    for offset in first.indices {
      let values = times.map { $0[offset].values }
      guard let count = values.first?.count, values.allSatisfy({ $0.count == count }) else {
        return nil
      }
      for index in 0..<count {
        let column = values.map { $0[index] }
        guard column.allSatisfy({ $0.way == column[0].way }) else { return nil }
        if column.contains(where: { $0.json != column[0].json }) {
          varying.append(VaryingPlace(offset: offset, values: column))
        }
      }
      // What is neither a text nor a number must be the same each time.
      let rest = times.map { $0[offset].call.params.withoutScalars }
      guard rest.allSatisfy({ $0 == rest[0] }) else { return nil }
    }
    return varying
  }

  /// The template that gives each time's value, of its element or of what an earlier step of the same
  /// time gave; `nil`: there is none.
  func template(of elements: [JSON], in times: ArraySlice<[RecordedCall]>) -> JSON? {
    ofEarlierStep(in: times) ?? ofElement(elements) ?? composed(of: elements)
  }

  func isOfEarlierStep(in times: ArraySlice<[RecordedCall]>) -> Bool {
    ofEarlierStep(in: times) != nil
  }

  /// Whether people named most of them, which are theirs then and not the list's.
  func isMostlySaid(in recorded: Recorded) -> Bool {
    let said = values.count { recorded.values.said.contains($0.text, before: $0.call.entry) }
    return said * 2 >= values.count
  }

  private func ofEarlierStep(in times: ArraySlice<[RecordedCall]>) -> JSON? {
    guard let first = times.first else { return nil }
    for earlier in 0..<offset {
      guard let result = first[earlier].call.result?.read else { continue }
      let results = times.map { $0[earlier].call.result?.read }
      let steps = ["steps", first[earlier].step.id, "result"]
      if let way = result.way(to: values[0].json) {
        let pointer = JSONPointer(way)
        let isSame = zip(results, values).allSatisfy { result, value in
          result.flatMap(pointer.value) == value.json
        }
        if isSame { return ["$ref": .string(JSONPointer(steps + way).relative)] }
      }
      if let label = label(in: results) {
        return [
          "$ref": .string(JSONPointer(steps).relative), "pick": ["label": .string(label)],
        ]
      }
    }
    return nil
  }

  /// Of the one line of each result, a text, that has each time's value; `nil`: there is none.
  private func label(in results: [JSON?]) -> String? {
    guard case .string(let value)? = values.first?.json, let text = results.first??.text else {
      return nil
    }
    let all = results.map { LabelledLines(of: $0?.text ?? "") }
    let labels = LabelledLines(of: text).lines.filter { $0.value == value }.map(\.label)
    return labels.prefix(Limits.siblings).first { label in
      zip(all, values).allSatisfy { $0.values(of: label) == [$1.text] }
    }
  }

  private func ofElement(_ elements: [JSON]) -> JSON? {
    guard let first = elements.first, let way = first.way(to: values[0].json, orItsText: true)
    else { return nil }
    let pointer = JSONPointer(way)
    let isSame = zip(elements, values).allSatisfy { element, value in
      pointer.value(in: element)?.scalarText == value.text
    }
    guard isSame, let found = pointer.value(in: first) else { return nil }
    let reference: JSON = ["$ref": .string(JSONPointer(["item"] + way).relative)]
    switch (values[0].json, found) {
    case (.string, .number): return ["$text": [reference]]
    case (.number, .string): return ["$ref": reference["$ref"] ?? .null, "pick": ["json": ""]]
    default: return reference
    }
  }

  /// A text that has something of the element in it, and is the same around it each time.
  private func composed(of elements: [JSON]) -> JSON? {
    composed(of: elements, leastBytes: 2) ?? composed(of: elements, leastBytes: 1)
  }

  private func composed(of elements: [JSON], leastBytes: Int) -> JSON? {
    guard let first = elements.first, let text = values[0].json.text,
      text.utf8.count <= Limits.composedBytes
    else { return nil }
    var ways: [(text: String, way: [String])] = []
    first.forEachScalar { json, way in
      guard ways.count < Limits.siblings, let text = json.scalarText, text.utf8.count >= leastBytes
      else { return }
      ways.append((text, way))
    }
    // Longer ones first, of which shorter ones may be a part.
    ways.sort { $0.text.utf8.count > $1.text.utf8.count }
    var pieces: [ComposedPiece] = [.literal(text)]
    for (part, way) in ways { pieces = pieces.flatMap { $0.split(at: part, as: way) } }
    guard pieces.contains(where: \.isOfElement), pieces.count <= Limits.composedParts else {
      return nil
    }
    let isSame = zip(elements, values).allSatisfy { element, value in
      let parts = pieces.map { $0.text(of: element) }
      return !parts.contains(nil) && parts.compactMap(\.self).joined() == value.text
    }
    return isSame ? ["$text": .array(pieces.map(\.json))] : nil
  }
}

/// A piece of a text that was put together for an element.
private enum ComposedPiece {
  case literal(String)
  case element([String])

  var isOfElement: Bool { if case .element = self { true } else { false } }

  /// The pieces of a literal around each place where a part stands as a word.
  func split(at part: String, as way: [String]) -> [ComposedPiece] {
    guard case .literal(let text) = self else { return [self] }
    var pieces: [ComposedPiece] = []
    var rest = text[...]
    var from = rest.startIndex
    while let range = rest[from...].firstRange(of: part) {
      from = range.upperBound
      // A single sign stands anywhere but as a word.
      guard part.utf8.count > 1 || text.isWord(at: range) else { continue }
      if rest.startIndex < range.lowerBound {
        pieces.append(.literal(String(rest[..<range.lowerBound])))
      }
      pieces.append(.element(way))
      rest = rest[range.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    return pieces
  }

  func text(of element: JSON) -> String? {
    switch self {
    case .literal(let text): text
    case .element(let way): JSONPointer(way).value(in: element)?.scalarText
    }
  }

  var json: JSON {
    switch self {
    case .literal(let text): .string(text)
    case .element(let way): ["$ref": .string(JSONPointer(["item"] + way).relative)]
    }
  }
}

extension String {
  fileprivate func isWord(at range: Range<String.Index>) -> Bool {
    let before = self[..<range.lowerBound].utf8.last
    let after = self[range.upperBound...].utf8.first
    return [before, after].allSatisfy { $0.map { !$0.isLetterOrDigit && $0 < 0x80 } ?? true }
  }
}

extension JSON {
  /// The way to the first value in it that is that one; of its text where the types differ.
  fileprivate func way(to value: JSON, orItsText isAnyType: Bool = false) -> [String]? {
    var found: [String]?
    var byText: [String]?
    forEachScalar { json, way in
      if found == nil, json == value { found = way }
      if byText == nil, isAnyType, json.scalarText == value.scalarText { byText = way }
    }
    return found ?? byText
  }

  /// With an empty text in the place of each text and number.
  fileprivate var withoutScalars: JSON {
    switch self {
    case .string, .number: ""
    case .array(let elements): .array(elements.map(\.withoutScalars))
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.withoutScalars) })
    default: self
    }
  }
}
