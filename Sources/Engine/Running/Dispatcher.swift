package import Automations
package import Logging
import OrderedJSON
package import Scheduling

/// Holds claims and runs them, a bounded number at a time.
package actor Dispatcher {
  private let ledger: any Ledger
  private let runner: Runner
  private let limits: RunLimits
  private let now: @Sendable () -> Instant
  private let slotIsFree: @Sendable () -> Void
  private let metrics: EngineMetrics
  private let ended: EndedRows
  private let logger: Logger
  /// Names this process among all that ever claimed.
  private let worker = Identifier.random()
  private var running: [Claim.Key: (claim: Claim, task: Task<Void, Never>)] = [:]
  private var renewedAt: Instant?
  private var mustCheck = false
  private var willTell = false

  /// - Parameters:
  ///   - limits: how many runs go on together.
  ///   - slotIsFree: called whenever a run ended.
  package init(
    ledger: any Ledger, runner: Runner, limits: RunLimits, now: @escaping @Sendable () -> Instant,
    slotIsFree: @escaping @Sendable () -> Void, metrics: EngineMetrics = EngineMetrics(),
    logger: Logger
  ) {
    self.ledger = ledger
    self.runner = runner
    self.limits = limits
    self.now = now
    self.slotIsFree = slotIsFree
    self.metrics = metrics
    ended = EndedRows(metrics: metrics, logger: logger)
    self.logger = logger
  }

  /// Whether no run goes on.
  package var isIdle: Bool { running.isEmpty }

  /// How many runs go on.
  package var runCount: Int { running.count }

  /// Whether another run may begin.
  package var hasFreeSlot: Bool { running.count < limits.atOnce && !willTell }

  /// Claims as many runs as there are free slots, and starts them. Where there is none, what is due
  /// while a run of its automation goes on is settled all the same.
  /// - Returns: whether there was anything to do.
  package func dispatch() async throws -> Bool {
    let now = now()
    let batch = try await ledger.claim(
      ClaimRequest(
        worker: worker, holding: Array(running.keys), now: now,
        lease: now.advanced(byMilliseconds: Limits.lease.held),
        limit: hasFreeSlot ? limits.atOnce - running.count : 0, perUser: limits.perUser,
        perUserOfSeveral: limits.perUserOfSeveral))
    if running.isEmpty { renewedAt = now }
    for claim in batch.claims { start(claim) }
    ended.tell(batch.skipped)
    ended.tell(batch.ended)
    for row in batch.queued {
      logger.info(
        "occurrence waits for the run before",
        metadata: ["automation": "\(row.traceID)", "scheduled_at": "\(row.scheduledAt.rfc3339)"])
    }
    for row in batch.unreadable {
      metrics.count(row.end, row.finished)
      log(row)
      ended.tell(row.finished.withdrawn)
    }
    if !batch.ended.isEmpty {
      mustCheck = true
      try await checkHolds()
    }
    return !batch.claims.isEmpty || !batch.skipped.isEmpty || !batch.unreadable.isEmpty
      || !batch.ended.isEmpty
  }

  /// Lets the next renewal ask at once which claims are held still: somebody may have ended runs.
  package func expectEnds() { mustCheck = true }

  /// Whether somebody may have ended runs that are not let go yet.
  var expectsEnds: Bool { mustCheck }

  /// Renews the claims where it is time to, and ends the runs of those that are held no more.
  /// Called before each claiming: after a jump of the clock the leases held here would seem
  /// to be over.
  package func renew() async throws {
    let now = now()
    guard let renewedAt, renewedAt <= now else {
      if renewedAt != nil { logger.notice("the clock went back") }
      // When it starts, whoever had leases before is gone: the data folder is one process's alone.
      let lease = renewedAt == nil ? 0 : Limits.lease.held
      try await ledger.mendTimes(
        holding: Array(running.keys), at: now, lease: now.advanced(byMilliseconds: lease),
        retry: now.advanced(bySeconds: Int64(Limits.retrySeconds)))
      renewedAt = now
      return try await checkHolds()
    }
    if running.isEmpty { self.renewedAt = now }
    guard mustCheck || now.milliseconds(since: renewedAt) >= Limits.lease.renewal else { return }
    try await checkHolds()
  }

  private func checkHolds() async throws {
    let now = now()
    // Somebody ended them, and has said so.
    let isExpected = mustCheck
    let level = isExpected ? Logger.Level.debug : .notice
    mustCheck = false
    let keys = Array(running.keys)
    guard !keys.isEmpty else { return }
    let held: Set<Claim.Key>
    do {
      held = try await ledger.renew(
        keys, lease: now.advanced(byMilliseconds: Limits.lease.held))
    } catch {
      // Whoever ended a run waits for it to be let go: that is not left to the next renewal's turn.
      if isExpected { mustCheck = true }
      throw error
    }
    renewedAt = now
    for key in keys where !held.contains(key) {
      guard let run = running[key] else { continue }
      logger.log(level: level, "claim lost", metadata: run.claim.names)
      run.task.cancel()
    }
  }

  /// Ends what goes on without writing an outcome: it is for who claims it next, and that may be at
  /// once.
  package func abandon() async {
    let left = Array(running.values)
    for run in left {
      logger.notice("run left to be resumed", metadata: run.claim.names)
      run.task.cancel()
    }
    for run in left { await run.task.value }
    guard !left.isEmpty else { return }
    do {
      try await ledger.release(left.map(\.claim.key), at: now())
    } catch {
      logger.error("claims are left to their leases", metadata: ["error": "\(error)"])
    }
  }

  /// Where runs end one after another, slots are told of some at a time: a claiming costs much the
  /// same for one run and for eight.
  private func tellOfFreeSlots() {
    guard running.count > limits.atOnce - limits.atOnce / 8 else {
      willTell = false
      return slotIsFree()
    }
    guard !willTell else { return }
    willTell = true
    Task {
      try? await Task.sleep(for: .milliseconds(10))
      guard willTell else { return }
      willTell = false
      slotIsFree()
    }
  }

  private func log(_ row: ClaimBatch.UnreadableRow) {
    var names: Logger.Metadata = [
      "automation": "\(row.traceID)", "scheduled_at": "\(row.scheduledAt.rfc3339)",
    ]
    if let runID = row.runID { names["run"] = "\(runID)" }
    if let step = row.step { ended.log(step, of: names) }
    let circuit = row.finished.circuitOpened == nil ? "unchanged" : "opened"
    logger.error(
      "occurrence unreadable",
      metadata: names.merging([
        "outcome": "\(row.end.outcome.rawValue)", "column": "\(row.column)",
        "circuit": "\(circuit)",
      ]) { $1 })
  }

  private func start(_ claim: Claim) {
    let task = Task {
      metrics.runsGoingOn(running.count)
      await runner.run(claim)
      running[claim.key] = nil
      metrics.runsGoingOn(running.count)
      tellOfFreeSlots()
    }
    running[claim.key] = (claim, task)
  }
}

