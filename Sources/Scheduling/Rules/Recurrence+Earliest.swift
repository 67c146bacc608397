extension Recurrence {
  /// A second before which there is no run, as far as start, anchor or the single date say.
  func earliest(
    _ settings: ScheduleSettings, anchor: LocalMoment, _ edition: ScheduleDefaults.Edition
  ) -> Int64 {
    let start: Int64 =
      switch settings.start {
      case nil: .min
      case .instant(let instant)?: instant.advanced(byMilliseconds: -1).seconds
      case .date(let day)?: settings.zone.second(local: Int64(day) * 86400) - 1
      }
    switch self {
    case .once(let day, _): return max(start, Int64(day - 2) * 86400)
    case .elapsed: return max(start, anchor.second - 1)
    case .calendar where countsFromFirst(in: edition):
      return max(start, anchor.second - 1)
    case .calendar(.every(days: 2...), _), .calendar(.weeks(every: 2..., _), _),
      .calendar(.months(every: 2..., _), _):
      // The first month or week may have begun before.
      return max(start, anchor.second - 35 * 86400)
    case .calendar, .cron, .grid: return start
    }
  }
}
