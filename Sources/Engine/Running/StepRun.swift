import Automations
import Logging
import OrderedJSON
import Scheduling
import Workflows

/// Carries out one step of a run: an attempt at a time.
struct StepRun: Sendable {
  let claim: Claim
  /// What is known of it from before; `nil`: it begins.
  let earlier: StepProgress?
  /// Bytes that are kept of each request and each answer.
  let recordBytes: Int
  let place: StepPlace
  let step: Workflow.Step
  /// For which it is done; `nil`: it stands in no loop.
  let element: LoopElement?
  /// Whether what it gives is kept whole, since others refer to it.
  let keepsResult: Bool
  /// What its references find.
  let values: RunValues
  let meaning: ToolMeaning
  /// What was told of its tool before this does not count; `nil`: a short while ago does.
  let toldSince: ContinuousClock.Instant?
  let adapters: [any ToolAdapter]
  /// Switches off people's connections whose other side is gone; `nil`: nothing does.
  let connectionStore: (any ConnectionStore)?
  /// The same of the operator's.
  let operators: OperatorsTools
  /// Where the secrets of traces rest; `nil`: no step has any.
  let vault: (any Vault)?
  let connections: Slots
  let returns: Returns
  let ledger: any Ledger
  let now: @Sendable () -> Instant
  let logger: Logger

  /// How a step ends; texts are sentences for a person.
  enum End: Sendable {
    case succeeded
    /// It was not sent, since it is of a rehearsal and does not only read.
    case shown
    /// - Parameter isPermanent: whether a later run would fail alike.
    case failed(String, isPermanent: Bool = false)
    /// Its tool is another one than the version relies on, and nothing was sent.
    case changed(String)
    /// It may happen only once, was sent, and its answer did not come.
    case unknown(String)
    /// Another attempt follows, or its answer comes, and nobody holds the run until then.
    case waits
    /// The claim belongs to somebody else now, or the server stops.
    case left
  }

  /// At most.
  var attempts: Int { step.attempts ?? claim.policies.attempts }

  func carryOut() async throws -> End {
    switch earlier?.outcome {
    case .succeeded?: return .succeeded
    case .failed?:
      return .failed(
        words(earlier?.last?.error ?? "It failed before."),
        isPermanent: earlier?.isPermanent ?? false)
    case .unknown?:
      return .unknown(words(earlier?.last?.error ?? "Its answer never came."))
    case .skipped?: return .shown
    case .cancelled?, nil: break
    }
    if let earlier, let end = try await endOfWait(earlier) { return end }
    let tool: BoundTool
    switch meaning {
    case .bound(let bound): tool = bound
    case .unbound(.switchedOff(let name, let reason)):
      let why = Unbound.switchedOff(name, because: reason)
      return .failed(words("The tool \(why.clause)."))
    case .unbound: return .failed(words(StepRun.unbound), isPermanent: true)
    }
    guard let ofKind = adapters.first(where: { $0.kind == tool.connection.kind }) else {
      return .failed(words(StepRun.unbound), isPermanent: true)
    }
    let parameters = try await parameters(by: tool)
    let adapter = await ofKind.ready(for: call(1, tool, parameters))
    // Of the attempt that follows: the tool may be bound otherwise than at the last one, or known by now.
    let effect =
      step.effect ?? adapter.effect(of: call(1, tool, parameters), bound: tool.mapping.effect)
    let last = earlier?.last
    let cutOff = earlier?.cutOff ?? 0
    if let last, last.isOpen,
      let end = try await endOfInterrupted(last, effect: earlier?.effect ?? effect, cutOff: cutOff)
    {
      return end
    }
    return try await attempt(
      (last?.number ?? 0) + 1, cutOff: cutOff, tool, parameters, adapter, effect)
  }

  private static let unbound = "Nothing carries out this tool any more."

  /// An attempt that was sent when a server stopped: what may be repeated is, unless the step stops
  /// one server after another.
  /// - Returns: `nil` where another attempt follows.
  private func endOfInterrupted(
    _ last: StepProgress.LastAttempt, effect: Effect, cutOff: Int
  ) async throws -> End? {
    let error = "The server stopped after this was sent and before its answer came."
    let isRepeated = effect != .once && cutOff <= Limits.cutOffAttempts
    let outcome: Outcome? = isRepeated ? nil : effect == .once ? .unknown : .failed
    let isHeld = try await ledger.endAttempt(
      AttemptEnd(
        step: place.step, element: place.element, number: last.number,
        durationMilliseconds: Int(max(0, now().milliseconds(since: last.startedAt))),
        response: nil, error: error, isCutOff: true, outcome: outcome),
      of: claim.key)
    guard isHeld else { return .left }
    guard let outcome else {
      logger.notice("attempt failed, another follows", metadata: names(last.number))
      return nil
    }
    logger.notice(
      "step ended",
      metadata: names(last.number).merging(["outcome": "\(outcome.rawValue)"]) { $1 })
    return effect == .once ? .unknown(words(error)) : .failed(words(error))
  }

