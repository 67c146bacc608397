extension [UInt8] {
  /// Appends the text as UTF-8.
  mutating func append(text: String) {
    let appended: Void? = text.utf8.withContiguousStorageIfAvailable { append(contentsOf: $0) }
    if appended == nil { append(contentsOf: text.utf8) }
  }

  /// Appends the text as UTF-8 with `& < > " '` escaped, so that it is inert in HTML content and
  /// in quoted attributes.
  mutating func append(escaping text: String) {
    let appended: Void? = text.utf8.withContiguousStorageIfAvailable { append(escaping: $0) }
    if appended == nil { Array(text.utf8).withUnsafeBufferPointer { append(escaping: $0) } }
  }

  private mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    for (index, byte) in bytes.enumerated() {
      guard let entity = entity(for: byte) else { continue }
      append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<index]))
      append(contentsOf: entity.utf8Start, count: entity.utf8CodeUnitCount)
      plain = index + 1
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain...]))
  }

  private mutating func append(contentsOf start: UnsafePointer<UInt8>, count: Int) {
    append(contentsOf: UnsafeBufferPointer(start: start, count: count))
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
