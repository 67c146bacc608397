extension CronParser {
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  var isAtFieldEnd: Bool { peek.map(Self.isSpace) ?? true }

  /// Skips a character, letters in either case.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let peek, peek.lowercasedASCII == UInt8(ascii: character).lowercasedASCII else {
      return false
    }
    position += 1
    return true
  }

  mutating func skipSpaces() {
    while let peek, Self.isSpace(peek) { position += 1 }
  }

  /// A number; nil, behind its first digits, when it is too long for any field.
  mutating func digits() -> Int? {
    var value: Int?
    while let digit = peek?.decimalDigit {
      guard value ?? 0 < 100_000 else { return nil }
      value = (value ?? 0) * 10 + digit
      position += 1
    }
    return value
  }

  func startsWithStar() -> Bool {
    let first = bytes[position...].first { !Self.isSpace($0) }
    return first == UInt8(ascii: "*") || first == UInt8(ascii: "?")
  }

  /// Exactly five fields, so that everything behind the first is where it seems to be.
  mutating func checkFieldCount() throws(TextFault) {
    var fields = 0
    var isInside = false
    for (index, byte) in bytes.enumerated() {
      let isSpace = Self.isSpace(byte)
      if !isSpace && !isInside {
        fields += 1
        if fields == 6 { position = index }
      }
      isInside = !isSpace
    }
    guard fields == 5 else {
      throw fault(.fieldCount(fields), at: fields < 5 ? bytes.count : position)
    }
  }

  func unexpected(_ field: CronField) -> TextFault {
    let word = wordAhead(from: position)
    guard !word.isEmpty else { return missing("\(field.name): \(field.allowed)") }
    if let nearest = Spelling.nearest(to: word.lowercased(), among: field.names) {
      return fault(
        .unknownWord(word, nearest: nearest.uppercased(), wanted: field.name), at: position)
    }
    return fault(
      .unexpected(word, wanted: "\(field.name): \(field.allowed)"),
      at: position)
  }

  /// The fault of a place where nothing stands.
  func missing(_ wanted: String) -> TextFault {
    fault(isAtEnd ? .unfinished(wanted: wanted) : .missing(wanted: wanted), at: position)
  }

  private var isAtEnd: Bool { bytes[position...].allSatisfy(Self.isSpace) }

  func fault(_ problem: TextFault.Problem, at offset: Int) -> TextFault {
    TextFault(problem, at: offset, in: text)
  }

  func slice(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// The rest of the field's part, for a message.
  func wordAhead(from start: Int) -> String {
    let word = bytes[start...].prefix { !Self.isSpace($0) && $0 != UInt8(ascii: ",") }
    return String(decoding: word, as: UTF8.self)
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }
}
