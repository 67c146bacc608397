extension String {
  /// UTF-8 that ends anywhere, without the character that the cut went through; `nil` where it is
  /// no UTF-8.
  package init?(cut bytes: some BidirectionalCollection<UInt8>) {
    for dropped in 0...3 {
      guard let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) else { continue }
      self = text
      return
    }
    return nil
  }

  /// The text where it has at most so many bytes of UTF-8, else its beginning and `…`, which
  /// together have no more.
  /// - Parameter limit: at least 3.
  package func cut(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: max(limit - 3, 0))
    while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return self[..<end] + "…"
  }

  /// A text for the record: a caller's or a server's words may be quoted in it, at any length.
  package var recorded: String { cut(toBytes: Limits.recordedTextBytes) }
}
