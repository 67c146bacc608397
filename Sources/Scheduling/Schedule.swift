/// A fixed, ordered set of instants of whole minutes, given by what was stored and the tz database
/// alone.
package struct Schedule: Sendable {
  let recurrence: Recurrence
  let settings: ScheduleSettings
  let facts: [Notice]
  let runs: Runs
  /// The anchor in local time, which gives what the schedule itself leaves open.
  let anchor: LocalMoment

  /// How the runs follow each other.
  package enum Kind: String, Sendable {
    /// At equal distances from local midnight.
    case grid
    /// At equal distances of real time from an anchor.
    case elapsed
    case calendar
    case cron
    case once
  }

  /// The two ways of finding the next run.
  enum Runs: Sendable {
    case timetable(Timetable)
    case elapsed(ElapsedTime)
  }

  /// - Parameters:
  ///   - input: as it was stored or sent.
  ///   - anchor: the moment of deployment; it is cut to the minute, and used where the config has no
  ///     `anchor` and no `start` of its own.
  ///   - zones: where the zone's rules come from.
  /// - Throws: every fault of the input.
  package init(
    _ input: ScheduleInput, anchor: Instant, zones: TimeZoneDatabase
  ) throws(ScheduleFaults) {
    var reader = ConfigReader(input.config)
    var facts = reader.value("timezone") == nil ? [Notice.timezoneMissing] : []
    let settings = reader.settings(zones)
    let ownAnchor = input.type == "custom" ? reader.bound("anchor") : nil
    let recurrence = reader.recurrence(input, zone: settings?.zone, &facts)
    let unknown = reader.keys.filter { !ScheduleSettings.keys.contains($0) }
    if !unknown.isEmpty { facts.append(.unknownKeys(unknown)) }
    guard reader.faults.isEmpty, let settings, let recurrence else {
      throw ScheduleFaults(faults: reader.faults)
    }
    self.recurrence = recurrence
    self.settings = settings
    self.facts = facts
    self.anchor = LocalMoment(
      ownAnchor ?? settings.start ?? .instant(anchor), in: settings.zone)
    runs = recurrence.runs(anchor: self.anchor, settings)
    if !hasRuns {
      let hasText = input.type == "custom" && reader.value("customInterval") != nil
      throw ScheduleFaults(faults: [
        neverFault(hasText ? ConfigReader.textPath : ConfigReader.timePath)
      ])
    }
  }

  /// The IANA name of the zone.
  package var timezone: String { settings.zone.name }

  /// How the runs follow each other.
  package var kind: Kind { recurrence.kind }

  /// Whether there is one run and no more.
  package var isOnce: Bool { kind == .once }

  /// Whether the schedule has any run at all, whatever its start and end.
  private var hasRuns: Bool {
    switch runs {
    case .elapsed:
      return settings.filter.excludedWeekdays != .all
    case .timetable(let timetable):
      var wallClock = timetable.wallClock
      wallClock.filter.first = nil
      wallClock.filter.last = nil
      let table = Timetable(
        wallClock: wallClock, daylightSaving: timetable.daylightSaving, zone: timetable.zone)
      let from =
        if case .once(let day, _) = recurrence {
          Int64(day - 2) * 86400
        } else {
          anchor.second
        }
      return table.next(after: from, through: from + Self.horizon, .kept) != nil
    }
  }

  private func neverFault(_ path: [String]) -> ScheduleFault {
    guard settings.filter.excludes else {
      return ScheduleFault(
        path: path, message: "this schedule never runs: no year has such a date and time")
    }
    let key = settings.filter.excludedWeekdays.isEmpty ? "exclude_dates" : "exclude_weekdays"
    return ScheduleFault(
      path: ["schedule_config", key],
      message: "this schedule never runs: every date it has is excluded; leave one in")
  }

  /// How far a search goes, in seconds: 60 years.
  static let horizon: Int64 = 60 * 366 * 86400
}

extension ScheduleSettings {
  /// All keys of `schedule_config` that mean something, here or to who stores it.
  static let keys: Set = [
    "timezone", "days", "day_of_month", "short_month", "customInterval", "start", "end",
    "exclude_dates", "exclude_weekdays", "anchor", "dst", "policies",
  ]
}
