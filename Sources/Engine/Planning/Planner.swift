package import Logging
package import Scheduling
package import Workflows

/// Writes the instants of deployed automations into the ledger when their time has come, before
/// anything of them runs.
package struct Planner: Sendable {
  private let ledger: any Ledger
  private let zones: TimeZoneDatabase
  private let logger: Logger

  package init(ledger: any Ledger, zones: TimeZoneDatabase, logger: Logger) {
    self.ledger = ledger
    self.zones = zones
    self.logger = logger
  }

  private static let batch = 100

  /// Plans a batch of the automations that are due.
  /// - Returns: whether there was any.
  package func planDue(now: Instant) async throws -> Bool {
    let due = try await ledger.due(at: now, limit: Planner.batch)
    for automation in due { try await plan(automation, now: now) }
    return !due.isEmpty
  }

  /// Computes the next instants anew, after the rules of the time zones changed. What is due is
  /// left to `planDue`.
  package func planAnew(now: Instant) async throws {
    var last: String?
    repeat {
      let automations = try await ledger.planned(after: last, limit: Planner.batch)
      for automation in automations where automation.nextRunAt > now {
        guard let schedule = schedule(of: automation.version) else {
          try await stop(automation, skipping: [])
          continue
        }
        let next = schedule.next(after: now)
        guard next != automation.nextRunAt else { continue }
        try await ledger.plan(Plan(of: automation, rows: [], nextRunAt: next))
      }
      last = automations.last?.version.traceID
    } while last != nil
  }

  private func plan(_ automation: DueAutomation, now: Instant) async throws {
    guard let schedule = schedule(of: automation.version) else {
      return try await stop(automation, skipping: [automation.nextRunAt])
    }
    var rows = DueInstants(now: now)
    rows.add(automation.nextRunAt)
    for instant in schedule.instants(after: automation.nextRunAt, through: now) {
      rows.add(instant)
    }
    let plan = Plan(of: automation, rows: rows.planned, nextRunAt: schedule.next(after: now))
    try await ledger.plan(plan)
    for row in plan.rows { log(row, of: automation) }
  }

  /// A schedule that was deployed and cannot be read now: its zone is gone from the tz database.
  /// The others must go on, and a person must learn of it.
  private func stop(_ automation: DueAutomation, skipping instants: [Instant]) async throws {
    let words =
      "The schedule cannot be read any more; its time zone may be gone from this server's time "
      + "zone database. Deploy the automation again."
    try await ledger.plan(
      Plan(
        of: automation,
        rows: instants.map { Plan.Row(scheduledAt: $0, skipped: Reason(.circuit, words)) },
        nextRunAt: nil, failure: words))
    logger.error("schedule unreadable", metadata: metadata(automation))
  }

  private func schedule(of version: Version) -> Schedule? {
    try? Schedule(version.schedule.input, anchor: version.anchor, zones: zones)
  }

  private func log(_ row: Plan.Row, of automation: DueAutomation) {
    var metadata = metadata(automation)
    metadata["scheduled_at"] = "\(row.scheduledAt.rfc3339)"
    if let stretch = row.stretch { metadata["instants"] = "\(stretch.instants)" }
    if let reason = row.skipped {
      metadata["reason"] = "\(reason.code.rawValue)"
      logger.notice("occurrence skipped", metadata: metadata)
    } else {
      logger.info("occurrence planned", metadata: metadata)
    }
  }

  private func metadata(_ automation: DueAutomation) -> Logger.Metadata {
    ["automation": "\(automation.version.traceID)", "version": "\(automation.version.number)"]
  }
}

extension Plan {
  fileprivate init(
    of automation: DueAutomation, rows: [Row], nextRunAt: Instant?, failure: String? = nil
  ) {
    self.init(
      traceID: automation.version.traceID, userID: automation.userID,
      version: automation.version.number, expected: automation.nextRunAt, rows: rows,
      nextRunAt: nextRunAt, failure: failure)
  }
}
