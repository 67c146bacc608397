/// A month of the proleptic Gregorian calendar, counted from January of the year 0.
struct CivilMonth: Hashable, Sendable {
  var index: Int

  init(index: Int) {
    self.index = index
  }

  init(year: Int, month: Int) {
    index = year * 12 + month - 1
  }

  var year: Int { index.dividedDown(by: 12) }

  /// 1–12.
  var month: Int { index.remainder(downBy: 12) + 1 }

  /// The month's first day in days since 1970-01-01.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  var firstDay: Int {
    let month = month
    let year = month <= 2 ? year - 1 : year
    let era = year.dividedDown(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  var length: Int {
    let month = month
    guard month == 2 else { return 30 + (month + month >> 3) & 1 }
    let year = year
    return year & 3 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }

  /// The month of a day since 1970-01-01, and the day within it, from 1.
  ///
  /// Source: Howard Hinnant, as above.
  static func containing(_ dayNumber: Int) -> (month: CivilMonth, day: Int) {
    let shifted = dayNumber + 719_468
    let era = shifted.dividedDown(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (CivilMonth(index: (era * 400 + yearOfEra) * 12 + monthFromMarch + 2), day)
  }
}
