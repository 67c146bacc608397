extension JSON {
  /// The value over several lines, indented by two spaces, for people; on one line where it would
  /// become longer than `Limits.recordedValueBytes`.
  package var pretty: String {
    let (text, isCut) = pretty(most: Limits.recordedValueBytes)
    return isCut ? serialized : text
  }

  /// The value over several lines, indented by two spaces, for people: what changes the direction of
  /// the text around it stands as an escape.
  /// - Parameter most: bytes of UTF-8. Nothing is done for what lies behind.
  /// - Returns: the text, and whether the value goes on behind its end.
  package func pretty(most: Int) -> (text: String, isCut: Bool) {
    var writer = PrettyWriter(most: most)
    writer.write(self, depth: 0)
    return (String(decoding: writer.output, as: UTF8.self), writer.isCut)
  }

  /// The same in pieces, of which those are marked that are the values at some places.
  /// - Parameter places: of none that stands in another.
  package func pretty(
    most: Int, marking places: Set<JSONPointer>
  ) -> (pieces: [PrettyPiece], isCut: Bool) {
    var writer = PrettyWriter(most: most, marking: places)
    writer.write(self, depth: 0)
    var (pieces, rest): ([PrettyPiece], Int) = ([], 0)
    func add(_ range: Range<Int>, _ place: JSONPointer?) {
      guard !range.isEmpty else { return }
      let text = String(decoding: writer.output[range], as: UTF8.self)
      pieces.append(PrettyPiece(text: text, place: place))
    }
    for (place, range) in writer.marked {
      add(rest..<range.lowerBound, nil)
      add(range, place)
      rest = range.upperBound
    }
    add(rest..<writer.output.count, nil)
    return (pieces, writer.isCut)
  }
}

/// A part of a value over several lines.
package struct PrettyPiece: Hashable, Sendable {
  package let text: String
  /// Where the value stands that it is; `nil`: it is none that is marked.
  package let place: JSONPointer?
}

private struct PrettyWriter {
  private(set) var output: [UInt8] = []
  /// Once it is, nothing more is written.
  private(set) var isCut = false
  private let most: Int
  private let places: Set<JSONPointer>
  /// Where in the output values are that were to be marked, in order.
  private(set) var marked: [(place: JSONPointer, range: Range<Int>)] = []
  /// To the value that is being written, as long as something is to be marked.
  private var way: [String] = []

  init(most: Int, marking places: Set<JSONPointer> = []) {
    (self.most, self.places) = (most, places)
  }

  mutating func write(_ value: JSON, depth: Int) {
    let place = places.isEmpty ? nil : JSONPointer(way)
    let start = output.count
    writeBare(value, depth: depth)
    if let place, places.contains(place) { marked.append((place, start..<output.count)) }
  }

  private mutating func write(_ value: JSON, at token: String, depth: Int) {
    guard !places.isEmpty else { return write(value, depth: depth) }
    way.append(token)
    write(value, depth: depth)
    way.removeLast()
  }

  private mutating func writeBare(_ value: JSON, depth: Int) {
    switch value {
    case .string(let text): write(text)
    case .array(let elements) where !elements.isEmpty:
      append("[")
      for (index, element) in elements.enumerated() {
        guard !isCut else { return }
        beginLine(isFirst: index == 0, depth: depth + 1)
        write(element, at: String(index), depth: depth + 1)
      }
      endLines("\n", depth, "]")
    case .object(let members) where !members.isEmpty:
      append("{")
      for (index, member) in members.enumerated() {
        guard !isCut else { return }
        beginLine(isFirst: index == 0, depth: depth + 1)
        write(member.key)
        append(": ")
        write(member.value, at: member.key, depth: depth + 1)
      }
      endLines("\n", depth, "}")
    default: append(value.serialized)
    }
  }

  private mutating func beginLine(isFirst: Bool, depth: Int) {
    endLines(isFirst ? "\n" : ",\n", depth, "")
  }

  private mutating func endLines(_ end: String, _ depth: Int, _ start: String) {
    append(end)
    append(String(repeating: "  ", count: depth))
    append(start)
  }

  private mutating func write(_ text: String) {
    append("\"")
    for scalar in text.unicodeScalars {
      guard !isCut else { return }
      switch scalar {
      case "\"": append(#"\""#)
      case "\\": append(#"\\"#)
      case "\n": append(#"\n"#)
      case "\r": append(#"\r"#)
      case "\t": append(#"\t"#)
      case _ where scalar.isDeceptive:
        let digits = String(scalar.value, radix: 16)
        append(#"\u"# + String(repeating: "0", count: max(4 - digits.count, 0)) + digits)
      case _ where scalar.isASCII && output.count < most:
        output.append(UInt8(truncatingIfNeeded: scalar.value))
      default: append(String(scalar))
      }
    }
    append("\"")
  }

  /// All of it or nothing, so that no character is cut in two.
  private mutating func append(_ text: String) {
    guard !isCut, output.count + text.utf8.count <= most else {
      isCut = true
      return
    }
    output.append(contentsOf: text.utf8)
  }
}
