/// The durations of ISO 8601: `PT2H`, `P2D`, `P1W`, `PT0.5H`.
enum ISODuration {
  /// Whether a text is meant as one: no word of the vocabulary begins like that.
  static func looksLike(_ text: String) -> Bool {
    var bytes = text.utf8.makeIterator()
    guard bytes.next()?.lowercasedASCII == UInt8(ascii: "p"), let second = bytes.next() else {
      return false
    }
    if second.decimalDigit != nil || second == UInt8(ascii: "-") { return true }
    guard second.lowercasedASCII == UInt8(ascii: "t") else { return false }
    return bytes.next().map { !$0.isASCIILetter } ?? true
  }

  /// - Parameters:
  ///   - duration: without the spaces around it.
  ///   - offset: where it begins in the whole text, in UTF-8 code units.
  static func period(
    _ duration: String, at offset: Int, in text: String
  ) throws(TextFault) -> Period {
    let bytes = Array(duration.utf8)
    var position = 1
    var isTime = false
    var allowed: [(letter: Unicode.Scalar, unit: Unit)] = dateUnits
    var amounts: [Amount] = []
    while position < bytes.count {
      if !isTime, bytes[position].lowercasedASCII == UInt8(ascii: "t") {
        isTime = true
        allowed = timeUnits
        position += 1
        guard position < bytes.count else { break }
      }
      let start = position
      guard bytes[start] != UInt8(ascii: "-") else {
        throw TextFault(.negative, at: offset + start, in: text)
      }
      while position < bytes.count,
        bytes[position].decimalDigit != nil || bytes[position] == UInt8(ascii: ".")
      {
        position += 1
      }
      let number = String(decoding: bytes[start..<position], as: UTF8.self)
      guard let first = number.first, first != ".", number.last != ".",
        amounts.last?.count.scale ?? 0 == 0
      else {
        throw TextFault(
          .unexpected(rest(bytes, start), wanted: "a number"), at: offset + start, in: text)
      }
      let count: DecimalNumber
      do { count = try DecimalNumber(number) } catch {
        throw TextFault(error, at: offset + start, in: text)
      }
      guard position < bytes.count else {
        throw TextFault(
          .unfinished(wanted: isTime ? "H, M or S" : "Y, M, W or D"), at: offset + position,
          in: text)
      }
      guard
        let index = allowed.firstIndex(where: {
          UInt8(ascii: $0.letter) == bytes[position].lowercasedASCII
        })
      else {
        let wanted = isTime ? "H, M or S, each once and in this order" : "Y, M, W, D or T"
        throw TextFault(
          .unexpected(rest(bytes, position), wanted: wanted), at: offset + position, in: text)
      }
      amounts.append(Amount(count, allowed[index].unit))
      allowed.removeFirst(index + 1)
      position += 1
    }
    guard !amounts.isEmpty, bytes.last?.lowercasedASCII != UInt8(ascii: "t") else {
      throw TextFault(
        .unfinished(wanted: "a duration as PT2H or P2D"), at: offset + position, in: text)
    }
    do { return try Period(amounts) } catch { throw TextFault(error, at: offset, in: text) }
  }

  private static let dateUnits: [(Unicode.Scalar, Unit)] = [
    ("y", .year), ("m", .month), ("w", .week), ("d", .day),
  ]
  private static let timeUnits: [(Unicode.Scalar, Unit)] = [
    ("h", .hour), ("m", .minute), ("s", .second),
  ]

  private static func rest(_ bytes: [UInt8], _ start: Int) -> String {
    String(decoding: bytes[start...], as: UTF8.self)
  }
}
