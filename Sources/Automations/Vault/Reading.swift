/// A text as bytes, decoded in one way, with the places in the text where they stand.
struct Reading {
  private(set) var bytes: [UInt8] = []
  /// Where each byte begins, and where the last one ends; `nil`: nothing was decoded.
  private let places: [Int]?

  /// As it is, and decoded in each way of which it has a sign.
  static func all(of text: [UInt8]) -> [Reading] {
    var readings = [Reading(plain: text)]
    if text.contains(UInt8(ascii: "%")) { readings.append(Reading(text, by: percent)) }
    if text.contains(UInt8(ascii: "\\")) { readings.append(Reading(text, by: escape)) }
    if text.contains(UInt8(ascii: "&")) { readings.append(Reading(text, by: reference)) }
    return readings
  }

  /// Where a range of the bytes stands in the text.
  func source(of range: Range<Int>) -> Range<Int> {
    guard let places else { return range }
    return places[range.lowerBound]..<places[range.upperBound]
  }

  private init(plain text: [UInt8]) {
    bytes = text
    places = nil
  }

  /// What is encoded at the beginning of a text: the bytes, and how many encode them.
  private typealias Decoder = (ArraySlice<UInt8>) -> (bytes: [UInt8], count: Int)?

  private init(_ text: [UInt8], by decode: Decoder) {
    var places: [Int] = []
    places.reserveCapacity(text.count + 1)
    bytes.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      if let decoded = decode(text[place...]) {
        for byte in decoded.bytes {
          bytes.append(byte)
          places.append(place)
        }
        place += decoded.count
      } else {
        bytes.append(text[place])
        places.append(place)
        place += 1
      }
    }
    places.append(text.count)
    self.places = places
  }
}

extension Reading {
  /// RFC 3986, 2.1.
  private static func percent(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], count: Int)? {
    guard text.first == UInt8(ascii: "%"), let byte = hexadecimal(text.dropFirst(), digits: 2)
    else { return nil }
    return ([UInt8(truncatingIfNeeded: byte)], 3)
  }

  /// RFC 8259, 7.
  private static func escape(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], count: Int)? {
    guard text.first == UInt8(ascii: "\\"), let letter = text.dropFirst().first else { return nil }
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([letter], 2)
    case UInt8(ascii: "b"): return ([0x08], 2)
    case UInt8(ascii: "f"): return ([0x0C], 2)
    case UInt8(ascii: "n"): return ([0x0A], 2)
    case UInt8(ascii: "r"): return ([0x0D], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "u"): return character(text)
    default: return nil
    }
  }

  /// A `\u` and its four digits, or two of them for what UTF-16 writes so.
  private static func character(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], count: Int)? {
    guard let unit = hexadecimal(text.dropFirst(2), digits: 4) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (Array(String(scalar).utf8), 6) }
    let next = text.dropFirst(6)
    guard next.starts(with: #"\u"#.utf8), let low = hexadecimal(next.dropFirst(2), digits: 4),
      (0xD800..<0xDC00).contains(unit), (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    else { return nil }
    return (Array(String(scalar).utf8), 12)
  }

  /// Of HTML, 13.5: a character by its number, or by its name one that pages cannot have as it is.
  private static func reference(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], count: Int)? {
    let longest = 12
    guard text.first == UInt8(ascii: "&"),
      let end = text.prefix(longest).firstIndex(of: UInt8(ascii: ";"))
    else { return nil }
    let name = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
    guard let character = named[name] ?? numbered(name) else { return nil }
    return (Array(character.utf8), end - text.startIndex + 1)
  }

  private static let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

  /// `#34`, `#x22`
  private static func numbered(_ name: String) -> String? {
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return number.flatMap { Unicode.Scalar($0) }.map { String($0) }
  }

  /// - Returns: `nil` where there are not as many digits.
  private static func hexadecimal(_ text: ArraySlice<UInt8>, digits count: Int) -> UInt32? {
    let digits = text.prefix(count)
    var number: UInt32 = 0
    for digit in digits {
      guard let value = digit.hexadecimalValue else { return nil }
      number = number << 4 | UInt32(value)
    }
    return digits.count == count ? number : nil
  }
}
