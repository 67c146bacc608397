import Automations
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport
import Workflows

/// The real ledger in a folder of its own, which counts what is asked of it and tells what it holds.
final class TestLedger: Sendable {
  let database: Database
  private let folder: TemporaryFolder
  private let counts = Mutex((claims: 0, renewals: 0, failing: 0, schedules: 0, values: 0))

  init() {
    do {
      folder = try TemporaryFolder()
      database = try Database(folder: folder.path)
    } catch {
      preconditionFailure("no database: \(error)")
    }
  }

  var claimCount: Int { counts.withLock { $0.claims } }
  var renewalCount: Int { counts.withLock { $0.renewals } }
  var scheduleCount: Int { counts.withLock { $0.schedules } }
  /// How many values of steps were read.
  var valueCount: Int { counts.withLock { $0.values } }

  /// Lets the next renewal fail.
  func failNextRenewal() { counts.withLock { $0.failing += 1 } }

  /// Puts an automation on its schedule, with everything before `next` written down.
  /// - Parameters:
  ///   - time: of the deployment; `nil`: just before `next`.
  ///   - userID: whose it is.
  func deploy(
    _ version: Version, next: Instant, at time: Instant? = nil, userID: String = "alice"
  ) async throws {
    try await save(version.traceID, userID)
    _ = try await database.deploy(
      NewDeployment(
        traceID: version.traceID, name: nil, workflow: version.workflow,
        schedule: version.schedule, policies: version.policies, scheduleSummary: "",
        anchor: version.anchor, nextRunAt: next,
        deployedAt: time ?? next.advanced(byMilliseconds: -1)),
      in: .user(userID))
  }

  /// Lets a run wait, and gives its place among the rows.
  @discardableResult
  func add(
    _ workflow: Workflow, at instant: Instant, traceID: String = "trace", manual: Bool = false,
    policies: Policies = Policies(), userID: String = "alice", rehearses: Instant? = nil
  ) async throws -> Int {
    try await save(traceID, userID)
    if manual {
      _ = try await database.insertManualRun(
        NewManualRun(
          runID: Identifier.random(), traceID: traceID, workflow: workflow, requestedAt: instant,
          rehearses: rehearses),
        in: .user(userID))
      return await rows.count - 1
    }
    let deployed = try await database.version(of: traceID, in: .everybody)
    if deployed?.workflow != workflow || deployed?.policies != policies {
      try await deploy(
        Version(
          traceID: traceID, number: 1, workflow: workflow,
          schedule: StoredSchedule(type: "custom", time: "* * * * *", config: nil),
          policies: policies, anchor: instant, createdAt: instant), next: instant, userID: userID)
    }
    guard let automation = try await database.automation(traceID) else {
      preconditionFailure("not deployed: \(traceID)")
    }
    let plan = Plan(
      basis: automation,
      rows: [
        Plan.Row(
          scheduledAt: instant,
          dueAt: instant.advanced(byMilliseconds: policies.delay(of: traceID)))
      ],
      plannedTo: instant, planAt: Instant(milliseconds: .max / 2), nextRunAt: nil)
    _ = try await database.plan([plan], at: instant)
    return await rows.count - 1
  }

  /// Takes a claim from its holder, as another worker does when the lease is over.
  func takeOver(_ index: Int) async throws {
    let far = Instant(milliseconds: .max / 4)
    _ = try await database.claim(
      ClaimRequest(worker: "other", now: far, lease: far.advanced(bySeconds: 30), limit: 100))
  }

  func status(_ traceID: String = "trace") async -> DeploymentStatus? {
    try? await database.automation(traceID, in: .everybody)?.status
  }

  func next(_ traceID: String = "trace") async -> String? {
    try? await database.automation(traceID, in: .everybody)?.nextRunAt?.rfc3339
  }

  private func save(_ traceID: String, _ userID: String) async throws {
    guard try await database.automation(traceID, in: .everybody) == nil else { return }
    try await database.insert(
      NewTrace(
        id: traceID, userID: userID,
        draft: try TraceDraft(
          userID: nil, providerID: "desk", threadID: traceID, name: traceID, traceData: []),
        createdAt: instant("2026-10-01T00:00:00Z")))
  }
}

extension TestLedger {
  /// A row of the ledger with what its run did.
  struct Row {
    let occurrence: Occurrence
    let run: Run?

    var traceID: String { occurrence.traceID }
    var scheduledAt: Instant { occurrence.scheduledAt }
    var outcome: Outcome? { occurrence.outcome }
    var reason: Reason? { occurrence.reason }
    var steps: [StepRecord] { run?.steps ?? [] }
  }

  /// All rows, in the order in which they were written.
  var rows: [Row] {
    get async { (try? await readRows()) ?? [] }
  }

  /// When the first of the attempts follows that are waited for.
  var nextRetry: Instant? {
    get async {
      await rows.filter { $0.outcome == nil }.compactMap { $0.steps.last?.retryAt }.min()
    }
  }

