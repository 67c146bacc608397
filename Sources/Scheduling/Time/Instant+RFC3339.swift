extension Instant {
  /// Reads `2026-11-24T09:00:00Z` as RFC 3339 describes it: fractions (cut to milliseconds) and
  /// offsets (`+05:30`) included. Nil for everything else, leap seconds and dates that do not
  /// exist or are not in the years 0000 to 9999 of UTC included.
  package init?(rfc3339 text: String) {
    var text = text
    guard let instant = text.withUTF8({ Instant(rfc3339: $0) }) else { return nil }
    self = instant
  }

  /// The same out of UTF-8; a list of traces reads hundreds of them.
  private init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
    var reader = DigitReader(bytes)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
      let hour = reader.number(digits: 2), hour < 24, reader.skip(":"),
      let minute = reader.number(digits: 2), minute < 60, reader.skip(":"),
      let second = reader.number(digits: 2), second < 60,
      let date = CivilDate(year: year, month: month, day: day),
      let fraction = reader.fraction(),
      let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let time = hour * 3600 + minute * 60 + second
    let seconds = Int64(date.dayNumber * 86400 + time - offset)
    let milliseconds = seconds * 1000 + Int64(fraction)
    guard Self.written.contains(milliseconds) else { return nil }
    self.init(milliseconds: milliseconds)
  }

  /// The instant in UTC as RFC 3339 writes it: `2026-11-24T09:00:00Z`, with `.123` only where the
  /// milliseconds are not 0. What is outside of its years is written as their first or last instant.
  package var rfc3339: String {
    let milliseconds = min(max(milliseconds, Self.written.lowerBound), Self.written.upperBound)
    let seconds = milliseconds.dividedDown(by: 1000)
    let day = seconds.dividedDown(by: 86400)
    let second = Int(seconds.remainder(downBy: 86400))
    let fraction = Int(milliseconds.remainder(downBy: 1000))
    let date = CivilDate(dayNumber: Int(day))
    let (hour, minute) = (second / 3600, second / 60 % 60)
    var text = "\(date)T\(hour, digits: 2):\(minute, digits: 2):\(second % 60, digits: 2)"
    if fraction != 0 { text += ".\(fraction, digits: 3)" }
    return text + "Z"
  }

  /// The last instant that RFC 3339 can write: no schedule goes beyond it.
  static let latest = Instant(milliseconds: written.upperBound)

  /// The years 0000 to 9999, which have four digits, in milliseconds since 1970.
  private static let written: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999
}

extension Instant {
  /// The day of the week in UTC, in three letters: `Tue`.
  package var weekdayInUTC: String {
    String(Weekday(dayNumber: Int(seconds.dividedDown(by: 86400))).name.prefix(3))
  }
}

extension DigitReader {
  /// The milliseconds of an optional `.123`; nil when no digit follows the point.
  fileprivate mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    guard let first = digit() else { return nil }
    var milliseconds = first * 100
    var scale = 10
    while let digit = digit() {
      milliseconds += digit * scale
      scale /= 10
    }
    return milliseconds
  }

  /// `Z` or `+05:30`, in seconds east.
  fileprivate mutating func offset() -> Int? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hour = number(digits: 2), hour < 24, skip(":"),
      let minute = number(digits: 2), minute < 60
    else { return nil }
    return sign * (hour * 3600 + minute * 60)
  }
}
