/// A template's bytes, and what can be asked about their lines.
struct Source {
  let template: String
  let bytes: [UInt8]

  init(template: String, text: String) {
    self.template = template
    bytes = [UInt8](text.utf8)
  }

  /// Where `pattern` stands next, at or after the offset.
  func range(of pattern: [UInt8], from offset: Int) -> Range<Int>? {
    guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
    let last = bytes.count - pattern.count
    var start = offset
    while start <= last {
      if bytes[start] == first, bytes[start..<start + pattern.count].elementsEqual(pattern) {
        return start..<start + pattern.count
      }
      start += 1
    }
    return nil
  }

  /// The text of a range, without white space at its ends.
  func trimmed(_ range: Range<Int>) -> String {
    let inner = bytes[range].drop { $0.isWhiteSpace }
    let end = inner.lastIndex { !$0.isWhiteSpace }.map { $0 + 1 } ?? inner.startIndex
    return String(decoding: inner[..<end], as: UTF8.self)
  }

  func startsLine(_ offset: Int) -> Bool {
    offset == 0 || bytes[offset - 1] == .newline
  }

  /// Where the offset's line begins, if nothing but blanks stands between.
  func lineStart(before offset: Int) -> Int? {
    var start = offset
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    return startsLine(start) ? start : nil
  }

  /// Where the line after the offset's begins, if nothing but blanks stands between.
  func nextLine(after offset: Int) -> Int? {
    var end = offset
    while end < bytes.count, bytes[end].isBlank { end += 1 }
    guard end < bytes.count else { return end }
    if bytes[end] == .return, end + 1 < bytes.count { end += 1 }
    return bytes[end] == .newline ? end + 1 : nil
  }

  /// The blanks that all the range's lines begin with, blank lines aside; nil without any line.
  func margin(of range: Range<Int>) -> [UInt8]? {
    var margin: ArraySlice<UInt8>?
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: .newline) ?? range.upperBound
      let blanks = bytes[start..<end].prefix { $0.isBlank }
      let isBlankLine = bytes[start..<end].allSatisfy { $0.isWhiteSpace }
      if startsLine(start), !isBlankLine, blanks.count < margin?.count ?? .max {
        margin = blanks
      }
      start = end + 1
    }
    return margin.map([UInt8].init)
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let `return` = UInt8(ascii: "\r")

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  var isWhiteSpace: Bool { isBlank || self == .newline || self == .return }
}
