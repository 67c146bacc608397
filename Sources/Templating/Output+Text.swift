extension Output {
  /// Appends the text as UTF-8, escaped or as it is.
  mutating func append(_ text: String, escaped: Bool) {
    if escaped { append(escaping: text) } else { append(text: text) }
  }

  /// Appends the text as UTF-8.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends the text as UTF-8 with `& < > " '` escaped, so that it is inert in HTML content and
  /// in quoted attributes.
  mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { append(escaping: $0) }
  }

  private mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    for index in bytes.indices {
      guard let entity = entity(for: bytes[index]) else { continue }
      append(UnsafeBufferPointer(rebasing: bytes[plain..<index]))
      entity.withUTF8Buffer { append($0) }
      plain = index + 1
    }
    append(UnsafeBufferPointer(rebasing: bytes[plain...]))
  }

  @inline(__always)
  private func entity(for byte: UInt8) -> StaticString? {
    // Every byte that needs escaping is at most `>`, as few letters of a text are.
    guard byte <= UInt8(ascii: ">") else { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
