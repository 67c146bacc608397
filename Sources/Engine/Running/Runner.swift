package import Automations
package import Logging
import OrderedJSON
package import Scheduling
import ServiceLifecycle
import Workflows

/// Carries out one claimed run, or goes on with it where another worker stopped.
package struct Runner: Sendable {
  private let ledger: any Ledger
  private let bindings: any BindingStore
  private let operators: OperatorsTools
  private let adapters: [any ToolAdapter]
  private let connectionStore: (any ConnectionStore)?
  private let vault: (any Vault)?
  private let connections: Slots
  /// Of each person's heavy workflows.
  private let heavy = Slots(each: Limits.heavyWorkflow.atOnce, line: Limits.heavyWorkflow.atOnce)
  private let returns = Returns()
  private let zones: TimeZoneDatabase
  private let now: @Sendable () -> Instant
  private let metrics: EngineMetrics
  private let ended: EndedRows
  private let logger: Logger

  /// - Parameters:
  ///   - operators: what the operator's file offers to everybody.
  ///   - connectionStore: where those are switched off whose other side is gone; `nil`: none is.
  ///   - vault: where the secrets of traces rest; `nil`: no step has any.
  ///   - perConnection: how many steps of one person call one connection at a time.
  ///   - line: how many of these wait for one connection in their runs' places, however long it takes.
  ///   - zones: by which the days of runs are told.
  package init(
    ledger: any Ledger, bindings: any BindingStore, operators: OperatorsTools = OperatorsTools(),
    adapters: [any ToolAdapter], connectionStore: (any ConnectionStore)? = nil,
    vault: (any Vault)? = nil,
    perConnection: Int = .max, line: Int = .max, zones: TimeZoneDatabase = TimeZoneDatabase(),
    now: @escaping @Sendable () -> Instant,
    metrics: EngineMetrics = EngineMetrics(), logger: Logger
  ) {
    self.ledger = ledger
    self.bindings = bindings
    self.operators = operators
    self.adapters = adapters
    self.connectionStore = connectionStore
    self.vault = vault
    connections = Slots(each: perConnection, line: line, patience: Limits.connectionPatience)
    self.zones = zones
    self.now = now
    self.metrics = metrics
    ended = EndedRows(metrics: metrics, logger: logger)
    self.logger = logger
  }

  /// Returns when the run has ended, waits for its next attempt, or is no more ours to end. Where
  /// the ledger cannot be written, the run is left to its lease.
  package func run(_ claim: Claim) async {
    var logger = logger
    for (name, value) in claim.names { logger[metadataKey: name] = value }
    metrics.count(claim, at: now())
    logger.log(level: claim.beginning.level, claim.beginning.words)
    do {
      let end: RunEnd
      switch try await turn(of: claim, logger: logger) {
      case .ended(let how): end = how
      case .waits: return
      case .left: return logger.info("run left")
      }
      guard let finished = try await ledger.finish(claim.key, end, at: now()) else {
        return logger.info("run left")
      }
      metrics.count(end, finished)
      if let step = finished.step { ended.log(step, of: claim.names) }
      log(end, finished, logger)
      ended.tell(finished.withdrawn)
    } catch {
      logger.error("run left", metadata: ["error": "\(error)"])
    }
  }

  private func log(_ end: RunEnd, _ finished: Finished, _ logger: Logger) {
    logger.log(
      level: end.outcome == .succeeded ? .info : .notice, "run ended",
      metadata: [
        "outcome": "\(end.outcome.rawValue)", "reason": "\(end.reason?.code.rawValue ?? "")",
      ])
    if finished.circuitOpened != nil {
      // In words the ledger says why; they may hold what a server answered.
      logger.error("automation stopped", metadata: ["reason": "\(end.circuitReason)"])
    }
    if finished.recovered { logger.notice("automation works again") }
  }

  private func turn(of claim: Claim, logger: Logger) async throws -> Turn {
    let isHeavy = claim.workflowBytes >= Limits.heavyWorkflow.bytes
    let share: Slots.Slot
    do {
      share = try await heavy.slot(of: isHeavy ? claim.userID : nil)
    } catch is Slots.Busy {
      logger.debug("run waits for the person's other heavy ones")
      let time = returns.time(of: "heavy runs of \(claim.userID)", from: now())
      return try await ledger.park(claim.key, until: time) ? .waits : .left
    } catch {
      return .left
    }
    defer { share.free() }
    let bindings: Bindings
    do {
      bindings = Bindings(
        of: try await self.bindings.tools(of: claim.userID), operators: operators)
    } catch let failure as any StorageFailure where failure.isUnreadable {
      let words = "What is stored of the bindings cannot be read any more: \(failure)."
      return .ended(RunEnd(outcome: .failed, reason: Reason(.unreadable, words)))
    }
    let work: ClaimedWork
    do {
      work = try await ledger.work(of: claim)
    } catch let failure as any StorageFailure where failure.isUnreadable {
      logger.error("run unreadable", metadata: ["error": "\(failure)"])
      let words =
        "What is stored of it cannot be read any more: \(failure). Deploy the automation again."
      return .ended(
        RunEnd(outcome: .failed, reason: Reason(.unreadable, words), isPermanent: true))
    }
    if work.progress.isEmpty, let reason = reasonToSkip(work.workflow, bindings) {
      return .ended(RunEnd(outcome: .skipped, reason: reason))
    }
    let toldSince = claim.beginning.toldSince
    if work.progress.isEmpty,
      let obstacle = try await ContractCheck(
        claim: claim, toldSince: toldSince, ledger: ledger, now: now
      ).obstacle(ahead: work.workflow, bindings, adapters)
    {
      return .ended(.before(obstacle))
    }
    let plan = RunPlan(work.workflow, attempts: claim.policies.attempts)
    let values = RunValues(
      of: claim, plan, ledger: ledger, zones: zones, keptBytes: work.keptBytes)
    return try await WorkflowRun(
      claim: claim, progress: work.progress, plan: plan, values: values, ledger: ledger,
      stepRun: { step, place, element in
        StepRun(
          claim: claim, earlier: work.progress[place], recordBytes: plan.recordBytes,
          place: place, step: step, element: element, keepsResult: plan.kept.contains(step.id),
          values: values, meaning: bindings.meaning(of: step.tool), toldSince: toldSince,
          adapters: adapters, connectionStore: connectionStore, operators: operators,
          vault: vault, connections: connections, returns: returns, ledger: ledger, now: now,
          logger: logger)
      }
    ).carryOut()
  }

  /// Asked before anything is sent.
  private func reasonToSkip(_ workflow: Workflow, _ bindings: Bindings) -> Reason? {
    let unbound = bindings.unbound(in: workflow)
    guard !unbound.isEmpty else { return nil }
    var (free, others): ([String], [String]) = ([], [])
    for tool in unbound {
      switch bindings.meaning(of: tool) {
      case .unbound(.noBinding): free.append("\"\(tool)\"")
      case .unbound(let why): others.append("The tool \"\(tool)\" \(why.clause).")
      case .bound: break
      }
    }
    let sentence =
      free.isEmpty
      ? []
      : [
        "Nothing carries out \(free.count == 1 ? "the tool" : "the tools") \(free.listedInBrief) yet; "
          + "bind \(free.count == 1 ? "it" : "them"), and the next run goes ahead."
      ]
    return Reason(
      .unbound,
      (sentence + others.prefix(Limits.namedInNotices)).joined(separator: " "))
  }
}