/// How many runs go on together; the others wait.
package struct RunLimits: Sendable {
  /// In this process.
  package let atOnce: Int
  /// Of one person.
  package let perUser: Int
  /// Of one person where several have automations.
  package let perUserOfSeveral: Int
  /// Steps of one person that call one connection: the server that an address names, or the one of
  /// the binding.
  package let perConnection: Int

  /// A limit that `atOnce` keeps from being reached counts as none.
  /// - Parameters:
  ///   - perUser: `nil`: three quarters where several people have automations, so that nobody holds
  ///     all of them.
  ///   - perConnection: `nil`: three quarters.
  package init(atOnce: Int = 64, perUser: Int? = nil, perConnection: Int? = nil) {
    func limit(_ limit: Int) -> Int { max(limit, 1) < atOnce ? max(limit, 1) : .max }
    let share = limit(atOnce * 3 / 4)
    self.atOnce = atOnce
    self.perUser = perUser.map(limit) ?? .max
    perUserOfSeveral = perUser.map(limit) ?? share
    self.perConnection = perConnection.map(limit) ?? share
  }

  /// How many steps of one person wait for one connection in their runs' places: half of those that it
  /// leaves, so that those who wait for a silent server leave room, too.
  var line: Int { perConnection < atOnce ? (atOnce - perConnection) / 2 : .max }
}
