extension Recurrence {
  /// What the text leaves open where an edition says what it means: a day of the year without a time
  /// runs at 00:00. Nil: nothing of that kind is open.
  func settled(in edition: ScheduleDefaults.Edition) -> Recurrence? {
    guard edition != .first, case .calendar(let days, times: []) = self,
      case .months(_, let picked?) = days, picked.dateOfTheYear != nil
    else { return nil }
    return .calendar(days, times: [0])
  }

  /// Where intervals begin to count. That of weeks or months with days is the first such day to come,
  /// so that it is the first run, however much of the week or month is over.
  /// - Parameter isIncluded: whether a run at the anchor itself is one to come.
  func anchor(
    _ anchor: LocalMoment, isIncluded: Bool, in edition: ScheduleDefaults.Edition,
    _ zone: TimeZoneRules
  ) -> LocalMoment {
    guard case .calendar(let days, let times) = self else { return anchor }
    let minutes = times.isEmpty ? [anchor.minute] : times
    let earliest = anchor.second + (isIncluded ? 0 : 1)
    for day in days.candidates(from: anchor.day, in: edition) {
      let moments = minutes.lazy.map { LocalMoment(day: day, minute: $0, in: zone) }
      if let first = moments.first(where: { $0.second >= earliest }) { return first }
    }
    return anchor
  }

  /// Whether it counts from the first of its days to come.
  func countsFromFirst(in edition: ScheduleDefaults.Edition) -> Bool {
    if case .calendar(let days, _) = self { days.countsFromFirst(in: edition) } else { false }
  }
}

extension Recurrence.Days {
  fileprivate func countsFromFirst(in edition: ScheduleDefaults.Edition) -> Bool {
    switch self {
    case .weeks(every: 2..., _): edition != .first
    case .months(every: 2..., .some): edition != .first && edition != .second
    case .every, .weeks, .months: false
    }
  }

  /// The days with which it may begin, in order; there are none where it counts from the anchor.
  fileprivate func candidates(from first: Int, in edition: ScheduleDefaults.Edition) -> [Int] {
    guard countsFromFirst(in: edition) else { return [] }
    switch self {
    case .weeks(_, let weekdays):
      return (first...first + 7).filter { weekdays.contains(Weekday(dayNumber: $0)) }
    case .months(let every, var picked?):
      // Years count from one that has the 29 February, so that it comes again.
      if every % 12 == 0 { picked.clampsShortMonths = false }
      let month = CivilMonth.containing(first).month
      return (0...Self.monthsToTheNext).flatMap { distance in
        let month = CivilMonth(index: month.index + distance)
        let days = picked.days(of: month)
        return (1...month.length).compactMap { day in
          let number = month.firstDay + day - 1
          return days >> UInt32(day) & 1 == 1 && number >= first ? number : nil
        }
      }
    case .every, .months: return []
    }
  }

  /// From one 29 February to the next there are up to eight years.
  private static let monthsToTheNext = 8 * 12
}