extension Claim {
  /// What the log calls it.
  var names: Logger.Metadata {
    [
      "automation": "\(traceID)", "run": "\(runID)", "scheduled_at": "\(scheduledAt.rfc3339)",
    ]
  }
}

extension Claim.Beginning {
  /// What waits for others goes on twice a second, only to find that they are there still.
  fileprivate var level: Logger.Level { self == .afterWait ? .debug : .info }

  /// A run that begins asks what its tools take; what was told then or a short while ago does where it goes
  /// on after a wait, which may be twice a second.
  fileprivate var toldSince: ContinuousClock.Instant? { self == .afterWait ? nil : .now }

  fileprivate var words: Logger.Message {
    switch self {
    case .first: "run started"
    case .afterWait: "run goes on"
    case .reclaimed: "run resumed"
    }
  }
}

extension RunEnd {
  /// Nothing was sent.
  fileprivate static func before(_ obstacle: ContractCheck.Obstacle) -> RunEnd {
    switch obstacle {
    case .changed(let words): .ofChangedContract(words)
    // As where a step finds it out.
    case .lacking(let words):
      RunEnd(outcome: .failed, reason: Reason(.stepFailed, words), isPermanent: true)
    }
  }

  /// A tool is another one than the version relies on.
  static func ofChangedContract(_ words: String) -> RunEnd {
    RunEnd(
      outcome: .failed, reason: Reason(.stepFailed, words), isPermanent: true,
      isOfChangedContract: true)
  }

  fileprivate var circuitReason: String {
    isPermanent ? "permanent error" : "failed runs in a row"
  }
}
