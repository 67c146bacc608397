import Automations
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport

/// Alice's database, a clock that stands, and how often the worker was told of something.
final class UseCaseWorld: Sendable {
  let database: Database
  private let folder: TemporaryFolder
  private let worker = IdleWorker()
  let vault: SealedVault

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(folder: folder.path)
    vault = SealedVault(
      store: database, keys: KeyRing([.random()]), now: { Instant.morning })
  }

  /// Whether a text stands in the database or its log.
  func holds(_ text: String) throws -> Bool { try folder.holds(text) }

  var planned: Int { worker.wakeUps }
  var ended: Int { worker.acts.count }
  var withdrawn: [EndedRow] { worker.withdrawn }

  var runs: RunUseCases {
    RunUseCases(
      traces: database, history: database, worker: worker, now: { Instant.morning }
    )
  }

  var pauses: PauseUseCases {
    PauseUseCases(pauses: database, worker: worker, now: { Instant.morning })
  }

  var traces: TraceUseCases { TraceUseCases(traces: database, vault: vault, worker: worker) }

  var bindings: BindingUseCases { BindingUseCases(store: database, traces: database) }

  var connections: ConnectionUseCases { connections() }

  /// - Parameter operators: what stands in the operator's file.
  func connections(
    of kinds: [AdapterKind] = AdapterKind.allCases, operators: OperatorsTools = OperatorsTools()
  ) -> ConnectionUseCases {
    ConnectionUseCases(
      store: database, bindings: database, vault: vault, operators: operators,
      adapters: kinds.map { IdleTool($0) })
  }

  var deployments: DeploymentUseCases { deployments(by: worker) }

  /// - Parameter meanwhile: what happens before a change is written.
  func deployments(
    in timezone: String = "UTC", _ meanwhile: @escaping @Sendable () async throws -> Void
  ) -> DeploymentUseCases {
    deployments(in: timezone, by: IdleWorker(meanwhile: meanwhile))
  }

  func deployments(adapters: [any ToolAdapter]) -> DeploymentUseCases {
    deployments(by: worker, adapters: adapters)
  }

  private func deployments(
    in timezone: String = "UTC", by worker: IdleWorker, adapters: [any ToolAdapter] = []
  ) -> DeploymentUseCases {
    DeploymentUseCases(
      traces: database, deployments: database, bindings: database, vault: vault,
      adapters: adapters, pauses: database, zones: TimeZoneDatabase(),
      timezone: timezone, worker: worker,
      now: { Instant.morning })
  }

  /// Deploys a trace of Alice's, and lets a planned run of it wait.
  func deployAndPlan(
    _ traceID: String, _ time: String = "10:00", adapters: [any ToolAdapter] = []
  ) async throws {
    _ = try await deployments(adapters: adapters).deploy(
      DeployRequest(
        traceID: traceID, schedule: StoredSchedule(type: "daily", time: time, config: nil),
        name: nil), by: .alice)
    guard let basis = try await database.automation(traceID) else { return }
    _ = try await database.plan(
      [
        Plan(
          basis: basis, rows: [Plan.Row(scheduledAt: Instant.morning)],
          plannedTo: Instant.morning, planAt: basis.planAt, nextRunAt: basis.nextRunAt)
      ], at: Instant.morning)
  }

  /// Saves a trace of Alice's with a tool call for each name.
  func save(_ tools: String...) async throws -> String {
    try await save(calls: tools.map { ($0, .null) })
  }

  /// Saves a trace with these tool calls.
  @discardableResult
  func save(
    calls: [(tool: String, params: JSON)], of userID: String = "alice"
  ) async throws -> String {
    let id = Identifier.random()
    try await database.insert(
      NewTrace(
        id: id, userID: userID,
        draft: try TraceDraft(
          userID: nil, providerID: "desk", threadID: id, name: "A trace",
          traceData: .array(
            calls.map {
              ["event": "tool_call", "tool": .string($0.tool), "params": $0.params]
            })),
        createdAt: Instant.morning), by: .alice)
    return id
  }

  /// Claims what waits.
  func claim(at now: Instant = Instant.morning) async throws -> [Claim] {
    try await database.claim(
      ClaimRequest(worker: "worker", now: now, lease: now.advanced(bySeconds: 30), limit: 10)
    ).claims
  }
}
