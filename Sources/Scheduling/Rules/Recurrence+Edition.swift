extension Recurrence {
  /// What the text leaves open where an edition says what it means: a day of the year without a time
  /// runs at 00:00. Nil: nothing of that kind is open.
  func settled(in edition: ScheduleDefaults.Edition) -> Recurrence? {
    guard edition != .first, case .calendar(let days, times: []) = self,
      case .months(_, let picked?) = days, picked.dateOfTheYear != nil
    else { return nil }
    return .calendar(days, times: [0])
  }

  /// Where intervals begin to count. That of weeks with days is the first such day to come, so that
  /// it is the first run, however much of the week is over.
  /// - Parameter isIncluded: whether a run at the anchor itself is one to come.
  func anchor(
    _ anchor: LocalMoment, isIncluded: Bool, in edition: ScheduleDefaults.Edition,
    _ zone: TimeZoneRules
  ) -> LocalMoment {
    guard edition != .first, case .calendar(.weeks(every: 2..., let weekdays), let times) = self
    else { return anchor }
    let minutes = times.isEmpty ? [anchor.minute] : times
    let earliest = anchor.second + (isIncluded ? 0 : 1)
    for day in anchor.day...anchor.day + 7 where weekdays.contains(Weekday(dayNumber: day)) {
      let moments = minutes.map { LocalMoment(day: day, minute: $0, in: zone) }
      if let first = moments.first(where: { $0.second >= earliest }) { return first }
    }
    return anchor
  }
}
