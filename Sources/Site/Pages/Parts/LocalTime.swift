import Scheduling

/// An instant as the clocks of a zone show it. The list has hundreds of them, so they are written
/// as bytes.
struct LocalTime {
  private let dayNumber: Int
  private let minute: Int
  private let second: Int
  private let zone: String

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// - Parameter rules: of the zone; `nil`: UTC.
  init(_ instant: Instant, in rules: TimeZoneRules?) {
    let local = instant.advanced(bySeconds: Int64(rules?.offset(at: instant) ?? 0)).seconds
    let second = Int((local % 86400 + 86400) % 86400)
    dayNumber = Int((local - Int64(second)) / 86400)
    minute = second / 60
    self.second = second % 60
    zone = rules?.abbreviation(at: instant) ?? "UTC"
  }

  /// `25 Nov 2026`
  var date: String {
    var output: [UInt8] = []
    output.reserveCapacity(16)
    writeDate(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// `Wed 25 Nov 2026, 09:00 CET`
  var exact: String {
    var output: [UInt8] = []
    output.reserveCapacity(40)
    // 1970-01-01 was a Thursday.
    output.append(contentsOf: LocalTime.weekdays[(dayNumber % 7 + 7) % 7].utf8)
    output.append(UInt8(ascii: " "))
    writeDate(to: &output)
    output.append(contentsOf: ", ".utf8)
    output.append(digits: minute / 60)
    output.append(UInt8(ascii: ":"))
    output.append(digits: minute % 60)
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: zone.utf8)
    return String(decoding: output, as: UTF8.self)
  }

  /// `UTC−05:00`
  /// - Parameter seconds: east of UTC.
  static func offset(_ seconds: Int) -> String {
    let (hours, minutes) = (abs(seconds) / 3600, abs(seconds) / 60 % 60)
    let sign = seconds < 0 ? "\u{2212}" : "+"
    return "UTC\(sign)\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  /// `2026-11-25T09:00Z`, which HTML reads; of an instant in UTC.
  var machineReadable: String {
    let (year, month, day) = civilDate
    var output: [UInt8] = []
    output.reserveCapacity(20)
    output.append(digits: year / 100)
    output.append(digits: year % 100)
    output.append(UInt8(ascii: "-"))
    output.append(digits: month)
    output.append(UInt8(ascii: "-"))
    output.append(digits: day)
    output.append(UInt8(ascii: "T"))
    output.append(digits: minute / 60)
    output.append(UInt8(ascii: ":"))
    output.append(digits: minute % 60)
    output.append(UInt8(ascii: "Z"))
    return String(decoding: output, as: UTF8.self)
  }

  /// `Wed, 25 Nov 2026 09:00:30 GMT`, as the header `Date` has it (RFC 9110, 5.6.7); of an instant
  /// in UTC.
  var httpDate: String {
    let (year, month, day) = civilDate
    var output = Array(LocalTime.weekdays[(dayNumber % 7 + 7) % 7].utf8)
    output.append(contentsOf: ", ".utf8)
    output.append(digits: day)
    output.append(contentsOf: " \(LocalTime.months[month - 1]) ".utf8)
    output.append(digits: year / 100)
    output.append(digits: year % 100)
    output.append(UInt8(ascii: " "))
    output.append(digits: minute / 60)
    output.append(UInt8(ascii: ":"))
    output.append(digits: minute % 60)
    output.append(UInt8(ascii: ":"))
    output.append(digits: second)
    output.append(contentsOf: " GMT".utf8)
    return String(decoding: output, as: UTF8.self)
  }

  private func writeDate(to output: inout [UInt8]) {
    let (year, month, day) = civilDate
    output.append(contentsOf: String(day).utf8)
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: LocalTime.months[month - 1].utf8)
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: String(year).utf8)
  }

  /// The Gregorian date, by the arithmetic of howardhinnant.github.io/date_algorithms.html.
  private var civilDate: (year: Int, month: Int, day: Int) {
    // Days since 0000-03-01, where a year of 365 or 366 days ends with its leap day.
    let days = dayNumber + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension [UInt8] {
  /// Appends the last two digits of a number.
  fileprivate mutating func append(digits number: Int) {
    let number = number.magnitude % 100
    append(UInt8(ascii: "0") + UInt8(number / 10))
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
