package import Automations
package import Scheduling
import Workflows

extension Act {
  /// By a token.
  package static let alice = Act(
    caller: .alice, proof: .token("token"), address: "192.0.2.7", at: .morning)
  /// In a browser, from nobody knows where.
  package static let bob = Act(
    caller: .bob, proof: .session("session"), address: nil, at: .morning)

  /// What somebody does who touches these rows.
  package static func of(_ scope: Scope, at time: Instant = .morning) -> Act {
    Act(
      caller: Caller(
        userID: scope.userID ?? AccountUseCases.administrator,
        isAdministrator: scope == .everybody),
      proof: .session("session"), address: "192.0.2.7", at: time)
  }
}

extension AccountUseCases {
  package func signIn(name: String, password: String) async throws -> String? {
    try await signIn(name: name, password: password, from: "192.0.2.7")
  }

  package func signIn(name: String, link: String) async throws -> String {
    try await signIn(name: name, link: link, from: "192.0.2.7")
  }
}

// Who acts and when, told by whose rows are touched.
extension AccountStore {
  /// By the password that the account has.
  package func insert(_ session: Session) async throws {
    _ = try await insert(
      session, provedBy: account(named: session.userID)?.password,
      by: .of(.user(session.userID), at: session.createdAt))
  }

  package func insert(
    _ session: Session, spending link: String, expires: Instant
  ) async throws -> Bool {
    try await insert(
      session, spending: link, expires: expires,
      by: .of(.user(session.userID), at: session.createdAt))
  }
}

extension TraceStore {
  package func insert(_ trace: NewTrace) async throws {
    try await insert(trace, by: .of(.user(trace.userID), at: trace.createdAt))
  }

  package func upsert(_ trace: NewTrace) async throws -> (id: String, isNew: Bool) {
    try await upsert(trace, by: .of(.user(trace.userID), at: trace.createdAt))
  }

  package func update(
    _ id: String, _ change: TraceChange, at now: Instant, in scope: Scope
  ) async throws -> Bool {
    try await update(
      id,
      RecordedChange(
        name: change.name, seenName: change.seenName,
        recording: change.traceData.map { NewRecording(Recording($0)) }),
      by: .of(scope, at: now))
  }

  package func delete(_ id: String, at now: Instant, in scope: Scope) async throws -> Deletion? {
    try await delete(id, by: .of(scope, at: now))
  }
}

extension DeploymentStore {
  package func deploy(
    _ deployment: NewDeployment, in scope: Scope
  ) async throws -> (version: Int, withdrawn: [EndedRow])? {
    try await deploy(deployment, by: .of(scope, at: deployment.deployedAt))
  }

  package func setStatus(
    of traceID: String, _ change: StatusChange, in scope: Scope
  ) async throws -> [EndedRow]? {
    try await setStatus(of: traceID, change, by: .of(scope, at: change.at))
  }
}

extension History {
  package func insertManualRun(_ run: NewManualRun, in scope: Scope) async throws -> Bool {
    try await insertManualRun(run, by: .of(scope, at: run.requestedAt))
  }

  package func insertRerun(
    of runID: String, as newID: String, at now: Instant, in scope: Scope
  ) async throws -> Bool {
    try await insertRerun(of: runID, as: newID, by: .of(scope, at: now))
  }

  package func cancel(
    _ runID: String, because reason: Reason, at now: Instant, in scope: Scope
  ) async throws -> Cancellation? {
    try await cancel(runID, because: reason, by: .of(scope, at: now))
  }

  package func settle(_ runID: String, _ settlement: Settlement, in scope: Scope) async throws
    -> Bool
  {
    try await settle(runID, settlement, by: .of(scope, at: settlement.at))
  }
}

extension PauseStore {
  package func begin(_ pause: Pause, of userID: String) async throws -> [EndedRow] {
    try await begin(pause, inPlaceOf: nil, by: .of(.user(userID), at: pause.since)).ended
  }

  package func endPause(of userID: String, at now: Instant) async throws -> Bool {
    try await endPause(nil, by: .of(.user(userID), at: now))
  }
}
