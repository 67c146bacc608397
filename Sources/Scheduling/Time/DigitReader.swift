/// Reads the fixed-width numbers of dates and times from ASCII text.
struct DigitReader<Bytes: Collection> where Bytes.Element == UInt8 {
  private let bytes: Bytes
  private var position: Bytes.Index

  init(_ bytes: Bytes) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard !isAtEnd, UInt32(bytes[position]) == character.value else { return false }
    position = bytes.index(after: position)
    return true
  }

  mutating func digit() -> Int? {
    guard !isAtEnd, let digit = bytes[position].decimalDigit else { return nil }
    position = bytes.index(after: position)
    return digit
  }

  /// A number of exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }
}

extension UInt8 {
  /// The value of an ASCII digit.
  var decimalDigit: Int? {
    self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") ? Int(self - UInt8(ascii: "0")) : nil
  }

  var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercasedASCII)
  }

  /// This ASCII letter in lower case; every other byte as it is.
  var lowercasedASCII: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
  }
}

extension DefaultStringInterpolation {
  /// A number padded with zeros.
  mutating func appendInterpolation(_ number: Int, digits: Int) {
    let text = String(number)
    appendLiteral(String(repeating: "0", count: Swift.max(0, digits - text.count)))
    appendLiteral(text)
  }
}
