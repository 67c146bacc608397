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
}

private struct PrettyWriter {
  private(set) var output: [UInt8] = []
  /// Once it is, nothing more is written.
  private(set) var isCut = false
  private let most: Int

  init(most: Int) { self.most = most }

  mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .string(let text): write(text)
    case .array(let elements) where !elements.isEmpty:
      append("[")
      for (index, element) in elements.enumerated() {
        guard !isCut else { return }
        beginLine(isFirst: index == 0, depth: depth + 1)
        write(element, depth: depth + 1)
      }
      endLines("\n", depth, "]")
    case .object(let members) where !members.isEmpty:
      append("{")
      for (index, member) in members.enumerated() {
        guard !isCut else { return }
        beginLine(isFirst: index == 0, depth: depth + 1)
        write(member.key)
        append(": ")
        write(member.value, depth: depth + 1)
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
