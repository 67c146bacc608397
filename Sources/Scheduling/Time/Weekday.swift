/// A day of the week, numbered as cron does.
enum Weekday: Int, CaseIterable, Sendable {
  case sunday, monday, tuesday, wednesday, thursday, friday, saturday

  /// - Parameter dayNumber: days since 1970-01-01, a Thursday.
  init(dayNumber: Int) {
    self = Weekday.allCases[(dayNumber + 4).remainder(downBy: 7)]
  }

  /// Reads an English name, long or of three letters, in any case.
  init?(name: some StringProtocol) {
    let name = name.lowercased()
    guard let day = Weekday.allCases.first(where: { $0.word == name || $0.word.prefix(3) == name })
    else { return nil }
    self = day
  }

  /// `monday`
  var word: String { "\(self)" }

  /// `Monday`
  var name: String { word.prefix(1).uppercased() + word.dropFirst() }

  /// Weeks begin on Monday, as in ISO 8601.
  static let inWeekOrder: [Weekday] = [
    .monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday,
  ]
}

/// Days of the week as bits; bit 0 is Sunday.
struct WeekdaySet: Hashable, Sendable {
  var bits: UInt8

  static let none = WeekdaySet(bits: 0)
  static let all = WeekdaySet(bits: 0b111_1111)
  static let workdays = WeekdaySet(bits: 0b011_1110)
  static let weekend = WeekdaySet(bits: 0b100_0001)

  init(bits: UInt8) {
    self.bits = bits
  }

  init(_ day: Weekday) {
    bits = 1 << UInt8(day.rawValue)
  }

  /// From one day to another, over the end of the week where need be.
  init(from first: Weekday, through last: Weekday) {
    bits = 0
    for step in 0...(last.rawValue - first.rawValue).remainder(downBy: 7) {
      bits |= 1 << UInt8((first.rawValue + step) % 7)
    }
  }

  var isEmpty: Bool { bits == 0 }

  func contains(_ day: Weekday) -> Bool { bits >> UInt8(day.rawValue) & 1 == 1 }

  mutating func formUnion(_ other: WeekdaySet) { bits |= other.bits }

  /// Monday first.
  var days: [Weekday] { Weekday.inWeekOrder.filter(contains) }

  /// The days of a month that fall on these weekdays: bit n is day n; bits past the month's end
  /// may be set.
  func days(inMonthBeginningOn first: Int) -> UInt32 {
    let week = UInt32(bits)
    let turned = (week | week << 7) >> UInt32(first) & 0b111_1111
    return (turned | turned << 7 | turned << 14 | turned << 21 | turned << 28) << 1
  }
}
