/// What `schedule_time` says as a time of day: `09:00`, and what clients and people write for it, as
/// `9:00`, `09:00:00`, `9am` and `2:30 PM`.
struct TimeOfDay: Hashable, Sendable {
  /// 0..<1440.
  let minute: Int
  /// Whether it is written `HH:MM`.
  let isPlain: Bool

  enum Problem: Error, Hashable {
    /// An hour and nothing else, which may be in either half of the day.
    case bareHour(Int)
    case seconds
    case none
  }

  init(_ text: String) throws(Problem) {
    guard text.utf8.count <= Self.longest else { throw .none }
    // Browsers put a narrow space that does not break in front of AM and PM.
    let plain = text.lowercased().map { $0 == "\u{202F}" || $0 == "\u{A0}" ? " " : $0 }
    var reader = DigitReader(String(plain).utf8)
    guard let first = reader.digit() else { throw .none }
    let hour = reader.digit().map { first * 10 + $0 } ?? first
    if reader.isAtEnd, hour < 24 { throw .bareHour(hour) }
    let minute = reader.skip(":") ? reader.number(digits: 2) : 0
    let second = minute != nil && reader.skip(":") ? reader.number(digits: 2) : 0
    guard let minute, minute < 60, let second, second < 60 else { throw .none }
    let isWhole = reader.isAtEnd
    let half = reader.halfDay()
    guard reader.isAtEnd, isWhole == (half == nil),
      half == nil ? hour < 24 : (1...12).contains(hour)
    else { throw .none }
    guard second == 0 else { throw .seconds }
    self.minute = (half.map { hour % 12 + $0 } ?? hour) * 60 + minute
    isPlain = text.utf8.count == 5 && isWhole
  }

  /// The minute of the day that another text means: `noon`, `midnight`, `9.30`, `0930`; `nil`: it is
  /// not plain.
  static func meant(by text: String) -> Int? {
    guard text.utf8.count <= longest else { return nil }
    let word = text.lowercased().filter { $0 != " " }
    if word == "noon" { return 720 }
    if word == "midnight" { return 0 }
    let isFourDigits =
      (3...4).contains(word.utf8.count) && word.utf8.allSatisfy { $0.decimalDigit != nil }
    let colon =
      isFourDigits
      ? "\(word.dropLast(2)):\(word.suffix(2))" : word.replacing(".", with: ":", maxReplacements: 1)
    return (try? TimeOfDay(colon))?.minute
  }

  /// UTF-8 code units of `12:30:00 p.m.` with its narrow space.
  private static let longest = 15

  /// The times that an hour by itself may mean, in minutes of the day.
  static func readings(ofBareHour hour: Int) -> [Int] {
    switch hour {
    case 1...11: [hour * 60, (hour + 12) * 60]
    case 12: [720, 0]
    default: [hour * 60]
    }
  }
}

extension DigitReader {
  /// The hours that `am`, `a.m.`, `pm` or `p.m.` add, in lower case, with spaces in front.
  fileprivate mutating func halfDay() -> Int? {
    while skip(" ") {}
    let hours: Int
    if skip("a") { hours = 0 } else if skip("p") { hours = 12 } else { return nil }
    let isDotted = skip(".")
    guard skip("m") else { return nil }
    if isDotted { _ = skip(".") }
    return hours
  }
}

extension ScheduleInput {
  /// The time of day that a text says as `schedule_time` takes it for the first three types, as
  /// `HH:MM`; nil: none.
  package static func timeOfDay(_ text: String) -> String? {
    (try? TimeOfDay(text))?.minute.clock
  }

  /// Whether a text is such a time of day.
  package static func isTimeOfDay(_ text: String) -> Bool { timeOfDay(text) != nil }
}
