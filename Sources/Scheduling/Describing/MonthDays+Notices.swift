extension MonthDays {
  /// What becomes of days that some months do not have.
  var notices: [String] {
    guard !isEveryDay else { return [] }
    var notices: [String] = []
    if let lateNotice { notices.append(lateNotice) }
    let fifth = WeekdaySet(bits: UInt8(truncatingIfNeeded: nthWeekdays >> 28) & 0x7F).days
    if !fifth.isEmpty {
      let names = fifth.map { "a fifth \($0.name)" }.listed
      notices.append("Not every month has \(names): the others are left out.")
    }
    return notices
  }

  private var lateNotice: String? {
    guard !lateDays.isEmpty else { return nil }
    if months == 1 << 2 {
      return "Not every year has 29 February: the others "
        + (clampsShortMonths ? "run on the 28th." : "are left out.")
    }
    return "Not every month has the \(lateDays.map(\.ordinal).listed): shorter months "
      + (clampsShortMonths ? "run on their last day." : "are left out.")
  }

  /// Those of the days 29 to 31 that are picked by themselves and that a picked month may lack.
  private var lateDays: [Int] {
    let picked = days | nearestWorkday
    guard picked & 0x0FFF_FFFE != 0x0FFF_FFFE else { return [] }
    // 2001 is no leap year.
    let lengths = (1...12).filter { months >> UInt16($0) & 1 == 1 }
      .map { CivilMonth(year: 2001, month: $0).length }
    let shortest = lengths.min() ?? 31
    return (29...31).filter { $0 > shortest && picked >> UInt32($0) & 1 == 1 }
  }
}
