import OrderedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A text in a header: as it is where it is short plain ASCII, else in encoded words (RFC 2047), so
/// that no text can end a header or begin another.
struct EncodedWords {
  private let text: String

  init(_ text: String) { self.text = text }

  /// As unstructured text, such as a subject.
  var header: String {
    text.utf8.count <= Limits.plainHeaderBytes && text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
      && !text.contains("=?")
      ? text : words
  }

  /// As a display name: quoted where it is plain.
  var phrase: String {
    let isPlain = header == text && !text.contains { "\"\\".contains($0) }
    return isPlain ? "\"\(text)\"" : words
  }

  /// Each word at most 75 characters long, none with a part of a character.
  private var words: String {
    var chunks: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if let last = chunks.last, last.count + bytes.count > 45 { chunks.append([]) }
      chunks[chunks.count - 1] += bytes
    }
    return chunks.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }
}

/// The text of a mail: readable where its lines are, else base64 (RFC 2045).
struct MailBody {
  private let name: String
  private let bytes: [UInt8]

  /// - Parameter boundary: what must stand in no line of it; `nil`: it stands alone.
  init(_ text: String, avoiding boundary: String? = nil) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let isPlain = lines.allSatisfy { line in
      line.utf8.count <= Limits.mailLineBytes && !line.utf8.contains { $0 == 0 || $0 == 0x0D }
        && !(boundary.map { line.hasPrefix("--" + $0) } ?? false)
    }
    var output: [UInt8] = []
    if isPlain {
      name = "8bit"
      for line in lines { output += Array(line.utf8) + [0x0D, 0x0A] }
    } else {
      name = "base64"
      let options: Data.Base64EncodingOptions = [
        .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
      ]
      output = Array(Data(text.utf8).base64EncodedData(options: options)) + [0x0D, 0x0A]
    }
    bytes = output
  }

  /// With the headers that tell what it is.
  /// - Parameter kind: `plain` or `html`.
  func part(_ kind: String) -> [UInt8] {
    let header = [
      "Content-Type: text/\(kind); charset=utf-8", "Content-Transfer-Encoding: \(name)", "", "",
    ]
    return Array(header.joined(separator: "\r\n").utf8) + bytes
  }
}
