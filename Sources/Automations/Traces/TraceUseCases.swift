package import Logging
import OrderedJSON

/// What people and programs do with traces; the JSON API and the forms both call these.
package struct TraceUseCases: Sendable {
  private let traces: any TraceStore
  let vault: any Vault
  private let worker: any LedgerWorker
  private let logger: Logger

  /// - Parameters:
  ///   - vault: where the secrets go that stand in traces.
  ///   - worker: told of what ended with a trace.
  package init(
    traces: any TraceStore, vault: any Vault, worker: any LedgerWorker, logger: Logger = .silent
  ) {
    self.traces = traces
    self.vault = vault
    self.worker = worker
    self.logger = logger
  }

  /// - Parameter id: the new trace's; where there is one of that id, it was saved before.
  /// - Returns: the id of the trace.
  package func save(
    _ draft: TraceDraft, id: String = Identifier.random(), by act: Act
  ) async throws -> String {
    let trace = try newTrace(draft, id: id, by: act)
    try await traces.insert(trace.keeping(try await moved(trace, by: act) { nil }), by: act)
    return id
  }

  /// Inserts, or updates the newest trace of the same user, provider and thread.
  package func upsert(_ draft: TraceDraft, by act: Act) async throws -> (
    id: String, isNew: Bool
  ) {
    let trace = try newTrace(draft, id: Identifier.random(), by: act)
    return try await TraceUseCases.unlessOutpaced {
      let recording = try await moved(trace, by: act) { try await traces.recording(like: trace) }
      return try await traces.upsert(trace.keeping(recording), by: act)
    }
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
    let isDone = try await TraceUseCases.unlessOutpaced {
      try await traces.update(id, try await recorded(change, of: id, by: act), by: act)
    }
    guard isDone else {
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

  private var moving: SecretMoving { SecretMoving(vault: vault) }

  /// With the secrets of its entries in the vault.
  private func moved(
    _ trace: NewTrace, by act: Act, onto earlier: () async throws -> KeptRecording?
  ) async throws -> NewRecording {
    try await moving.moved(
      trace.draft.traceData, to: SecretMoving.Row(traceID: trace.id, userID: trace.userID),
      onto: earlier, by: act)
  }

  private func recorded(
    _ change: TraceChange, of id: String, by act: Act
  ) async throws -> RecordedChange {
    guard let data = change.traceData else {
      return RecordedChange(name: change.name, seenName: change.seenName, recording: nil)
    }
    let recording = try await moving.moved(
      data, to: SecretMoving.Row(traceID: id, userID: act.caller.userID),
      onto: {
        guard let earlier = try await traces.recording(of: id, in: act.scope) else {
          throw Refusal.notFound(.trace)
        }
        return earlier
      }, by: act)
    return RecordedChange(name: change.name, seenName: change.seenName, recording: recording)
  }

  /// Where others save the same trace at the same time, names of secrets are given anew.
  private static func unlessOutpaced<Value>(
    _ save: () async throws -> Value
  ) async throws -> Value {
    for _ in 0..<Limits.savesAgain {
      do { return try await save() } catch is RecordingOutpaced { try Task.checkCancellation() }
    }
    throw Refusal.conflict("Others save this trace all the time; send it again")
  }

  private func newTrace(
    _ draft: TraceDraft, id: String, by act: Act
  ) throws -> NewTrace {
    NewTrace(
      id: id, userID: try act.caller.owner(named: draft.userID), draft: draft, createdAt: act.at)
  }
}