  private func attempt(
    _ number: Int, cutOff: Int, _ tool: BoundTool, _ parameters: Parameters,
    _ adapter: any ToolAdapter, _ effect: Effect
  ) async throws -> End {
    guard !Task.isCancelled else { return .left }
    let call = call(number, tool, parameters, effect)
    // Of each person, so that nobody's calls of a server hold up another's.
    let connection = adapter.connection(of: call).map { "\($0) of \(claim.userID)" }
    let slot: Slots.Slot
    do {
      slot = try await connections.slot(of: connection)
    } catch is Slots.Busy {
      return try await wait(for: connection ?? "")
    } catch {
      return .left
    }
    defer { slot.free() }
    let prepared =
      if let fault = parameters.fault {
        // Nothing is sent of what could not be made out.
        PreparedCall(refusing: call, fault)
      } else {
        await adapter.prepared(call)
      }
    let hidden = SecretsSent(call.secrets)
    if let contract = prepared.contract,
      let other = try await ContractCheck(
        claim: claim, toldSince: toldSince, ledger: ledger, now: now
      ).change(of: contract, through: tool.connection)
    {
      return .changed(words(other))
    }
    let isOurs = try await ledger.beginAttempt(
      AttemptStart(
        step: place.step, element: place.element, elements: element?.count, id: step.id,
        tool: step.tool, adapter: adapter.kind, effect: effect, number: number, startedAt: now(),
        request: hidden.redacting(prepared.request).record.abridged(to: recordBytes),
        notices: parameters.fault == nil
          ? (parameters.notices + tool.notices(of: parameters.recorded, sent: parameters.sent)
            + prepared.notices + adapter.notices(of: tool)).map { hidden.redacting($0) }
          : [],
        keepsResult: keepsResult),
      of: claim.key)
    guard isOurs else { return .left }
    if claim.rehearses != nil, effect != .read, prepared.refusal == nil {
      return try await show(number)
    }
    logger.info("step started", metadata: names(number))
    let begin = ContinuousClock.now
    let result = await prepared.perform().hiding(hidden)
    slot.free()
    // What a stop cut off is settled where the run goes on.
    if Task.isCancelled, case .noAnswer = result { return .left }
    if Task.isCancelled, case .failed(_, .none, .notTaken) = result {
      return try await leaveUnsent(number, after: ContinuousClock.now - begin)
    }
    let (told, notice) = step.held(
      await settled(result, of: tool.connection).told(of: tool.connection))
    let verdict = AttemptVerdict(
      of: keepsResult ? await values.keeping(told) : told, number: number - cutOff,
      attempts: attempts, effect: effect)
    let isHeld = try await ledger.endAttempt(
      verdict.record(
        place, number: number, duration: ContinuousClock.now - begin, most: recordBytes,
        now: now(), keepsResult: keepsResult, notice: notice),
      of: claim.key)
    guard isHeld else { return .left }
    log(verdict, number)
    return end(verdict)
  }

  /// Ends a step of a rehearsal that would do more than read.
  private func show(_ number: Int) async throws -> End {
    let isHeld = try await ledger.endAttempt(
      AttemptEnd(
        step: place.step, element: place.element, number: number, durationMilliseconds: 0,
        response: nil, error: nil, outcome: .skipped,
        notice: "This would be sent; a rehearsal carries out only what reads."),
      of: claim.key)
    guard isHeld else { return .left }
    logger.info("step shown", metadata: names(number))
    return .shown
  }

  /// Gives the run's place to others: its connection is busy for longer.
  private func wait(for connection: String) async throws -> End {
    logger.debug("run waits for its connection", metadata: place.names)
    let time = returns.time(of: connection, from: now())
    return try await ledger.park(claim.key, until: time) ? .waits : .left
  }

  /// A stop came before anything was sent: nothing has failed, and the next start tries again.
  private func leaveUnsent(_ number: Int, after duration: Duration) async throws -> End {
    _ = try await ledger.endAttempt(
      AttemptEnd(
        step: place.step, element: place.element, number: number,
        durationMilliseconds: duration.milliseconds, response: nil,
        error: "The server stopped before this was sent.", isCutOff: true, outcome: nil),
      of: claim.key)
    return .left
  }

  private func call(
    _ attempt: Int, _ tool: BoundTool, _ parameters: Parameters, _ effect: Effect = .once
  ) -> ToolCall {
    ToolCall(
      runID: claim.runID, userID: claim.userID, scheduledAt: claim.scheduledAt, step: place.step,
      element: place.element, tool: step.tool, connection: tool.connection, mapping: tool.mapping,
      params: parameters.sent,
      secrets: parameters.secrets.flatMap(\.spellings), attempt: attempt,
      timeout: tool.mapping.timeout ?? step.timeout, toldSince: toldSince,
      effect: effect,
      idempotencyKey: IdempotencyKey.of(step: place.step, for: element, in: claim))
  }

  func end(_ verdict: AttemptVerdict) -> End {
    switch verdict.next {
    case .ended(.succeeded): .succeeded
    case .ended(.unknown): .unknown(words(verdict.error ?? ""))
    case .again, .awaits: .waits
    case .ended:
      .failed(words(verdict.error ?? ""), isPermanent: verdict.isPermanent)
    }
  }

  private func words(_ error: String) -> String { "\(place.words(step.tool)): \(error)" }

  func log(_ verdict: AttemptVerdict, _ number: Int) {
    var metadata = names(number)
    switch verdict.next {
    case .ended(let outcome):
      metadata["outcome"] = "\(outcome.rawValue)"
      logger.info("step ended", metadata: metadata)
    case .again(let wait):
      metadata["wait"] = "\(wait)"
      logger.notice("attempt failed, another follows", metadata: metadata)
    case .awaits(let deadline):
      metadata["until"] = "\(deadline.rfc3339)"
      logger.info("step waits for its answer", metadata: metadata)
    }
  }

  private func names(_ attempt: Int) -> Logger.Metadata {
    place.names.merging(["attempt": "\(attempt)"]) { $1 }
  }
}

extension StepPlace {
  /// What the log calls it.
  fileprivate var names: Logger.Metadata {
    element.map { ["step": "\(step)", "element": "\($0 + 1)"] } ?? ["step": "\(step)"]
  }
}
