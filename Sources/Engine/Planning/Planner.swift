package import Automations
package import Logging
package import Scheduling

/// Writes down what the instants of automations come to when their time has come, before anything
/// of them runs.
package struct Planner: Sendable {
  let ledger: any Ledger
  let zones: TimeZoneDatabase
  let now: @Sendable () -> Instant
  private let metrics: EngineMetrics
  private let ended: EndedRows
  let logger: Logger

  /// - Parameter now: the wall clock, which may be set back.
  package init(
    ledger: any Ledger, zones: TimeZoneDatabase, now: @escaping @Sendable () -> Instant,
    metrics: EngineMetrics = EngineMetrics(), logger: Logger
  ) {
    self.ledger = ledger
    self.zones = zones
    self.now = now
    self.metrics = metrics
    ended = EndedRows(metrics: metrics, logger: logger)
    self.logger = logger
  }

  static let batch = 200

  /// Plans a batch of the automations that are due, in one transaction.
  /// - Returns: whether there was any.
  package func planDue(now: Instant) async throws -> Bool {
    let start = ContinuousClock.now
    let due = try await ledger.due(at: now, limit: Planner.batch)
    guard !due.isEmpty else { return false }
    try await write(due.map { plan(for: $0, now: now) }, at: now)
    metrics.planned(in: ContinuousClock.now - start)
    return true
  }

  /// Writes down what the instants of one automation up to a moment come to, as it stands: before
  /// somebody changes it.
  package func plan(_ traceID: String, through now: Instant) async throws {
    try await mendClock()
    // Somebody else may change it meanwhile; then it is read again.
    while let automation = try await ledger.automation(traceID), automation.planAt <= now,
      try await !write([plan(for: automation, now: now)], at: now)
    {
      try Task.checkCancellation()
    }
  }

  /// Computes the next instants of a batch of automations anew, after the rules of the time zones
  /// changed, and writes down those that by the new rules have come meanwhile. What was due by the
  /// old ones is left to `planDue`.
  /// - Parameter last: the automation before the first one; `nil`: from the first one on.
  /// - Returns: the last one; `nil`: there was none.
  package func planAnew(after last: String?, now: Instant) async throws -> String? {
    let automations = try await ledger.planned(after: last, limit: Planner.batch)
    let changed = automations.filter { $0.planAt > now }.compactMap { automation in
      let schedule = schedule(of: automation)
      let rows = schedule.map { self.rows(of: automation, $0, now: now) } ?? []
      let plan = plan(for: automation, rows: rows, schedule, now: now)
      let isSame =
        rows.isEmpty && plan.planAt == automation.planAt && plan.nextRunAt == automation.nextRunAt
      return isSame ? nil : plan
    }
    try await write(changed, at: now)
    return automations.last?.traceID
  }

  private func plan(for automation: PlannedAutomation, now: Instant) -> Plan {
    guard let schedule = schedule(of: automation) else {
      let reason = Reason(.circuit, failure(of: automation))
      return plan(
        for: automation, rows: [Plan.Row(scheduledAt: automation.planAt, skipped: reason)], nil,
        now: now)
    }
    return plan(for: automation, rows: rows(of: automation, schedule, now: now), schedule, now: now)
  }

  /// What the instants of an automation up to now come to.
  private func rows(
    of automation: PlannedAutomation, _ schedule: Schedule, now: Instant
  ) -> [Plan.Row] {
    var instants = DueInstants(of: automation, now: now)
    for instant in schedule.instants(after: automation.plannedTo, through: now) {
      automation.isWritten(instant) ? instants.passOver() : instants.add(instant)
    }
    for instant in schedule.excluded(after: automation.plannedTo, through: now)
    where !automation.isWritten(instant) {
      instants.addExcluded(instant)
    }
    return instants.rows
  }

  /// - Parameter schedule: `nil`: one that was deployed and cannot be read now. The others must go
  ///   on, and a person must learn of it.
  private func plan(
    for automation: PlannedAutomation, rows: [Plan.Row], _ schedule: Schedule?, now: Instant
  ) -> Plan {
    let plannedTo = max(automation.plannedTo, now)
    return Plan(
      basis: automation, rows: rows, plannedTo: plannedTo,
      planAt: schedule?.nextNominal(after: plannedTo),
      nextRunAt: automation.isStopped ? nil : schedule?.next(after: plannedTo),
      failure: schedule == nil ? failure(of: automation) : nil)
  }

  private func failure(of automation: PlannedAutomation) -> String {
    automation.schedule == nil
      ? "What is stored of the schedule cannot be read any more. Deploy the automation again."
      : "The schedule cannot be read any more; its time zone may be gone from this server's time "
        + "zone database. Deploy the automation again."
  }

  private func schedule(of automation: PlannedAutomation) -> Schedule? {
    automation.schedule.flatMap {
      try? Schedule($0.input, anchor: automation.anchor, zones: zones)
    }
  }

  /// - Returns: whether all of them were written.
  @discardableResult
  private func write(_ plans: [Plan], at now: Instant) async throws -> Bool {
    let written = try await ledger.plan(plans, at: now)
    for plan in plans {
      guard let finished = written[plan.basis.traceID] else { continue }
      metrics.count(plan, finished)
      ended.tell(finished.withdrawn)
      for row in plan.rows { log(row, of: plan.basis) }
      if let failure = finished.circuitOpened {
        logger.error(
          "automation stopped", metadata: metadata(plan.basis, ["reason": "\(failure)"]))
      }
    }
    return written.count == plans.count
  }

  private func log(_ row: Plan.Row, of automation: PlannedAutomation) {
    var more: Logger.Metadata = ["scheduled_at": "\(row.scheduledAt.rfc3339)"]
    if let stretch = row.stretch { more["instants"] = "\(stretch.instants)" }
    if row.late { more["late"] = "true" }
    guard let reason = row.skipped else {
      return logger.info("occurrence planned", metadata: metadata(automation, more))
    }
    more["reason"] = "\(reason.code.rawValue)"
    logger.notice("occurrence skipped", metadata: metadata(automation, more))
  }

  private func metadata(
    _ automation: PlannedAutomation, _ more: Logger.Metadata
  ) -> Logger.Metadata {
    more.merging(
      ["automation": "\(automation.traceID)", "version": "\(automation.version)"]
    ) { one, _ in one }
  }
}
