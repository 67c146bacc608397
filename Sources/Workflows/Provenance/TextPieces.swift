/// The parts of a longer text that may be values: words without the signs around them, what stands
/// between `/`, `?`, `&`, `=`, `#` and `:` in those, what stands between slashes, spaces included, and the
/// days of instants.
enum TextPieces {
  /// Each that is not the whole text, longer ones before those inside them. Linear in its length.
  static func forEach(in text: String, _ body: (Substring) -> Void) {
    let bytes = text.utf8
    if bytes.contains(slash), bytes.contains(where: \.isSpace) {
      for segment in bytes.split(separator: slash) where segment.contains(where: \.isSpace) {
        let trimmed = trimmed(segment, of: \.isSpace)
        if !trimmed.isEmpty, trimmed.count < bytes.count { body(Substring(trimmed)) }
      }
    }
    for word in bytes.split(whereSeparator: { $0.isSpace || separators.contains($0) }) {
      let trimmed = trimmed(word, of: signs.contains)
      guard !trimmed.isEmpty else { continue }
      if trimmed.count < bytes.count { body(Substring(trimmed)) }
      if let day = day(ofInstant: trimmed) { body(Substring(day)) }
      // `#77` has one piece beside its sign.
      for piece in trimmed.split(whereSeparator: { joints.contains($0) })
      where piece.count < trimmed.count { body(Substring(piece)) }
    }
  }

  /// `2026-11-28` of `2026-11-28T09:00:00Z` (RFC 3339, 5.6).
  private static func day(ofInstant word: Substring.UTF8View) -> Substring.UTF8View? {
    let day = word.prefix(10)
    guard word.dropFirst(10).first == UInt8(ascii: "T") else { return nil }
    let isDay = zip(day, "0000-00-00".utf8).allSatisfy { byte, pattern in
      pattern == UInt8(ascii: "0") ? byte.isDigit : byte == pattern
    }
    return isDay ? day : nil
  }

  private static func trimmed(
    _ word: Substring.UTF8View, of isLeftAway: (UInt8) -> Bool
  ) -> Substring.UTF8View {
    var word = word
    while let last = word.last, isLeftAway(last) { word.removeLast() }
    while let first = word.first, isLeftAway(first) { word.removeFirst() }
    return word
  }

  private static let slash = UInt8(ascii: "/")
  private static let separators = Set(",;\"'`()[]{}<>|".utf8)
  private static let signs = Set(".:!?*_".utf8)
  private static let joints = Set("/?&=#:".utf8)
}
