import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Traces, workflows, schedules and runs that an older program kept with their secrets as they were.
@Suite(.timeLimit(.minutes(20))) struct OlderSecretsTests {
  private static let key = "sk-proj-4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"
  private static let other = "Correct-Horse-Battery-9"
  private static let params: JSON = [
    "api_key": .string(key), "text": "hello", "note": .string("Use \(key) once"), "$id": 7,
  ]
  private static let entries: JSON = [
    ["event": "tool_call", "tool": "send", "params": params],
    ["event": "completion", "result": .string("It said \(key)")],
  ]

  private let world: World
  private let store: Database
  private let vault: SealedVault

  init() throws {
    world = try World()
    store = try #require(world.traces as? Database)
    vault = SealedVault(store: store, keys: KeyRing([.random()]), now: { .morning })
  }

  @Test func `they go into the vault, and nothing of them stays in the file`() async throws {
    let id = try await older()
    #expect(try world.folder.holds(Self.key) && world.folder.holds(Self.other))
    try await move()
    #expect(try !world.folder.holds(Self.key) && !world.folder.holds(Self.other))
    #expect(
      try await vault.secrets(in: .trace(id), of: "alice") == [
        SecretText(name: "api_key", text: Self.key)
      ])
    let trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.recording.shown.serialized.contains(#""api_key":"[secret api_key]""#))
    #expect(trace.recording.shown.serialized.contains("Use [secret api_key] once"))
    #expect(trace.automation.schedule?.config?.contains(Self.other) == false)
    let moved = try #require(try Database.movedSecrets(folder: world.folder.path))
    #expect(moved.count == 2 && moved.at == .morning)
  }

  @Test func `what is deployed of them sends what it sent`() async throws {
    let id = try await older()
    try await move()
    try await world.plan(id, [Plan.Row(scheduledAt: Self.later)])
    let claim = try #require(try await world.claim(at: Self.later).first)
    let step = try #require(try await world.ledger.work(of: claim).workflow.steps.first)
    #expect(step.secretNames == ["api_key"])
    #expect(try step.params(with: ["api_key": Self.key]) == Self.params)
    // It is deployed again without being another one.
    let trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.recording.workflow.steps.first?.params == step.params)
  }

  @Test func `records of runs say their names`() async throws {
    let trace = try await older()
    try await move()
    let row = try #require(try await world.occurrences(of: trace).first)
    let id = try #require(row.runID)
    let run = try #require(try await world.history.run(id, in: .alice))
    let told = "\(run)"
    #expect(told.contains("[secret api_key]") && !told.contains(Self.key))
    #expect(row.reason?.words == "Step 1 (send): [secret api_key] was refused.")
  }

  @Test func `it is done once, and what today's program saved is not touched`() async throws {
    let id = try await older()
    try await move()
    let before = try await world.traces.trace(id, in: .alice)?.recording
    #expect(try await !store.hasOlderSecrets())
    // As at an upgrade from a program that had a vault.
    try makeOlder()
    try await move()
    #expect(try await world.traces.trace(id, in: .alice)?.recording == before)
    #expect(
      try await vault.secrets(in: .trace(id), of: "alice").map(\.name) == ["api_key"])
  }

  @Test func `one that cannot be read keeps nobody's others back`() async throws {
    let ids = [try await older(thread: "a"), try await older(thread: "b")]
    try world.folder.change("UPDATE workflows SET body = '{' WHERE trace_id = '\(ids[0])'")
    try await move()
    #expect(try await vault.notes(in: .trace(ids[0]), of: "alice").isEmpty)
    #expect(try await vault.notes(in: .trace(ids[1]), of: "alice").map(\.name) == ["api_key"])
    #expect(try await !store.hasOlderSecrets())
  }

  @Test func `an upgrade has the traces looked at that there are`() async throws {
    let folder = try TemporaryFolder()
    do { try await World(folder: folder).save() }
    try folder.change(
      """
      DROP TABLE older_secrets; DROP TABLE moved_secrets;
      DELETE FROM grdb_migrations WHERE identifier = 'olderSecrets'
      """)
    let upgraded = try #require(try World(folder: folder).traces as? Database)
    #expect(try await upgraded.hasOlderSecrets())
    #expect(try await upgraded.olderTraces().map(\.userID) == ["alice"])
  }

  @Test func `a new folder has none to be moved`() async throws {
    #expect(try await !store.hasOlderSecrets())
    try await move()
    #expect(try Database.movedSecrets(folder: world.folder.path) == nil)
  }

  private static let later = Instant.morning.advanced(bySeconds: 86_400)

  private func move() async throws {
    try await OlderSecrets(store: store, vault: vault, now: { .morning }).move()
  }

  private func makeOlder() throws {
    try world.folder.change(
      """
      INSERT OR IGNORE INTO older_secrets (trace_id) SELECT id FROM automation_traces;
      INSERT INTO moved_secrets (id, count) VALUES (1, 0)
      ON CONFLICT (id) DO UPDATE SET count = 0, moved_at = NULL
      """)
  }

  /// A deployed automation of Alice's that has run once, all of it with its secrets as they are.
  private func older(thread: String = "thread") async throws -> String {
    let id = try await world.save(thread: thread, Self.entries)
    let workflow = Workflow(of: Log(of: Self.entries))
    _ = try await world.deployments.deploy(
      NewDeployment(
        traceID: id, name: nil, workflow: workflow,
        schedule: StoredSchedule(
          type: "daily", time: "09:00",
          config: ["timezone": "UTC", "password": .string(Self.other)]),
        scheduleSummary: "Daily at 09:00", anchor: .morning, nextRunAt: .morning,
        deployedAt: .morning.advanced(bySeconds: -60)),
      in: .alice)
    try await world.plan(id, [Plan.Row(scheduledAt: .morning)])
    let claim = try #require(try await world.claim().first)
    let words = "\(Self.key) was refused."
    _ = try await world.ledger.beginAttempt(
      AttemptStart(
        step: 1, id: "s1", tool: "send", adapter: .http, effect: .once, number: 1,
        startedAt: .morning, request: Self.params, notices: [words]),
      of: claim.key)
    _ = try await world.ledger.endAttempt(
      AttemptEnd(
        step: 1, number: 1, durationMilliseconds: 1, response: ["said": .string(words)],
        error: words, outcome: .failed),
      of: claim.key)
    try await world.finish(claim, .failed, Reason(.stepFailed, "Step 1 (send): \(words)"))
    try makeOlder()
    return id
  }
}
