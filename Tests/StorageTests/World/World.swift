import Scheduling
import Storage
import Workflows

/// Alice owns, Bob is somebody else, and the administrator sees everybody's. What rests is asked
/// for through the protocols alone, so that another storage has to change `init` only.
struct World: Sendable {
  let traces: any TraceStore
  let deployments: any DeploymentStore
  let bindings: any BindingStore
  let ledger: any Ledger
  let history: any History
  let accounts: any AccountStore

  private let folder: Folder

  init(folder: Folder? = nil) throws {
    let folder = try folder ?? Folder()
    let database = try Database(folder: folder.path)
    self.folder = folder
    (traces, deployments, bindings) = (database, database, database)
    (ledger, history, accounts) = (database, database, database)
  }
}

extension Scope {
  static let alice = Scope.user("alice")
  static let bob = Scope.user("bob")
}

extension Instant {
  /// 2026-11-24T09:00:00Z.
  static let morning = Instant(seconds: 1_795_510_800)
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
    _ traceID: String, name: String? = nil, steps: Int = 1, next: Instant = .morning,
    in scope: Scope = .alice
  ) async throws -> Int? {
    try await deployments.deploy(
      NewDeployment(
        traceID: traceID, name: name, workflow: World.workflow(steps: steps),
        schedule: World.daily, scheduleSummary: "Daily at 09:00", anchor: .morning, nextRunAt: next,
        deployedAt: .morning.advanced(bySeconds: -60)),
      in: scope)
  }

  /// Saves a trace, deploys it and plans its first instant to be run.
  func planned(of user: String = "alice", at time: Instant = .morning) async throws -> String {
    let id = try await save(of: user)
    try await deploy(id, next: time, in: .user(user))
    try await plan(id, of: user, [Plan.Row(scheduledAt: time)], from: time)
    return id
  }

  func plan(
    _ traceID: String, of user: String = "alice", _ rows: [Plan.Row], from expected: Instant,
    next: Instant? = .morning.advanced(bySeconds: 86_400), version: Int = 1,
    failure: String? = nil
  ) async throws {
    try await ledger.plan(
      Plan(
        traceID: traceID, userID: user, version: version, expected: expected, rows: rows,
        nextRunAt: next, failure: failure))
  }

  func claim(
    at now: Instant = .morning, by worker: String = "worker", limit: Int = 10
  ) async throws -> [Claim] {
    try await ledger.claim(
      limit: limit, by: worker, at: now, lease: now.advanced(bySeconds: 30))
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
