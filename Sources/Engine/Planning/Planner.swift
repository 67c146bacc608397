package import Automations
package import Logging
import OrderedJSON
package import Scheduling

/// Writes down what the instants of automations come to when their time has come, before anything
/// of them runs.
package struct Planner: Sendable {
  let ledger: any Ledger
  let zones: TimeZoneDatabase
  let now: @Sendable () -> Instant
  private let ready = ReadySchedules()
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

  /// Plans a batch of the automations that are due, in one transaction.
  /// - Returns: whether there was any.
  package func planDue(now: Instant) async throws -> Bool {
    let start = ContinuousClock.now
    let due = try await ledger.due(at: now, limit: Limits.plannedAtOnce)
    guard !due.isEmpty else { return false }
    var plans: [Plan] = []
    for automation in due { plans.append(try await plan(for: automation, now: now)) }
    try await write(plans, at: now)
    metrics.planned(in: ContinuousClock.now - start)
    return true
  }

  /// Writes down what the instants of one automation up to a moment come to, as it stands: before
  /// somebody changes it.
  package func plan(_ traceID: String, through now: Instant) async throws {
    try await mendClock()
    // Somebody else may change it meanwhile; then it is read again.
    while let automation = try await ledger.automation(traceID), automation.planAt <= now,
      try await !write([try await plan(for: automation, now: now)], at: now)
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
    if last == nil { ready.forgetAll() }
    let automations = try await ledger.planned(after: last, limit: Limits.plannedAtOnce)
    var changed: [Plan] = []
    for automation in automations where automation.planAt > now {
      let reading = try await schedule(of: automation)
      let rows = (try? reading.get()).map { self.rows(of: automation, $0, now: now) } ?? []
      let plan = plan(for: automation, rows: rows, reading, now: now)
      let isSame =
        rows.isEmpty && plan.planAt == automation.planAt && plan.nextRunAt == automation.nextRunAt
      if !isSame { changed.append(plan) }
    }
    try await write(changed, at: now)
    return automations.last?.traceID
  }

  private func plan(for automation: PlannedAutomation, now: Instant) async throws -> Plan {
    let reading = try await schedule(of: automation)
    let rows =
      switch reading {
      case .success(let schedule): self.rows(of: automation, schedule, now: now)
      case .failure(let loss):
        [Plan.Row(scheduledAt: automation.planAt, skipped: Reason(.circuit, loss.words))]
      }
    return plan(for: automation, rows: rows, reading, now: now)
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

  /// - Parameter reading: of one that was deployed and cannot be read now the others must go on, and a
  ///   person must learn of it.
  private func plan(
    for automation: PlannedAutomation, rows: [Plan.Row], _ reading: ReadySchedules.Reading,
    now: Instant
  ) -> Plan {
    let plannedTo = max(automation.plannedTo, now)
    let (schedule, loss): (Schedule?, ScheduleLoss?) =
      switch reading {
      case .success(let schedule): (schedule, nil)
      case .failure(let loss): (nil, loss)
      }
    return Plan(
      basis: automation, rows: rows, plannedTo: plannedTo,
      planAt: schedule?.nextNominal(after: plannedTo),
      nextRunAt: automation.isStopped ? nil : schedule?.next(after: plannedTo),
      failure: loss?.words)
  }

  private func schedule(
    of automation: PlannedAutomation
  ) async throws -> ReadySchedules.Reading {
    guard automation.policies != nil else { return .failure(.unreadable) }
    return try await schedule(
      of: automation.traceID, version: automation.version, anchor: automation.anchor)
  }

  /// The schedule of a version, read once as long as it is asked for.
  func schedule(
    of traceID: String, version: Int, anchor: Instant
  ) async throws -> ReadySchedules.Reading {
    let key = ReadySchedules.Key(traceID: traceID, version: version, anchor: anchor)
    if let known = ready[key] { return known }
    let rules = ready.rules
    let reading: ReadySchedules.Reading =
      if let stored = try await ledger.schedule(of: traceID, version: version) {
        Result { try Schedule(stored.input, anchor: anchor, zones: zones) }
          .mapError { _ in .notUnderstood }
      } else {
        .failure(.unreadable)
      }
    ready.add(reading, key, by: rules)
    return reading
  }

  /// - Returns: whether all of them were written.
  @discardableResult
  private func write(_ plans: [Plan], at now: Instant) async throws -> Bool {
    let written = try await written(plans, at: now)
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

  /// Where what is stored of one automation is at fault, the others are written all the same, and it
  /// is stopped.
  private func written(_ plans: [Plan], at now: Instant) async throws -> [String: Finished] {
    do {
      return try await ledger.plan(plans, at: now)
    } catch let failure as any StorageFailure where failure.isUnreadable {
      var written: [String: Finished] = [:]
      for plan in plans {
        do {
          written.merge(try await ledger.plan([plan], at: now)) { $1 }
        } catch let failure as any StorageFailure where failure.isUnreadable {
          logger.error(
            "automation cannot be planned", metadata: metadata(plan.basis, ["error": "\(failure)"]))
          written.merge(try await ledger.plan([plan.stopping], at: now)) { $1 }
        }
      }
      return written
    }
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

extension Plan {
  /// In its place, where it cannot be written: the automation stops, and a person learns why.
  fileprivate var stopping: Plan {
    Plan(
      basis: basis, rows: [], plannedTo: basis.plannedTo, planAt: nil, nextRunAt: nil,
      failure: ScheduleLoss.unreadable.words)
  }
}
