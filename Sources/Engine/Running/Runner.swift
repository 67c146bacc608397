package import Logging
package import Scheduling
import ServiceLifecycle
package import Workflows

/// Carries out one claimed run, or goes on with it where another worker stopped.
package struct Runner: Sendable {
  private let ledger: any Ledger
  private let bindings: any BindingStore
  private let adapters: [any ToolAdapter]
  private let connections: ConnectionSlots
  private let now: @Sendable () -> Instant
  private let sleep: Sleeper
  private let metrics: EngineMetrics
  private let ended: EndedRows
  private let logger: Logger

  /// - Parameters:
  ///   - perConnection: how many steps call one connection at a time.
  ///   - sleep: how to wait between two attempts.
  package init(
    ledger: any Ledger, bindings: any BindingStore, adapters: [any ToolAdapter],
    perConnection: Int = .max,
    now: @escaping @Sendable () -> Instant, sleep: @escaping Sleeper,
    metrics: EngineMetrics = EngineMetrics(), logger: Logger
  ) {
    self.ledger = ledger
    self.bindings = bindings
    self.adapters = adapters
    connections = ConnectionSlots(each: perConnection)
    self.now = now
    self.sleep = sleep
    self.metrics = metrics
    ended = EndedRows(metrics: metrics, logger: logger)
    self.logger = logger
  }

  /// Returns when the run has ended, or is no more ours to end. Where the ledger cannot be written,
  /// the run is left to its lease.
  package func run(_ claim: Claim) async {
    var logger = logger
    for (name, value) in claim.names { logger[metadataKey: name] = value }
    metrics.count(claim, at: now())
    logger.info(claim.isReclaimed ? "run resumed" : "run started")
    do {
      guard let end = try await end(of: claim, logger: logger),
        let finished = try await ledger.finish(claim.key, end, at: now())
      else {
        logger.notice("run left")
        // What a stop does not wait for goes on as soon as a server runs again.
        if Task.isShuttingDownGracefully { try await ledger.release([claim.key], at: now()) }
        return
      }
      metrics.count(end, finished)
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

  /// - Returns: `nil` where somebody else holds the claim now, or the server stops.
  private func end(of claim: Claim, logger: Logger) async throws -> RunEnd? {
    let bindings: Bindings
    do {
      bindings = Bindings(own: try await self.bindings.bindings(of: claim.userID))
    } catch let failure as any StorageFailure where failure.isUnreadable {
      return RunEnd(
        outcome: .failed,
        reason: Reason(
          .unreadable, "What is stored of the bindings cannot be read any more: \(failure)."))
    }
    if claim.steps.isEmpty, let reason = reasonToSkip(claim, bindings) {
      return RunEnd(outcome: .skipped, reason: reason)
    }
    var passedOver: [String] = []
    for (offset, step) in claim.workflow.steps.enumerated() {
      let stepRun = StepRun(
        claim: claim, index: offset + 1, step: step, binding: bindings.binding(of: step.tool),
        adapters: adapters, connections: connections, ledger: ledger, now: now, sleep: sleep,
        logger: logger)
      switch try await stepRun.carryOut() {
      case .succeeded: continue
      case .failed(let words, _) where step.onError == .continue: passedOver.append(words)
      case .failed(let words, let isPermanent):
        return RunEnd(
          outcome: .failed, reason: Reason(.stepFailed, words), isPermanent: isPermanent)
      case .unknown(let words):
        return RunEnd(outcome: .unknown, reason: Reason(.noAnswer, words))
      case .left: return nil
      }
    }
    return RunEnd(
      outcome: .succeeded,
      reason: passedOver.isEmpty
        ? nil : Reason(.stepFailed, "Passed over: " + passedOver.joined(separator: " ")))
  }

  /// Asked before anything is sent.
  private func reasonToSkip(_ claim: Claim, _ bindings: Bindings) -> Reason? {
    let unbound = bindings.unbound(in: claim.workflow)
    guard !unbound.isEmpty else { return nil }
    let tools = unbound.map { "\"\($0)\"" }.joined(separator: ", ")
    return Reason(
      .unbound,
      "Nothing carries out \(unbound.count == 1 ? "the tool" : "the tools") \(tools) yet; bind "
        + "\(unbound.count == 1 ? "it" : "them"), and the next run goes ahead.")
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

extension RunEnd {
  fileprivate var circuitReason: String {
    isPermanent ? "permanent error" : "failed runs in a row"
  }
}
