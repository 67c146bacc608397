/// A date of the proleptic Gregorian calendar, without a zone.
struct CivilDate: Hashable, Sendable, CustomStringConvertible {
  let year: Int
  let month: Int
  let day: Int

  /// Nil when the month has no such day.
  init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1,
      day <= CivilMonth(year: year, month: month).length
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// - Parameter dayNumber: days since 1970-01-01.
  init(dayNumber: Int) {
    let (month, day) = CivilMonth.containing(dayNumber)
    year = month.year
    self.month = month.month
    self.day = day
  }

  /// Reads `2026-11-24`; nil for everything else.
  init?(_ text: some StringProtocol) {
    var reader = DigitReader(text.utf8)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2), reader.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days since 1970-01-01.
  var dayNumber: Int { CivilMonth(year: year, month: month).firstDay + day - 1 }

  var description: String { "\(year, digits: 4)-\(month, digits: 2)-\(day, digits: 2)" }
}
