import Automations
import Scheduling
import TestSupport

extension Act {
  /// What somebody does who touches these rows.
  static func of(_ scope: Scope, at time: Instant = .morning) -> Act {
    Act(
      caller: Caller(
        userID: scope.userID ?? AccountUseCases.administrator,
        isAdministrator: scope == .everybody),
      proof: .session("session"), address: "192.0.2.7", at: time)
  }
}

// Who acts and when, told by whose rows are touched.
extension TraceStore {
  func insert(_ trace: NewTrace) async throws {
    try await insert(trace, by: .of(.user(trace.userID), at: trace.createdAt))
  }

  func upsert(_ trace: NewTrace) async throws -> (id: String, isNew: Bool) {
    try await upsert(trace, by: .of(.user(trace.userID), at: trace.createdAt))
  }

  func update(
    _ id: String, _ change: TraceChange, at now: Instant, in scope: Scope
  ) async throws -> Bool {
    try await update(id, change, by: .of(scope, at: now))
  }

  func delete(_ id: String, at now: Instant, in scope: Scope) async throws -> Deletion? {
    try await delete(id, by: .of(scope, at: now))
  }
}

extension DeploymentStore {
  func deploy(
    _ deployment: NewDeployment, in scope: Scope
  ) async throws -> (version: Int, withdrawn: [EndedRow])? {
    try await deploy(deployment, by: .of(scope, at: deployment.deployedAt))
  }

  func setStatus(
    of traceID: String, _ change: StatusChange, in scope: Scope
  ) async throws -> [EndedRow]? {
    try await setStatus(of: traceID, change, by: .of(scope, at: change.at))
  }
}

extension History {
  func insertManualRun(_ run: NewManualRun, in scope: Scope) async throws -> Bool {
    try await insertManualRun(run, by: .of(scope, at: run.requestedAt))
  }

  func insertRerun(
    of runID: String, as newID: String, at now: Instant, in scope: Scope
  ) async throws -> Bool {
    try await insertRerun(of: runID, as: newID, by: .of(scope, at: now))
  }

  func cancel(
    _ runID: String, because reason: Reason, at now: Instant, in scope: Scope
  ) async throws -> Cancellation? {
    try await cancel(runID, because: reason, by: .of(scope, at: now))
  }

  func settle(_ runID: String, _ settlement: Settlement, in scope: Scope) async throws -> Bool {
    try await settle(runID, settlement, by: .of(scope, at: settlement.at))
  }
}

extension PauseStore {
  func begin(_ pause: Pause, of userID: String) async throws -> [EndedRow] {
    try await begin(pause, by: .of(.user(userID), at: pause.since))
  }

  func endPause(of userID: String, at now: Instant) async throws -> Bool {
    try await endPause(by: .of(.user(userID), at: now))
  }
}

extension BindingStore {
  func put(_ binding: Binding, of userID: String) async throws -> Bool {
    try await put(binding, of: userID, by: .of(.user(userID)))
  }
}

extension AccountStore {
  func insert(_ account: Account) async throws -> Bool {
    try await insert(account, by: .of(.everybody))
  }

  func insert(_ account: Account, with token: APIToken) async throws -> Bool {
    try await insert(account, with: token, by: .of(.everybody))
  }

  func setPassword(_ hash: PasswordHash, of name: String) async throws -> Bool {
    try await setPassword(hash, of: name, by: .of(.everybody))
  }

  func change(_ change: PasswordChange) async throws -> Bool {
    try await self.change(change, by: .of(.user(change.next.userID)))
  }

  func deleteSession(_ id: String, of userID: String) async throws -> Bool {
    try await deleteSession(id, by: .of(.user(userID)))
  }

  func deleteSessions(of userID: String, except id: String) async throws {
    try await deleteSessions(except: id, by: .of(.user(userID)))
  }

  func insert(_ token: APIToken) async throws -> Bool {
    try await insert(token, by: .of(.user(token.userID)))
  }

  func deleteToken(_ id: String, of userID: String) async throws -> Bool {
    try await deleteToken(id, by: .of(.user(userID)))
  }

  func replace(by token: APIToken) async throws {
    try await replace(with: token, by: .of(.everybody))
  }
}
