import Logging
import Scheduling
import Workflows

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

  init(zones: TimeZoneDatabase, ledger: any Ledger, planner: Planner, logger: Logger) {
    self.zones = zones
    self.ledger = ledger
    self.planner = planner
    self.logger = logger
  }

  /// Plans everything anew where they have changed; where that fails, the next call tries again.
  mutating func check(now: Instant) async throws {
    if let checkedAt, (0..<ZoneWatch.period).contains(now.milliseconds(since: checkedAt)) { return }
    if zones.reloadIfChanged() { isOutdated = true }
    let fingerprint = zones.fingerprint
    let planned = try await ledger.plannedZones()
    if planned != fingerprint { isOutdated = true }
    if isOutdated {
      if planned != nil {
        logger.notice("time zones changed", metadata: ["tzdb": "\(zones.version)"])
      }
      try await planner.planAnew(now: now)
      try await ledger.setPlannedZones(fingerprint)
      isOutdated = false
    }
    checkedAt = now
  }
}
