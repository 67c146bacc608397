import OrderedJSON

/// What stands around a part of a text in its line, by which it is found again.
struct TextContext: Hashable, Sendable {
  /// Right before it, from a word's beginning on.
  let after: String
  /// Right behind it; empty: its line or the text ends.
  let before: String
  /// Which of those that stand so it is; `nil`: there is one.
  let nth: Int?

  /// - Returns: `nil` where the text does not have it.
  init?(of part: String, in text: String) {
    let (bytes, part) = (Array(text.utf8), Array(part.utf8))
    guard !part.isEmpty, let start = bytes.places(of: part).first else { return nil }
    let lead = TextContext.lead(to: start, in: bytes)
    let tail = TextContext.tail(from: start + part.count, in: bytes)
    guard !lead.isEmpty || !tail.isEmpty else { return nil }
    after = String(decoding: lead, as: UTF8.self)
    before = String(decoding: tail, as: UTF8.self)
    let alike = bytes.places(of: Array(lead))
    nth = alike.count > 1 ? alike.firstIndex(of: start - lead.count) ?? 0 : nil
  }

  private static func lead(to start: Int, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    var begin = start
    while begin > 0, start - begin < Limits.pickedContextBytes, !bytes[begin - 1].isLineEnd {
      begin -= 1
    }
    // From the beginning of a word and of a character on.
    while begin < start, begin > 0, !bytes[begin - 1].isSpace, !bytes[begin - 1].isLineEnd {
      begin += 1
    }
    while begin < start, bytes[begin] & 0xC0 == 0x80 { begin += 1 }
    return bytes[begin..<start]
  }

  private static func tail(from end: Int, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard end < bytes.count else { return [] }
    // One character tells where the part ends.
    var last = end + 1
    while last < bytes.count, bytes[last] & 0xC0 == 0x80 { last += 1 }
    return bytes[end..<last]
  }
}

extension UInt8 {
  fileprivate var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
