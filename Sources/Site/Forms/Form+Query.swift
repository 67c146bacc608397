extension Form {
  /// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
  static func encode(_ text: String) -> String {
    // As an id is, of which a page has many.
    guard text.utf8.contains(where: { !isUnreserved($0) }) else { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// As a query, or as a body of the type `application/x-www-form-urlencoded`.
  static func encoded(_ fields: [(name: String, value: String)]) -> String {
    fields.map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
  }

  /// What follows a path, of the parts that have a value: `?limit=5&offset=10`; empty where none
  /// has.
  static func query(_ parts: KeyValuePairs<String, String?>) -> String {
    let given = parts.compactMap { name, value in value.map { (name: name, value: $0) } }
    return given.isEmpty ? "" : "?" + encoded(given)
  }
}
