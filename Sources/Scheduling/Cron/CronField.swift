/// The five fields of a cron expression, in their order.
enum CronField: Int, CaseIterable, Sendable {
  case minute, hour, dayOfMonth, month, dayOfWeek

  var values: ClosedRange<Int> {
    switch self {
    case .minute: 0...59
    case .hour: 0...23
    case .dayOfMonth: 1...31
    case .month: 1...12
    case .dayOfWeek: 0...7
    }
  }

  var name: String {
    switch self {
    case .minute: "minute"
    case .hour: "hour"
    case .dayOfMonth: "day of the month"
    case .month: "month"
    case .dayOfWeek: "day of the week"
    }
  }

  /// What the field may hold, for people.
  var allowed: String {
    switch self {
    case .minute: "0–59"
    case .hour: "0–23"
    case .dayOfMonth: "1–31, L, L-1 to L-30, LW, 1W to 31W"
    case .month: "1–12 or JAN–DEC"
    case .dayOfWeek:
      "0–7 or SUN–SAT, as 5#1 to 5#5 for the first to the fifth Friday, 5L for the last"
    }
  }

  /// The names that the field knows, of three letters in lower case.
  var names: [String] {
    switch self {
    case .month: Vocabulary.months.map { String($0.prefix(3)) }
    case .dayOfWeek: Weekday.allCases.map { String($0.word.prefix(3)) }
    case .minute, .hour, .dayOfMonth: []
    }
  }

  /// The number that three letters in lower case stand for.
  func number(named letters: (UInt8, UInt8, UInt8)) -> Int? {
    let key = UInt32(letters.0) << 16 | UInt32(letters.1) << 8 | UInt32(letters.2)
    switch self {
    case .month: return Self.months.firstIndex(of: key).map { $0 + 1 }
    case .dayOfWeek: return Self.weekdays.firstIndex(of: key)
    case .minute, .hour, .dayOfMonth: return nil
    }
  }

  private static let months = packed("janfebmaraprmayjunjulaugsepoctnovdec")
  private static let weekdays = packed("sunmontuewedthufrisat")

  private static func packed(_ names: StaticString) -> [UInt32] {
    names.withUTF8Buffer { bytes in
      stride(from: 0, to: bytes.count, by: 3).map { start in
        bytes[start..<start + 3].reduce(0) { $0 << 8 | UInt32($1) }
      }
    }
  }
}
