import Automations
import Logging
import Scheduling

/// Looks now and then whether the rules of the time zones are still those by which everything was
/// planned: they change while the server runs, and while it does not.
struct ZoneWatch {
  private static let period: Int64 = 60_000

  private let zones: TimeZoneDatabase
  private let ledger: any Ledger
  private let planner: Planner
  private let logger: Logger
  private var checkedAt: Instant?
  /// Whether something was planned by rules that have changed since.
  private var isOutdated = false
  /// The automation up to which all are planned anew; `nil`: none is.
  private var last: String?

  init(zones: TimeZoneDatabase, ledger: any Ledger, planner: Planner, logger: Logger) {
    self.zones = zones
    self.ledger = ledger
    self.planner = planner
    self.logger = logger
  }

  /// Plans anew what was planned by other rules, some automations at a time, so that nothing else
  /// waits for all of them; where that fails, the next call tries again.
  /// - Returns: whether some are left.
  mutating func check(now: Instant) async throws -> Bool {
    if !isOutdated {
      if let checkedAt, (0..<ZoneWatch.period).contains(now.milliseconds(since: checkedAt)) {
        return false
      }
      let hasChanged = zones.reloadIfChanged()
      let planned = try await ledger.plannedZones()
      isOutdated = hasChanged || planned != zones.fingerprint
      if isOutdated, planned != nil {
        logger.notice("time zones changed", metadata: ["tzdb": "\(zones.version)"])
      }
    }
    if isOutdated {
      last = try await planner.planAnew(after: last, now: now)
      guard last == nil else { return true }
      try await ledger.setPlannedZones(zones.fingerprint)
      isOutdated = false
    }
    checkedAt = now
    return false
  }
}
