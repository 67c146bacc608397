import Scheduling
import Synchronization
import Workflows

/// The ledger as a list in memory: what the protocol promises, and no more.
actor MemoryLedger: Ledger {
  struct Row {
    let id: Int64
    let traceID: String
    let userID: String
    let scheduledAt: Instant
    let stretch: Plan.Stretch?
    let manual: Bool
    let workflow: Workflow
    var epoch = 0
    var lease: Instant?
    var runID: String?
    var outcome: Outcome?
    var reason: Reason?
    var steps: [StepRecord] = []
    var results: [Int: JSON] = [:]
  }

  private(set) var rows: [Row] = []
  private(set) var automations: [String: DueAutomation] = [:]
  private(set) var failures: [String: String] = [:]
  private(set) var claimCount = 0
  private(set) var renewalCount = 0

  /// Puts an automation on its schedule.
  func deploy(_ version: Version, next: Instant?) {
    automations[version.traceID] = next.map {
      DueAutomation(userID: "alice", version: version, nextRunAt: $0)
    }
  }

  /// Lets a run wait, and gives its place.
  @discardableResult
  func add(
    _ workflow: Workflow, at scheduledAt: Instant, traceID: String = "trace", manual: Bool = false
  ) -> Int {
    rows.append(
      Row(
        id: Int64(rows.count + 1), traceID: traceID, userID: "alice", scheduledAt: scheduledAt,
        stretch: nil, manual: manual, workflow: workflow))
    return rows.count - 1
  }

  /// Takes a claim from its holder, as another worker does when the lease is over.
  func takeOver(_ index: Int) { rows[index].epoch += 1 }

  func due(at now: Instant, limit: Int) -> [DueAutomation] {
    Array(
      automations.values.filter { $0.nextRunAt <= now }.sorted { $0.nextRunAt < $1.nextRunAt }
        .prefix(limit))
  }

  func nextInstant() -> Instant? { automations.values.map(\.nextRunAt).min() }

  func planned(after traceID: String?, limit: Int) -> [DueAutomation] {
    Array(
      automations.values.filter { $0.version.traceID > traceID ?? "" }
        .sorted { $0.version.traceID < $1.version.traceID }.prefix(limit))
  }

  func plan(_ plan: Plan) {
    guard let automation = automations[plan.traceID], automation.nextRunAt == plan.expected,
      automation.version.number == plan.version
    else { return }
    for row in plan.rows
    where !rows.contains(where: { $0.traceID == plan.traceID && $0.scheduledAt == row.scheduledAt })
    {
      rows.append(
        Row(
          id: Int64(rows.count + 1), traceID: plan.traceID, userID: plan.userID,
          scheduledAt: row.scheduledAt, stretch: row.stretch, manual: false,
          workflow: automation.version.workflow, outcome: row.skipped.map { _ in .skipped },
          reason: row.skipped))
    }
    deploy(automation.version, next: plan.failure == nil ? plan.nextRunAt : nil)
    failures[plan.traceID] = plan.failure
  }

  func claim(limit: Int, by worker: String, at now: Instant, lease: Instant) -> [Claim] {
    let free = rows.indices.filter { index in
      rows[index].outcome == nil && rows[index].scheduledAt <= now
        && rows[index].lease.map { $0 < now } ?? true
    }
    return free.prefix(limit).map { index in
      rows[index].epoch += 1
      rows[index].lease = lease
      rows[index].runID = rows[index].runID ?? "run-\(rows[index].id)"
      claimCount += 1
      let row = rows[index]
      return Claim(
        key: Claim.Key(occurrenceID: row.id, epoch: row.epoch), runID: row.runID ?? "",
        traceID: row.traceID, userID: row.userID, workflow: row.workflow,
        scheduledAt: row.scheduledAt, manual: row.manual, steps: row.steps, results: row.results)
    }
  }

  func renew(_ claims: [Claim.Key], lease: Instant) -> Set<Claim.Key> {
    renewalCount += 1
    return Set(
      claims.filter { key in
        guard let index = index(of: key) else { return false }
        rows[index].lease = lease
        return true
      })
  }

  func hasEarlierRun(than claim: Claim.Key, of traceID: String) -> Bool {
    guard let own = rows.first(where: { $0.id == claim.occurrenceID }) else { return false }
    return rows.contains {
      $0.traceID == traceID && $0.id != own.id && $0.lease != nil && $0.outcome == nil
        && $0.scheduledAt < own.scheduledAt
    }
  }

  func beginAttempt(_ attempt: AttemptStart, of claim: Claim.Key) -> Bool {
    guard let index = index(of: claim) else { return false }
    let place = rows[index].steps.firstIndex { $0.index == attempt.step }
    let attempts = place.map { rows[index].steps[$0].attempts } ?? []
    let record = StepRecord(
      index: attempt.step, tool: attempt.tool, adapter: attempt.adapter, effect: attempt.effect,
      outcome: nil,
      attempts: attempts + [
        Attempt(
          number: attempt.number, startedAt: attempt.startedAt, durationMilliseconds: nil,
          request: attempt.request, response: nil, error: nil)
      ])
    if let place { rows[index].steps[place] = record } else { rows[index].steps.append(record) }
    return true
  }

  func endAttempt(_ attempt: AttemptEnd, of claim: Claim.Key) -> Bool {
    guard let index = index(of: claim),
      let place = rows[index].steps.firstIndex(where: { $0.index == attempt.step })
    else { return false }
    let step = rows[index].steps[place]
    rows[index].steps[place] = StepRecord(
      index: step.index, tool: step.tool, adapter: step.adapter, effect: step.effect,
      outcome: attempt.outcome,
      attempts: step.attempts.map { old in
        guard old.number == attempt.number else { return old }
        return Attempt(
          number: old.number, startedAt: old.startedAt,
          durationMilliseconds: attempt.durationMilliseconds, request: old.request,
          response: attempt.response, error: attempt.error)
      })
    rows[index].results[attempt.step] = attempt.result
    return true
  }

  func finish(_ claim: Claim.Key, outcome: Outcome, reason: Reason?, at now: Instant) -> Bool {
    guard let index = index(of: claim) else { return false }
    rows[index].outcome = outcome
    rows[index].reason = reason
    return true
  }

  func release(_ claims: [Claim.Key]) {
    for key in claims {
      if let index = index(of: key) { rows[index].lease = nil }
    }
  }

  private func index(of key: Claim.Key) -> Int? {
    rows.firstIndex { $0.id == key.occurrenceID && $0.epoch == key.epoch && $0.outcome == nil }
  }
}

/// Alice's bindings.
struct MemoryBindings: BindingStore {
  let own: [Binding]

  init(_ own: Binding...) { self.own = own }

  func bindings(of userID: String) -> [Binding] { userID == "alice" ? own : [] }
  func put(_ binding: Binding, of userID: String) {}
}
