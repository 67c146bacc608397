package import Logging

/// What people and programs do with traces; the JSON API and the forms both call these.
package struct TraceUseCases: Sendable {
  private let traces: any TraceStore
  private let worker: any LedgerWorker
  private let logger: Logger

  /// - Parameter worker: told of what ended with a trace.
  package init(
    traces: any TraceStore, worker: any LedgerWorker, logger: Logger = .silent
  ) {
    self.traces = traces
    self.worker = worker
    self.logger = logger
  }

  /// - Parameter id: the new trace's; where there is one of that id, it was saved before.
  /// - Returns: the id of the trace.
  package func save(
    _ draft: TraceDraft, id: String = Identifier.random(), by act: Act
  ) async throws -> String {
    try await traces.insert(try newTrace(draft, id: id, by: act), by: act)
    return id
  }

  /// Inserts, or updates the newest trace of the same user, provider and thread.
  package func upsert(_ draft: TraceDraft, by act: Act) async throws -> (
    id: String, isNew: Bool
  ) {
    try await traces.upsert(try newTrace(draft, id: Identifier.random(), by: act), by: act)
  }

  /// - Throws: `Refusal.notFound(.trace)`, also where it is somebody else's.
  package func trace(_ id: String, for caller: Caller) async throws -> Trace {
    guard let trace = try await traces.trace(id, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    return trace
  }

  /// What a trace became, without its entries, which are not even read.
  /// - Throws: `Refusal.notFound(.trace)`.
  package func automation(_ id: String, for caller: Caller) async throws -> Automation {
    guard let automation = try await traces.automation(id, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    return automation
  }

  /// The one made last among those of the thread that the caller sees.
  /// - Throws: `Refusal.notFound(.threadTrace)`.
  package func newestTrace(ofThread threadID: String, for caller: Caller) async throws -> Trace {
    guard let trace = try await traces.newestTrace(ofThread: threadID, in: caller.scope) else {
      throw Refusal.notFound(.threadTrace)
    }
    return trace
  }

  /// - Parameter userID: whose; `nil`: the caller's; `*`: everybody's, for administrators.
  package func list(
    userID: String?, providerID: String?, status: DeploymentStatus?, _ window: Window,
    for caller: Caller
  ) async throws -> Listing<Automation> {
    let scope: Scope =
      userID == "*" && caller.isAdministrator ? .everybody : .user(try caller.owner(named: userID))
    return try await traces.automations(
      TraceQuery(scope: scope, providerID: providerID, status: status, window: window))
  }

  /// All that the caller sees: everybody's, for administrators.
  /// - Parameter status: `nil`: any.
  package func visible(
    status: DeploymentStatus?, _ window: Window, for caller: Caller
  ) async throws -> Listing<Automation> {
    try await traces.automations(
      TraceQuery(scope: caller.scope, providerID: nil, status: status, window: window))
  }

  /// Changes name, entries or both. What is deployed runs on as it was frozen.
  /// - Throws: `Refusal.notFound(.trace)`; `.conflict` where it has another name than was seen.
  package func update(_ id: String, _ change: TraceChange, by act: Act) async throws {
    guard try await traces.update(id, change, by: act) else {
      throw change.seenName == nil
        ? Refusal.notFound(.trace)
        : .conflict("It was renamed or deleted meanwhile; see how it stands now")
    }
  }

  /// Removes the trace with its versions and history; runs that go on are ended.
  /// - Throws: `Refusal.notFound(.trace)`.
  package func delete(_ id: String, by act: Act) async throws {
    guard let deletion = try await traces.delete(id, by: act) else {
      throw Refusal.notFound(.trace)
    }
    logger.tell("automation deleted", by: act, ["automation": "\(id)"])
    worker.ended(with: deletion)
  }

  private func newTrace(
    _ draft: TraceDraft, id: String, by act: Act
  ) throws -> NewTrace {
    NewTrace(
      id: id, userID: try act.caller.owner(named: draft.userID), draft: draft, createdAt: act.at)
  }
}
