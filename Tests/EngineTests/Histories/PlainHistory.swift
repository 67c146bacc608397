import Scheduling

/// What a history should come to, said plainly: which instants there were, and in which of them
/// nothing may have run.
struct PlainHistory {
  private(set) var instants: Set<Instant> = []
  private(set) var excluded: Set<Instant> = []
  /// Instants of a time that the clock had shown too early: those that ran keep their rows.
  private(set) var early: Set<Instant> = []
  /// Up to where everything has been written down, whatever the clock says now.
  private(set) var planned = Instant(milliseconds: .min)
  private(set) var latest: Schedule?
  private var schedule: Schedule?
  private var pauses: [String: (since: Instant, until: Instant?)] = [:]
  private var past: [(name: String, since: Instant, until: Instant)] = []

  mutating func deploy(_ schedule: Schedule, at now: Instant) {
    plan(through: now)
    planned = max(planned, now)
    (self.schedule, latest) = (schedule, schedule)
  }

  mutating func plan(through now: Instant) {
    guard let schedule, now > planned else { return }
    instants.formUnion(schedule.instants(after: planned, through: now))
    excluded.formUnion(schedule.excluded(after: planned, through: now))
    planned = now
  }

  /// The clock was set back: what had not come yet is to come again.
  mutating func goBack(to now: Instant) {
    pauses = pauses.mapValues { (min($0.since, now), $0.until) }
    past = past.map { ($0.name, min($0.since, now), min($0.until, now)) }
    guard now < planned else { return }
    early.formUnion(instants.union(excluded).filter { $0 > now })
    instants = instants.filter { $0 <= now }
    excluded = excluded.filter { $0 <= now }
    planned = now
  }

  /// No instants come after this one.
  mutating func end(at now: Instant) {
    plan(through: now)
    schedule = nil
    for name in pauses.keys { resume(name, at: now) }
  }

  mutating func pause(_ name: String, at now: Instant, until: Instant? = nil) {
    pauses[name] = (max(now, planned), until)
  }

  mutating func resume(_ name: String, at now: Instant) {
    guard let pause = pauses.removeValue(forKey: name) else { return }
    past.append((name, pause.since, min(pause.until ?? now, now)))
  }

  /// The pause of all that is in force by the clock ends, be it over already by a clock that went
  /// back since.
  mutating func endPauseOfAll(at now: Instant) {
    resume("all", at: now)
    past = past.map { ($0.name, $0.since, $0.name == "all" ? min($0.until, now) : $0.until) }
  }

  func mustNotRun(_ instant: Instant) -> Bool {
    excluded.contains(instant) || past.contains { $0.since < instant && instant < $0.until }
  }
}
