import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Alice owns, Bob is somebody else, and the administrator sees everybody's. What rests is asked
/// for through the protocols alone, so that another storage has to change `init` only.
struct World: Sendable {
  let traces: any TraceStore
  let workflows: any WorkflowStore
  let deployments: any DeploymentStore
  let bindings: any BindingStore
  let ledger: any Ledger
  let history: any History
  let callbacks: any CallbackStore
  let pauses: any PauseStore
  let upkeep: any Upkeep
  let accounts: any AccountStore
  let idempotency: any IdempotencyStore
  let readings: any ReadingStore
  let connections: any ConnectionStore
  let vault: any VaultStore
  let notifications: any NotificationStore
  let outbox: any Outbox

  let folder: TemporaryFolder

  init(folder: TemporaryFolder? = nil, statements: StatementObserver? = nil) throws {
    let folder = try folder ?? TemporaryFolder()
    let database = try Database(folder: folder.path, statements: statements)
    self.folder = folder
    (traces, deployments, bindings) = (database, database, database)
    (ledger, history, accounts, callbacks) = (database, database, database, database)
    (pauses, upkeep, idempotency, readings) = (database, database, database, database)
    (connections, vault, workflows) = (database, database, database)
    (notifications, outbox) = (database, database)
  }
}

extension World {
  /// Saves a trace.
  /// - Returns: its id.
  @discardableResult
  func save(
    _ name: String? = "Weekly status", of user: String = "alice", provider: String = "desk",
    thread: String = "thread", _ data: JSON = World.entries, at time: Instant = .morning
  ) async throws -> String {
    let id = Identifier.random()
    try await traces.insert(
      try World.trace(id, name, of: user, provider: provider, thread: thread, data, at: time))
    return id
  }

  static func trace(
    _ id: String = Identifier.random(), _ name: String? = "Weekly status",
    of user: String = "alice", provider: String = "desk", thread: String = "thread",
    _ data: JSON = World.entries, at time: Instant = .morning
  ) throws -> NewTrace {
    NewTrace(
      id: id, userID: user,
      draft: try TraceDraft(
        userID: nil, providerID: provider, threadID: thread, name: name, traceData: data),
      createdAt: time)
  }

  /// Deploys daily at 09:00 from `morning` on.
  @discardableResult
  func deploy(
    _ traceID: String, name: String? = nil, steps: Int = 1, from revision: Int? = nil,
    policies: Policies = Policies(), next: Instant = .morning,
    at time: Instant = .morning.advanced(bySeconds: -60), seeing seen: SeenAutomation? = nil,
    in scope: Scope = .alice
  ) async throws -> Int? {
    try await deployments.deploy(
      NewDeployment(
        traceID: traceID, name: name, workflow: World.workflow(steps: steps),
        workflowRevision: revision, schedule: World.daily, policies: policies,
        scheduleSummary: "Daily at 09:00",
        anchor: .morning, nextRunAt: next, deployedAt: time, seen: seen),
      in: scope)?.version
  }

  /// How Alice's automation stands.
  func seen(_ traceID: String) async throws -> SeenAutomation {
    SeenAutomation(try #require(try await traces.automation(traceID, in: .alice)))
  }

  /// Saves a trace, deploys it and plans its first instant to be run.
  func planned(
    of user: String = "alice", at time: Instant = .morning, policies: Policies = Policies()
  ) async throws -> String {
    let id = try await save(of: user)
    try await deploy(id, policies: policies, next: time, in: .user(user))
    try await plan(id, [Plan.Row(scheduledAt: time)], next: time.advanced(bySeconds: 86_400))
    return id
  }

  /// Plans rows from the state in which the automation is.
  /// - Returns: whether they were written.
  @discardableResult
  func plan(
    _ traceID: String, _ rows: [Plan.Row],
    next: Instant? = .morning.advanced(bySeconds: 86_400), failure: String? = nil
  ) async throws -> Bool {
    guard let basis = try await ledger.automation(traceID) else { return false }
    return try await plan(basis, rows, next: next, failure: failure)
  }

  /// Plans rows from a state in which the automation was.
  func plan(
    _ basis: PlannedAutomation, _ rows: [Plan.Row],
    next: Instant? = .morning.advanced(bySeconds: 86_400), failure: String? = nil
  ) async throws -> Bool {
    let last = rows.map { $0.stretch?.until ?? $0.scheduledAt }.max() ?? basis.plannedTo
    let plan = Plan(
      basis: basis, rows: rows, plannedTo: max(basis.plannedTo, last),
      planAt: failure == nil ? next : nil, nextRunAt: failure == nil ? next : nil,
      failure: failure)
    return try await ledger.plan([plan], at: .morning)[basis.traceID] != nil
  }

  func claim(
    at now: Instant = .morning, by worker: String = "worker", limit: Int = 10,
    perUser: Int = .max
  ) async throws -> [Claim] {
    try await batch(at: now, by: worker, limit: limit, perUser: perUser).claims
  }

  func batch(
    at now: Instant = .morning, by worker: String = "worker", limit: Int = 10,
    perUser: Int = .max
  ) async throws -> ClaimBatch {
    try await ledger.claim(
      ClaimRequest(
        worker: worker, now: now, lease: now.advanced(bySeconds: 30), limit: limit,
        perUser: perUser))
  }

  /// - Returns: `nil` where the claim was not held.
  @discardableResult
  func finish(
    _ claim: Claim, _ outcome: Outcome, _ reason: Reason? = nil, permanent: Bool = false,
    at now: Instant = .morning
  ) async throws -> Finished? {
    try await ledger.finish(
      claim.key, RunEnd(outcome: outcome, reason: reason, isPermanent: permanent), at: now)
  }

  func occurrences(
    of traceID: String, _ filter: OccurrenceFilter = OccurrenceFilter(), in scope: Scope = .alice
  ) async throws -> [Occurrence] {
    try await history.occurrences(of: traceID, filter, Window(limit: 100), in: scope).elements
  }

  static let daily = StoredSchedule(
    type: "daily", time: "09:00", config: ["timezone": "UTC", "spread": .number("1.50")])

  static let entries: JSON = [
    ["event": "routing_decision", "decision": ["goto": "writer"]],
    ["event": "tool_call", "tool": "note", "params": ["text": "hello"]],
    ["event": "completion"],
  ]

  static func workflow(steps: Int = 1) -> Workflow {
    Workflow(
      steps: (0..<steps).map { Workflow.Step(tool: "note", params: ["number": JSON($0 + 1)]) })
  }
}
