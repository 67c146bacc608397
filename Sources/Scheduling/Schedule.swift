/// A fixed, ordered set of instants of whole minutes, given by what was stored and the tz database
/// alone.
package struct Schedule: Sendable {
  let recurrence: Recurrence
  let settings: ScheduleSettings
  let facts: [Notice]
  let runs: Runs
  /// Second before which there is no run, as the start or the single date says.
  let earliest: Int64
  /// Second after which there is no run: the end where it is an instant, or that of the year 9999.
  let latest: Int64
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
    let (zone, edition) = (input.defaults.timezone, input.defaults.edition)
    var reader = ConfigReader(input.config, zones: zones, now: anchor)
    var facts = reader.value("timezone") == nil ? [Notice.timezoneMissing(zone)] : []
    let settings = reader.settings(zone: zone)
    if let advice = settings.flatMap({ zones.advice(on: $0.zone) }) { facts.append(advice) }
    let ownAnchor = input.type == "custom" ? reader.bound("anchor") : nil
    let read = reader.recurrence(input, settings, &facts)
    let unknown = reader.unknownKeys
    if !unknown.isEmpty { facts.append(.unknownKeys(unknown.listedInBrief)) }
    let strange = reader.keysOfOtherTypes(than: input.type ?? "")
    if !strange.isEmpty { facts.append(.keysOfOtherTypes(strange.listed, input.type ?? "")) }
    guard reader.faults.isEmpty, let settings, let read else {
      throw ScheduleFaults(faults: reader.faults)
    }
    let settled = read.settled(in: edition)
    if settled != nil { facts.append(.timeOfTheYearMissing) }
    recurrence = settled ?? read
    self.settings = settings
    self.facts = facts
    let bound = ownAnchor ?? settings.start
    let start = LocalMoment(bound ?? .instant(anchor), in: settings.zone)
    let counted = { (recurrence: Recurrence) in
      recurrence.anchor(start, isIncluded: bound != nil, in: edition, settings.zone)
    }
    self.anchor = counted(recurrence)
    runs = recurrence.runs(anchor: self.anchor, settings)
    earliest = recurrence.earliest(settings, anchor: self.anchor, edition)
    latest = settings.latest
    if let rival = reader.rival.map({ $0.settled(in: edition) ?? $0 }), rival != recurrence,
      !runs.areSame(as: rival.runs(anchor: counted(rival), settings), from: start)
    {
      throw ScheduleFaults(faults: [ConfigReader.fault(ofRival: input.time ?? "")])
    }
    if let fault = neverFault(reader.path(ofTextIn: input)) {
      throw ScheduleFaults(faults: [fault])
    }
  }

  /// The IANA name of the zone.
  package var timezone: String { settings.zone.name }

  /// How the runs follow each other.
  package var kind: Kind { recurrence.kind }

  /// About how many bytes it takes.
  package var bytes: Int { 1024 + settings.filter.excludedDays.count * MemoryLayout<Int>.stride }

  /// Whether there is one run and no more.
  package var isOnce: Bool { kind == .once }

  /// How far a search goes, in days: 60 years.
  static let horizonDays = Period.maximumYears * 366

  /// The same in seconds.
  static let horizon = Int64(horizonDays) * 86400
}

extension ScheduleInput {
  /// All keys of `schedule_config` that mean something, here or to who stores it.
  package static let configKeys: Set = [
    "timezone", "days", "day_of_month", "short_month", "customInterval", "start", "end",
    "exclude_dates", "exclude_weekdays", "anchor", "dst", "policies", "spread",
  ]
}
