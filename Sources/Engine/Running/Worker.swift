package import Automations
package import Logging
import OrderedJSON
package import Scheduling
import ServiceLifecycle

/// Plans what is due and runs it, as long as the server runs.
package final class Worker: Service, LedgerWorker {
  private let ledger: any Ledger
  private let planner: Planner
  private let dispatcher: Dispatcher
  private let zones: TimeZoneDatabase
  private let now: @Sendable () -> Instant
  private let wakeup: Wakeup
  private let metrics: EngineMetrics
  private let ended: EndedRows
  private let logger: Logger

  /// - Parameters:
  ///   - operators: what the operator's file offers to everybody.
  ///   - connectionStore: where those are switched off whose other side is gone; `nil`: none is.
  ///   - vault: where the secrets of traces rest; `nil`: no step has any.
  ///   - limits: how many runs go on together.
  ///   - now: the wall clock, which says what is due.
  ///   - sleep: how to wait; a test drives it.
  package init(
    ledger: any Ledger, bindings: any BindingStore, operators: OperatorsTools = OperatorsTools(),
    adapters: [any ToolAdapter], connectionStore: (any ConnectionStore)? = nil,
    vault: (any Vault)? = nil,
    zones: TimeZoneDatabase, limits: RunLimits = RunLimits(),
    now: @escaping @Sendable () -> Instant,
    sleep: @escaping Sleeper = { try await Task.sleep(for: $0) },
    metrics: EngineMetrics = EngineMetrics(), logger: Logger
  ) {
    let wakeup = Wakeup(sleeper: sleep)
    self.ledger = ledger
    self.zones = zones
    self.now = now
    self.wakeup = wakeup
    self.metrics = metrics
    ended = EndedRows(metrics: metrics, logger: logger)
    self.logger = logger
    planner = Planner(
      ledger: ledger, zones: zones, now: now, metrics: metrics, logger: logger)
    dispatcher = Dispatcher(
      ledger: ledger,
      runner: Runner(
        ledger: ledger, bindings: bindings, operators: operators, adapters: adapters,
        connectionStore: connectionStore, vault: vault, perConnection: limits.perConnection,
        line: limits.line, zones: zones,
        now: now, metrics: metrics, logger: logger),
      limits: limits, now: now, slotIsFree: { wakeup.raise() }, metrics: metrics, logger: logger)
  }

  package func plan(_ traceID: String, through now: Instant) async throws {
    try await planner.plan(traceID, through: now)
  }

  package func wake() { wakeup.raise() }

  package func rowsWereWithdrawn(_ rows: [EndedRow]) { ended.tell(rows) }

  package func ended(_ run: EndedRun, by act: Act) {
    ended.tell([run], by: act)
    runsWereEnded()
  }

  package func ended(with deletion: Deletion) {
    ended.tell(deletion.withdrawn)
    ended.tell(deletion.ended)
    runsWereEnded()
  }

  /// Those of them that go on here are let go.
  private func runsWereEnded() {
    Task { [dispatcher, wakeup] in
      await dispatcher.expectEnds()
      wakeup.raise()
    }
  }

  /// Works until the graceful shutdown, then lets the runs that go on end within
  /// `Limits.stopSeconds.runs`; a cancellation lets none go on. What has not ended is left, and goes on
  /// when the server runs again.
  package func run() async throws {
    await withGracefulShutdownHandler {
      var zoneWatch = ZoneWatch(zones: zones, ledger: ledger, planner: planner, logger: logger)
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        await wakeup.sleep(await round(&zoneWatch))
      }
    } onGracefulShutdown: { [wakeup] in
      wakeup.raise()
    }
    let runs = await dispatcher.runCount
    logger.notice("the worker stops", metadata: ["runs": "\(runs)"])
    let end = ContinuousClock.now + .seconds(Limits.stopSeconds.runs)
    while !Task.isCancelled, ContinuousClock.now < end, await !dispatcher.isIdle {
      await wakeup.sleep(.seconds(1))
      await renew()
    }
    await dispatcher.abandon()
  }

  private static let longestWait: Int64 = 30_000

  /// One turn of the loop.
  /// - Returns: how long nothing is to be done.
  private func round(_ zoneWatch: inout ZoneWatch) async -> Duration {
    do {
      let now = now()
      try await dispatcher.renew()
      try await planner.mendClock()
      var foundAny = try await zoneWatch.check(now: now)
      let work = try await ledger.nextWork()
      var planAt = work.planAt
      if let due = planAt, due <= now {
        let hasPlanned = try await planner.planDue(now: now)
        // What could not be planned now is not waited for: somebody else was at it.
        if !hasPlanned { planAt = nil }
        foundAny = hasPlanned || foundAny
      }
      let mayClaim = await dispatcher.hasFreeSlot
      let isDue = work.dueAt.map { $0 <= now } ?? false
      if foundAny || isDue {
        foundAny = try await dispatcher.dispatch() || foundAny
      }
      if foundAny { return .zero }
      // What is due and was not claimed is of people who have as many runs as they may; what comes
      // due after it must not wait for the end of one of these.
      if isDue, mayClaim { return min(await wait(until: [planAt]), .seconds(1)) }
      return await wait(until: [planAt, mayClaim ? work.dueAt : nil])
    } catch {
      logger.error("the worker cannot go on for now", metadata: ["error": "\(error)"])
      return await dispatcher.expectsEnds ? .seconds(1) : .seconds(5)
    }
  }

  /// Never longer than some seconds, since clocks are set and machines sleep.
  private func wait(until instants: [Instant?]) async -> Duration {
    let longest = await dispatcher.isIdle ? Worker.longestWait : Limits.lease.renewal
    let next = instants.compactMap(\.self).min().map { $0.milliseconds(since: now()) }
    return .milliseconds(min(max(next ?? longest, 0), longest))
  }

  private func renew() async {
    do {
      try await dispatcher.renew()
    } catch {
      logger.error("leases not renewed", metadata: ["error": "\(error)"])
    }
  }
}
