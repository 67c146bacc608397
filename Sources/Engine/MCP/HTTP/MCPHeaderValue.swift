import Foundation

/// A value of a param as a header carries it (2026-07-28, "Value Encoding").
package enum MCPHeaderValue {
  private static let (start, end) = ("=?base64?", "?=")

  /// The text as it is where a header can hold it, else its UTF-8 in base64, marked as such.
  package static func encoded(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      && text.utf8.first != 0x20 && text.utf8.last != 0x20
      && !(text.hasPrefix(start) && text.hasSuffix(end))
    return isPlain ? text : start + Data(text.utf8).base64EncodedString() + end
  }
}
