extension CronParser {
  /// Whether a text is meant as a cron expression: a field that begins with `*` or `?`, or a field
  /// of numbers, but no date, with another behind it. No text in words has either. What begins with
  /// a letter is one only if it has five fields and two that begin so.
  static func looksLikeCron(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { !isSpace($0) }) else { return false }
    if first.isASCIILetter {
      let fields = text.utf8.split(whereSeparator: isSpace)
      return fields.count == 5 && fields.count { $0.first.map(isStar) ?? false } > 1
    }
    var field = 0
    var isInside = false
    var isNumeric = !beginsWithDate(text)
    for byte in text.utf8 {
      if isSpace(byte) {
        isInside = false
        continue
      }
      if !isInside {
        if isStar(byte) { return true }
        isInside = true
        field += 1
        if field == 2, !isNumber(byte) { isNumeric = false }
      }
      if field == 1, !isNumber(byte) { isNumeric = false }
      // A time.
      if field == 2, byte == UInt8(ascii: ":") { isNumeric = false }
    }
    return field > 1 && isNumeric
  }

  /// A year of four digits and a hyphen, which no field has.
  private static func beginsWithDate(_ text: String) -> Bool {
    let rest = text.utf8.drop(while: isSpace)
    let year = rest.prefix { $0.decimalDigit != nil }
    return year.count == 4 && rest.dropFirst(4).first == UInt8(ascii: "-")
  }

  private static func isStar(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "0"..."9", ",", "-", "/", "*": true
    default: false
    }
  }
}
