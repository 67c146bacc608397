/// Writing texts into URLs and forms (RFC 3986, 2.1).
enum PercentEncoding {
  /// A part of a URL as it is written, with what may not stand there encoded; what is encoded
  /// already stays so.
  static func completed(
    _ text: Substring.UTF8View, allowing isAllowed: (UInt8) -> Bool
  ) -> String {
    if text.allSatisfy({ $0 != UInt8(ascii: "%") && isAllowed($0) }) {
      return String(Substring(text))
    }
    var output: [UInt8] = []
    var rest = text
    while let byte = rest.first {
      if byte == UInt8(ascii: "%") {
        let digits = rest.dropFirst().prefix(2)
        let isEncoded = digits.count == 2 && digits.allSatisfy(\.isHexadecimalDigit)
        if isEncoded { output.append(byte) } else { append(byte, to: &output) }
      } else if isAllowed(byte) {
        output.append(byte)
      } else {
        append(byte, to: &output)
      }
      rest = rest.dropFirst()
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A value whole: only what has no meaning in any URL stays as it is.
  static func component(_ text: String) -> String {
    encoded(text.utf8) { $0.isUnreserved }
  }

  /// A value in a form, as browsers write it (WHATWG URL, 5.2).
  /// - Parameter bytes: of a text, in the form's charset.
  static func formValue(_ bytes: [UInt8]) -> String {
    encoded(bytes, space: UInt8(ascii: "+")) {
      $0.isUnreserved && $0 != UInt8(ascii: "~") || $0 == UInt8(ascii: "*")
    }
  }

  /// The bytes that a text stands for; `%` before anything but two digits stands for itself.
  static func decoded(_ text: some Collection<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      let pair = rest.prefix(2)
      if byte == UInt8(ascii: "%"), pair.count == 2, pair.allSatisfy(\.isHexadecimalDigit),
        let code = UInt8(String(decoding: pair, as: UTF8.self), radix: 16)
      {
        output.append(code)
        rest = rest.dropFirst(2)
      } else {
        output.append(byte)
      }
    }
    return output
  }

  private static func encoded(
    _ bytes: some Sequence<UInt8>, space: UInt8? = nil, allowing isAllowed: (UInt8) -> Bool
  ) -> String {
    var output: [UInt8] = []
    for byte in bytes {
      if let space, byte == UInt8(ascii: " ") {
        output.append(space)
      } else if isAllowed(byte) {
        output.append(byte)
      } else {
        append(byte, to: &output)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func append(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "%"))
    output.append(digits[Int(byte >> 4)])
    output.append(digits[Int(byte & 15)])
  }
}

extension UInt8 {
  /// Letters, digits, `-`, `.`, `_` and `~` (RFC 3986, 2.3).
  var isUnreserved: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  var isHexadecimalDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
