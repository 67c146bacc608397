import Foundation
package import OrderedJSON

extension HTTPAnswer {
  /// What the body says: JSON where it is that, else its text, else its bytes as base64; and whether
  /// there was more of it.
  package var content: (JSON, isCut: Bool) {
    get throws(ContentCodingFault) {
      guard !body.isEmpty else { return (.null, false) }
      let type = MediaType(header("content-type"))
      guard let unpacked = try unpacked else {
        return (sent.hidden(in: HTTPAnswer.binary(body, type)), isCut)
      }
      let value = HTTPAnswer.value(of: unpacked.bytes, type, isCut: unpacked.isCut)
      // What was cut may end within a secret.
      let shown = value.text.map { JSON.string(sent.hidden(in: $0, isCut: unpacked.isCut)) }
      return (shown ?? sent.hidden(in: value), unpacked.isCut)
    }
  }

  /// The body as a text, whatever values it may stand for, and whether there was more of it; `nil`: it
  /// is none.
  var bodyText: (text: String?, isCut: Bool) {
    get throws(ContentCodingFault) {
      guard let unpacked = try unpacked else { return (nil, isCut) }
      let type = MediaType(header("content-type"))
      let text = HTTPAnswer.text(of: unpacked.bytes, type, isCut: unpacked.isCut)
      return (text.map { sent.hidden(in: $0, isCut: unpacked.isCut) }, unpacked.isCut)
    }
  }

  /// `nil`: it is packed in a way that is not known here.
  private var unpacked: ContentCoding.Unpacked? {
    get throws(ContentCodingFault) {
      let fields = headers.filter { $0.name.lowercased() == "content-encoding" }.map(\.value)
      return try ContentCoding.unpacked(body, isCut: isCut, fields.joined(separator: ","))
    }
  }

  private static func value(of bytes: [UInt8], _ type: MediaType?, isCut: Bool) -> JSON {
    if bytes.isEmpty { return .null }
    guard let text = text(of: bytes, type, isCut: isCut), !text.utf8.contains(0) else {
      return binary(bytes, type)
    }
    if type?.isJSON ?? true, !isCut, let json = try? JSON(parsing: Array(text.utf8)) { return json }
    return .string(text)
  }

  /// By what the header says, then by a byte order mark, then as UTF-8; and what is text for certain
  /// in the end as the West has it.
  private static func text(of bytes: [UInt8], _ type: MediaType?, isCut: Bool) -> String? {
    guard type?.isBinary != true else { return nil }
    let isText = type?.isText == true
    let named = type?.charset.flatMap(Charset.init(label:))?.text(bytes, isCut: isCut)
    // Servers write a charset behind a type of any bytes too, and some charsets read whatever they get.
    if let named, isText || !named.hasBinaryByte { return named.withoutMark }
    let others = [Charset(markOf: bytes), .utf8, isText ? .windows1252 : nil].compactMap(\.self)
    return others.lazy.compactMap { $0.text(bytes, isCut: isCut) }.first?.withoutMark
  }

  private static func binary(_ bytes: [UInt8], _ type: MediaType?) -> JSON {
    ["base64": .string(Data(bytes).base64EncodedString()), "media_type": JSON(type?.name)]
  }
}

extension Charset {
  /// By the byte order mark that the bytes begin with; `nil` where there is none.
  fileprivate init?(markOf bytes: [UInt8]) {
    let marks: [(bytes: [UInt8], label: String)] = [
      ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE, 0, 0], "utf-32"),
      ([0, 0, 0xFE, 0xFF], "utf-32"),
      ([0xFF, 0xFE], "utf-16"), ([0xFE, 0xFF], "utf-16"),
    ]
    guard let mark = marks.first(where: { bytes.starts(with: $0.bytes) }) else { return nil }
    self.init(label: mark.label)
  }
}

extension String {
  fileprivate var withoutMark: String { first == "\u{FEFF}" ? String(dropFirst()) : self }
}
