import OrderedJSON

/// The first or last run of a schedule, included.
enum Bound: Hashable, Sendable {
  /// A local date, in days since 1970-01-01.
  case date(Int)
  case instant(Instant)
}

/// What every type of schedule may have in its config.
struct ScheduleSettings: Sendable {
  let zone: TimeZoneRules
  let start: Bound?
  let end: Bound?
  let filter: DayFilter
  let daylightSaving: DaylightSaving
  let hasDaylightSaving: Bool

  /// The last second that may have a run, as far as an end that is an instant and the calendar say.
  var latest: Int64 {
    if case .instant(let end)? = end { min(end.seconds, zone.latest) } else { zone.latest }
  }
}

extension ConfigReader {
  /// The common settings; nil when the zone is unknown, without which nothing else has a meaning.
  /// - Parameter zone: the name of the one that holds where none is given.
  mutating func settings(zone fallback: String) -> ScheduleSettings? {
    let zone = zone(fallback)
    let start = bound("start")
    let end = bound("end")
    let excludedWeekdays = weekdays("exclude_weekdays") ?? .none
    let dates = list("exclude_dates", of: "dates, as 2026-12-25") { value in
      if case .string(let text) = value { CivilDate(text)?.dayNumber } else { nil }
    }
    let daylightSaving = daylightSaving()
    guard let zone else { return nil }
    if let start, let end,
      Self.second(start, zone, isEnd: false) >= Self.second(end, zone, isEnd: true)
    {
      let shown = ["end", "start"].map { value($0)?.shown ?? "" }
      fault(["end"], "\(shown[0]) is before the start, \(shown[1]); let it end then or later")
    }
    var filter = DayFilter(
      excludedWeekdays: excludedWeekdays, excludedDays: dates.map { Set($0).sorted() } ?? [])
    if case .date(let day)? = start { filter.first = day }
    if case .date(let day)? = end { filter.last = day }
    return ScheduleSettings(
      zone: zone, start: start, end: end, filter: filter,
      daylightSaving: daylightSaving, hasDaylightSaving: value("dst") != nil)
  }

  private mutating func zone(_ fallback: String) -> TimeZoneRules? {
    let isGiven = value("timezone") != nil
    let given = text("timezone", as: "an IANA name, as Europe/Berlin,")
    guard let name = isGiven ? given : fallback else { return nil }
    if !isGiven, name == TimeZoneRules.utc.name { return .utc }
    if let zone = zones.zone(named: name) { return zone }
    fault(["timezone"], zones.complaint(about: name), offers: zones.offers(for: name))
    return nil
  }

  /// A date in the schedule's zone, or an instant.
  mutating func bound(_ key: String) -> Bound? {
    guard let value = value(key) else { return nil }
    if case .string(let text) = value {
      if let date = CivilDate(text) { return .date(date.dayNumber) }
      if let instant = Instant(rfc3339: text) { return .instant(instant) }
    }
    fault(
      [key],
      "\(value.shown) is not allowed; write a date as 2026-11-24 or an instant as "
        + "2026-11-24T09:00:00Z")
    return nil
  }

  private mutating func daylightSaving() -> DaylightSaving {
    guard let value = value("dst") else { return DaylightSaving() }
    guard case .object(let options) = value else {
      fault(["dst"], "\(value.shown) is not allowed; write an object as {\"gap\": \"skip\"}")
      return DaylightSaving()
    }
    var rule = DaylightSaving()
    let earlier = faults.count
    for option in options where faults.count - earlier < Limits.faultsTold {
      switch option.key {
      case "gap": rule.gap = choice(option.value, ["dst", "gap"], default: .after)
      case "fold": rule.fold = choice(option.value, ["dst", "fold"], default: .first)
      default:
        fault(["dst", option.key], "“\(option.key.shortened)” is not known; allowed: gap, fold")
      }
    }
    return rule
  }

  /// The first second of a start, or the first one behind an end.
  private static func second(_ bound: Bound, _ zone: TimeZoneRules, isEnd: Bool) -> Int64 {
    switch bound {
    case .instant(let instant): instant.seconds + (isEnd ? 1 : 0)
    case .date(let day): zone.second(local: Int64(day + (isEnd ? 1 : 0)) * 86400)
    }
  }
}
