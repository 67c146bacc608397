import OrderedJSON

/// A header of a form's part, or the value of one: `Content-Disposition: form-data; name="trace"`
/// (RFC 9110, 5.6.6).
struct HeaderLine {
  private let bytes: [UInt8]

  init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  /// In lower case; of a value alone something that is no name.
  var name: String { HeaderLine.lowercased(bytes.prefix { $0 != UInt8(ascii: ":") }) }

  /// The first parameter of that name; quotes are optional, and what is in them is one text.
  /// - Parameter name: in lower case.
  func parameter(_ name: String) -> String? {
    var rest = bytes.drop { $0 != UInt8(ascii: ";") }
    while rest.popFirst() != nil {
      let key = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
      rest = rest[key.endIndex...]
      var value: String?
      if rest.first == UInt8(ascii: "=") {
        rest = rest.dropFirst().drop(while: HeaderLine.isBlank)
        value = HeaderLine.takeValue(from: &rest)
      }
      if let value, HeaderLine.lowercased(key) == name { return value }
      rest = rest.drop { $0 != UInt8(ascii: ";") }
    }
    return nil
  }

  /// Takes a quoted text, in which a backslash lets a quotation mark stand for itself, or what comes
  /// before the next `;`.
  private static func takeValue(from rest: inout ArraySlice<UInt8>) -> String {
    guard rest.first == UInt8(ascii: "\"") else {
      let value = rest.prefix { $0 != UInt8(ascii: ";") }
      rest = rest[value.endIndex...]
      return String(decoding: value, as: UTF8.self).trimmed
    }
    rest = rest.dropFirst()
    var value: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      let isEscape = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "\"")
      value.append(isEscape ? rest.removeFirst() : byte)
    }
    return String(decoding: value, as: UTF8.self)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).trimmed.lowercased()
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