  private func readRows() async throws -> [Row] {
    let all = Window(limit: 100_000)
    var rows: [Row] = []
    let traces = try await database.automations(TraceQuery(scope: .everybody, window: all))
    for trace in traces.elements {
      let found = try await database.occurrences(
        of: trace.id, OccurrenceFilter(), all, in: .everybody)
      for occurrence in found.elements {
        let run: Run? =
          if let id = occurrence.runID { try await database.run(id, in: .everybody) } else { nil }
        rows.append(Row(occurrence: occurrence, run: run))
      }
    }
    return rows.sorted { $0.occurrence.id < $1.occurrence.id }
  }
}

extension TestLedger: Ledger {
  func nextWork() async throws -> NextWork { try await database.nextWork() }

  func due(at now: Instant, limit: Int) async throws -> [PlannedAutomation] {
    try await database.due(at: now, limit: limit)
  }

  func automation(_ traceID: String) async throws -> PlannedAutomation? {
    try await database.automation(traceID)
  }

  func planned(after traceID: String?, limit: Int) async throws -> [PlannedAutomation] {
    try await database.planned(after: traceID, limit: limit)
  }

  func plan(_ plans: [Plan], at now: Instant) async throws -> [String: Finished] {
    try await database.plan(plans, at: now)
  }

  func claim(_ request: ClaimRequest) async throws -> ClaimBatch {
    let batch = try await database.claim(request)
    counts.withLock { $0.claims += batch.claims.count }
    return batch
  }

  func work(of claim: Claim) async throws -> ClaimedWork { try await database.work(of: claim) }

  func park(_ claim: Claim.Key, until time: Instant) async throws -> Bool {
    try await database.park(claim, until: time)
  }

  func schedule(of traceID: String, version: Int) async throws -> StoredSchedule? {
    counts.withLock { $0.schedules += 1 }
    return try await database.schedule(of: traceID, version: version)
  }

  func renew(_ claims: [Claim.Key], lease: Instant) async throws -> Set<Claim.Key> {
    let fails = counts.withLock { counts in
      counts.renewals += 1
      defer { counts.failing = max(0, counts.failing - 1) }
      return counts.failing > 0
    }
    if fails { throw StorageFault.busy(path: folder.path) }
    return try await database.renew(claims, lease: lease)
  }

  func mendTimes(
    holding: [Claim.Key], at now: Instant, lease: Instant, retry: Instant
  ) async throws {
    try await database.mendTimes(holding: holding, at: now, lease: lease, retry: retry)
  }

  func latestMoment() async throws -> Instant { try await database.latestMoment() }

  func mendStops(at now: Instant) async throws { try await database.mendStops(at: now) }

  func writtenBeyond(
    _ now: Instant, after traceID: String?, limit: Int
  ) async throws -> [WrittenAhead] {
    try await database.writtenBeyond(now, after: traceID, limit: limit)
  }

  func rewind(_ rewinds: [Rewind], to now: Instant) async throws {
    try await database.rewind(rewinds, to: now)
  }

  func setClock(to now: Instant) async throws { try await database.setClock(to: now) }

  func plannedZones() async throws -> String? { try await database.plannedZones() }

  func setPlannedZones(_ fingerprint: String) async throws {
    try await database.setPlannedZones(fingerprint)
  }

  func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) async throws -> Bool {
    try await database.beginAttempt(attempt, of: claim)
  }

  func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) async throws -> Bool {
    try await database.endAttempt(attempt, of: claim)
  }

  func finish(_ claim: Claim.Key, _ end: RunEnd, at now: Instant) async throws -> Finished? {
    try await database.finish(claim, end, at: now)
  }

  func values(at places: [StepPlace], of claim: Claim.Key) async throws -> [StepPlace: JSON] {
    counts.withLock { $0.values += places.count }
    return try await database.values(at: places, of: claim)
  }

  func values(ofLooped step: Int, of claim: Claim.Key) async throws -> [Int: JSON] {
    try await database.values(ofLooped: step, of: claim)
  }

  func keep(_ list: JSON, ofLoopAt step: Int, of claim: Claim.Key) async throws -> Bool {
    try await database.keep(list, ofLoopAt: step, of: claim)
  }

  func facts(of claim: Claim.Key) async throws -> RunFacts { try await database.facts(of: claim) }

  func hold(
    _ contract: ToolContract, of claim: Claim.Key, at now: Instant
  ) async throws -> ContractState {
    try await database.hold(contract, of: claim, at: now)
  }

  func note(
    _ words: [String], of contract: ToolContract, of claim: Claim.Key, at now: Instant
  ) async throws {
    try await database.note(words, of: contract, of: claim, at: now)
  }
}

/// Bindings of Alice's, or of several people.
struct MemoryBindings: BindingStore {
  let own: [Binding]
  let connections: [Connection]
  let people: Set<String>

  init(
    _ own: Binding..., through connections: [Connection] = [], of people: Set<String> = ["alice"]
  ) {
    self.own = own
    self.connections = connections
    self.people = people
  }

  func tools(of userID: String) -> OwnTools {
    OwnTools(bindings: people.contains(userID) ? own : [], connections: connections)
  }
  func put(
    _ binding: Binding, inPlaceOf seen: SeenBinding?, of userID: String, by act: Act
  ) -> BindingOutcome { .tooMany }
  func remove(_ tool: String, of userID: String, by act: Act) -> Bool { false }
}
