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
    text.utf8.count <= 200 && text.utf8.allSatisfy { 0x20..<0x7F ~= $0 } && !text.contains("=?")
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
  let name: String
  let bytes: [UInt8]

  init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let isPlain = lines.allSatisfy { line in
      line.utf8.count <= 998 && !line.utf8.contains { $0 == 0 || $0 == 0x0D }
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
}
