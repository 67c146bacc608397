package import Logging
import OrderedJSON
package import Scheduling
import Workflows

/// Starting runs by hand, and reading what ran, what did not, and why.
package struct RunUseCases: Sendable {
  private let traces: any TraceStore
  private let history: any History
  private let now: @Sendable () -> Instant
  private let worker: any LedgerWorker
  private let logger: Logger

  /// - Parameter worker: told of runs that wait, and of those that somebody ended.
  package init(
    traces: any TraceStore, history: any History, worker: any LedgerWorker,
    now: @escaping @Sendable () -> Instant, logger: Logger = .silent
  ) {
    self.traces = traces
    self.history = history
    self.now = now
    self.worker = worker
    self.logger = logger
  }

  /// Runs the deployed version, or the trace's workflow where none was deployed, whatever the status.
  /// - Parameter id: the new run's; where there is one of that id, it was started before.
  /// - Returns: the id of the run, which waits for the worker.
  package func runNow(
    _ traceID: String, id: String = Identifier.random(), by act: Act
  ) async throws -> String {
    let isDeployed = try await traces.automation(traceID, in: act.scope)?.version != nil
    var workflow: Workflow?
    var revision: Int?
    if !isDeployed {
      guard let trace = try await traces.trace(traceID, in: act.scope) else {
        throw Refusal.notFound(.trace)
      }
      workflow = try Workflow(toRun: trace.workflow.shaped(by: trace.recording.markedLog))
      revision = trace.automation.workflowRevision
    }
    try await checkRoom(for: traceID, by: act)
    let run = NewManualRun(
      runID: id, traceID: traceID, workflow: workflow, workflowRevision: revision,
      requestedAt: act.at)
    guard try await history.insertManualRun(run, by: act) else {
      throw Refusal.notFound(.trace)
    }
    logger.tell(
      "run asked for", by: act, at: .info, ["automation": "\(traceID)", "run": "\(id)"])
    worker.wake()
    return run.runID
  }

  /// Does those steps of a workflow that only read, and shows what each other one would send.
  /// - Parameters:
  ///   - instant: for which; `nil`: for when it is asked for.
  ///   - id: the new run's; where there is one of that id, it was started before.
  /// - Returns: the id of the run, which waits for the worker.
  /// - Throws: `Refusal`, as of `runNow`.
  package func rehearse(
    _ workflow: TraceWorkflow, for instant: Instant? = nil, id: String = Identifier.random(),
    by act: Act
  ) async throws -> String {
    let trace = workflow.trace
    let rehearsed = try Workflow(
      toRun: workflow.state.rehearsed(mark: trace.recording.mark))
    try await checkRoom(for: trace.automation.id, by: act)
    let run = NewManualRun(
      runID: id, traceID: trace.automation.id, workflow: rehearsed,
      workflowRevision: trace.automation.workflowRevision, requestedAt: act.at,
      rehearses: instant ?? act.at)
    guard try await history.insertManualRun(run, by: act) else {
      throw Refusal.notFound(.trace)
    }
    logger.tell(
      "rehearsal asked for", by: act, at: .info,
      ["automation": "\(trace.automation.id)", "run": "\(id)"])
    worker.wake()
    return run.runID
  }

  /// Two that ask at once may both find the last place: what is bounded is what waits, about.
  /// - Throws: `Refusal.tooMany`.
  private func checkRoom(for traceID: String, by act: Act) async throws {
    let most = Limits.runsWaitingByHand
    guard try await history.areWaitingByHand(most, of: traceID, in: act.scope) else { return }
    throw Refusal.tooMany(
      "\(most) runs of this automation that were asked for wait or go on already; ask again when some "
        + "have ended, or cancel them", retryAfter: Limits.runRetryAfter)
  }

  /// Stops a run that waits or goes on. One that ended already is left alone (409).
  package func cancel(_ runID: String, by act: Act) async throws {
    let reason = Reason(.stopped, "Stopped by \(act.caller.userID).")
    switch try await history.cancel(runID, because: reason, by: act) {
    case nil: throw Refusal.notFound(.run)
    case .hadEnded(let outcome):
      throw Refusal.conflict("This run has ended already: \(outcome.rawValue)")
    case .ended(let run): worker.ended(run, by: act)
    }
  }

  /// Runs the same version again, by hand.
  /// - Parameter newID: the new run's; where there is one of that id, it was started before.
  /// - Returns: the id of the new run, which waits for the worker.
  package func rerun(
    _ runID: String, as newID: String = Identifier.random(), by act: Act
  ) async throws -> String {
    let traceID = try await traceID(ofRun: runID, for: act.caller)
    try await checkRoom(for: traceID, by: act)
    guard try await history.insertRerun(of: runID, as: newID, by: act) else {
      throw Refusal.notFound(.run)
    }
    logger.tell(
      "run asked for", by: act, at: .info,
      ["automation": "\(traceID)", "rerun_of": "\(runID)", "run": "\(newID)"])
    worker.wake()
    return newID
  }

  /// Says what became of a run whose outcome is unknown.
  /// - Parameter rerunID: the id of the run that repeats it, where one is to.
  /// - Returns: the id of the new run where it is to run again.
  package func resolve(
    _ runID: String, _ resolution: Resolution, note: String?,
    rerunID: String = Identifier.random(), by act: Act
  ) async throws -> String? {
    let traceID = try await traceID(ofRun: runID, for: act.caller)
    let faults = Fault.ofNote(note)
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    if resolution == .rerun { try await checkRoom(for: traceID, by: act) }
    var words = "\(act.caller.userID) says: \(resolution.words)."
    if let note, !note.isEmpty { words += " " + note }
    let settlement = Settlement(
      outcome: resolution.outcome, reason: Reason(.settled, words),
      rerunID: resolution == .rerun ? rerunID : nil, at: act.at)
    guard try await history.settle(runID, settlement, by: act) else {
      throw Refusal.conflict("Only a run whose outcome is unknown can be settled, and once")
    }
    logger.tell(
      "run settled", by: act,
      [
        "automation": "\(traceID)", "run": "\(runID)",
        "outcome": "\((resolution.outcome ?? .unknown).rawValue)",
        "rerun": "\(settlement.rerunID ?? "none")",
      ])
    worker.wake()
    return settlement.rerunID
  }

  /// - Parameter traceID: `nil`: of all automations.
  package func notices(
    of traceID: String? = nil, _ window: Window, for caller: Caller
  ) async throws -> Listing<AutomationNotice> {
    try await history.notices(of: traceID, window, in: caller.scope)
  }

  /// The runs of all automations that the caller sees, the latest first.
  package func runs(_ filter: RunFilter, _ window: Window, for caller: Caller) async throws
    -> Listing<ListedRun>
  {
    try await history.runs(filter, window, in: caller.scope)
  }

  /// One automation's, the latest instant first, without their steps.
  /// - Throws: `Refusal.notFound(.trace)`.
  package func runs(of traceID: String, _ window: Window, for caller: Caller) async throws
    -> Listing<Run>
  {
    try await mustExist(traceID, for: caller)
    return try await history.runs(of: traceID, window, in: caller.scope)
  }

  /// A run with its steps that began, as many as there is room for.
  /// - Throws: `Refusal.notFound(.run)`.
  package func run(_ id: String, for caller: Caller) async throws -> Run {
    try await run(id, steps: 1...Int.max, for: caller).run
  }

  /// A run with some of its steps, by their numbers.
  package func run(
    _ id: String, steps: ClosedRange<Int>, for caller: Caller
  ) async throws -> RunExcerpt {
    guard let excerpt = try await history.run(id, steps: steps, in: caller.scope) else {
      throw Refusal.notFound(.run)
    }
    return excerpt
  }

  /// An automation's ledger, the latest instant first.
  /// - Throws: `Refusal.notFound(.trace)`.
  package func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, for caller: Caller
  ) async throws -> Listing<Occurrence> {
    try await mustExist(traceID, for: caller)
    return try await history.occurrences(of: traceID, filter, window, in: caller.scope)
  }

  /// How many instants of each day ended how, the newest day first; rows that went are counted, and
  /// an automation that was deleted has its totals still.
  /// - Parameter since: an instant of the first day; `nil`: `Limits.usualTotalsDays` before today.
  /// - Throws: `Refusal.notFound(.trace)` where there is neither a trace nor a total.
  package func totals(
    of traceID: String, since: Instant?, for caller: Caller
  ) async throws -> [DailyTotal] {
    let since = since ?? now().advanced(bySeconds: -Int64(Limits.usualTotalsDays) * 86_400)
    let totals = try await history.totals(of: traceID, since: since, in: caller.scope)
    if totals.isEmpty { try await mustExist(traceID, for: caller) }
    return totals
  }

  private func traceID(ofRun id: String, for caller: Caller) async throws -> String {
    guard let traceID = try await history.traceID(ofRun: id, in: caller.scope) else {
      throw Refusal.notFound(.run)
    }
    return traceID
  }

  private func mustExist(_ traceID: String, for caller: Caller) async throws {
    guard try await traces.automation(traceID, in: caller.scope) != nil else {
      throw Refusal.notFound(.trace)
    }
  }
}

/// What a person says of a run whose outcome is unknown.
package enum Resolution: String, CaseIterable, Sendable {
  case succeeded, failed
  /// Nobody knows; it is to run again.
  case rerun

  fileprivate var outcome: Outcome? {
    switch self {
    case .succeeded: .succeeded
    case .failed: .failed
    case .rerun: nil
    }
  }

  fileprivate var words: String {
    switch self {
    case .succeeded: "it succeeded"
    case .failed: "it failed"
    case .rerun: "run it again"
    }
  }
}

extension Fault {
  fileprivate static func ofNote(_ note: String?) -> [Fault] {
    note.map { ofLength($0, ["note"], limit: Limits.reasonCharacters) } ?? []
  }
}
