import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// What an older program let in above the bounds of this one stays readable, and nobody's weight.
@Suite struct HeavyFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a version keeps of a huge configuration what its schedule is made from`()
    async throws
  {
    let id = try await older { id in
      """
      UPDATE versions SET schedule_config = json_object(
        'timezone', 'Europe/Berlin', 'x', replace(hex(zeroblob(60000)), '00', 'xy'),
        'exclude_dates', json_array('2026-12-25'), 'spread', 5) WHERE trace_id = '\(id)';
      UPDATE automation_traces SET schedule_config = (
        SELECT schedule_config FROM versions WHERE trace_id = '\(id)') WHERE id = '\(id)';
      """
    }
    let world = try World(folder: folder)
    let schedule = try #require(try await world.ledger.schedule(of: id, version: 1))
    #expect(
      schedule.config == [
        "timezone": "Europe/Berlin", "exclude_dates": ["2026-12-25"], "spread": 5,
      ])
    let summary = try #require(try await world.traces.trace(id, in: .alice)?.automation)
    let whole = try JSON(parsing: try #require(summary.schedule?.config))
    #expect(whole["x"]?.text?.utf8.count == 120_000)
    #expect(try await world.deploy(id) == 2)
  }

  @Test func `texts of eight megabytes are cut, but for a person's own`() async throws {
    let id = try await older { id in
      """
      UPDATE automations SET status_reason = replace(hex(zeroblob(4000)), '00', 'ab');
      UPDATE occurrences SET outcome = 'skipped', due_at = NULL, reason_code = 'circuit',
        reason = (SELECT status_reason FROM automations);
      INSERT INTO notices (user_id, trace_id, at, kind, words)
        SELECT user_id, trace_id, 1, 'circuit_opened', status_reason FROM automations;
      INSERT INTO stops (user_id, trace_id, reason_code, reason, since)
        SELECT user_id, trace_id, 'circuit', status_reason, 1 FROM automations;
      INSERT INTO stops (user_id, reason_code, reason, since)
        SELECT user_id, 'paused', 'Everything was paused: ' || substr(status_reason, 1, 3000), 1
        FROM automations;
      """
    }
    let world = try World(folder: folder)
    for (table, column) in [
      ("automations", "status_reason"), ("occurrences", "reason"), ("notices", "words"),
      ("stops WHERE trace_id IS NOT NULL", "reason"),
    ] {
      #expect(
        try folder.count("SELECT max(length(\(column))) FROM \(table)")
          == Limits.recordedTextBytes, "\(table)")
    }
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.reason?.words.hasPrefix("abab") == true)
    #expect(try await world.pauses.pause(of: "alice", at: .morning)?.reason.count == 3000)
  }

  @Test func `totals are the same, found by their automation`() async throws {
    let id = try await older { id in
      """
      INSERT INTO daily_totals (user_id, trace_id, day, outcome, count) VALUES
        ('alice', '\(id)', \(Instant.morning.day), 'failed', 3),
        ('alice', 'deleted', \(Instant.morning.day), 'succeeded', 4);
      """
    }
    let world = try World(folder: folder)
    for (trace, count) in [(id, 3), ("deleted", 4)] {
      for scope in [Scope.alice, .everybody] {
        let totals = try await world.history.totals(of: trace, since: .morning, in: scope)
        #expect(totals.map(\.count) == [count])
      }
      #expect(try await world.history.totals(of: trace, since: .morning, in: .bob).isEmpty)
    }
  }

  @Test func `a run that has begun goes on with its older workflow, which is kept once more`()
    async throws
  {
    let id = try await older { _ in "" }
    let world = try World(folder: folder)
    let claim = try #require(try await world.claim().first)
    #expect(try await world.ledger.work(of: claim).workflow == World.workflow())
    #expect(try await world.history.run(claim.runID, in: .alice)?.stepCount == 1)
    #expect(try await world.deploy(id) == 2)
    #expect(try folder.count("SELECT count(*) FROM workflows") == 2)
  }

  @Test func `names that are longer than any taken now are there, and give way to shorter ones`()
    async throws
  {
    let id = try await older { id in
      "UPDATE automation_traces SET name = replace(hex(zeroblob(500)), '00', 'ab') WHERE id = '\(id)';"
    }
    let world = try World(folder: folder)
    #expect(try await world.traces.automation(id, in: .alice)?.name?.count == 1000)
    #expect(throws: Refusal.self) {
      try TraceChange(name: String(repeating: "x", count: 256), traceData: nil)
    }
    let change = try TraceChange(name: "Short", traceData: nil)
    #expect(try await world.traces.update(id, change, at: .morning, in: .alice))
  }

  /// A folder as the program before left it, with an automation of Alice's that is planned.
  /// - Parameter damage: what is in it besides, by the automation's id.
  /// - Returns: the automation's id.
  private func older(_ damage: (String) -> String) async throws -> String {
    var id = ""
    do { id = try await World(folder: folder).planned() }
    try folder.change(
      """
      DROP TABLE daily_totals;
      CREATE TABLE daily_totals (
        user_id TEXT NOT NULL,
        trace_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (user_id, trace_id, day, outcome)
      ) STRICT, WITHOUT ROWID;
      \(TemporaryFolder.withoutWeight)
      DROP INDEX stops_by_since; DROP INDEX stops_by_until; DROP INDEX notices_by_age;
      DELETE FROM grdb_migrations WHERE identifier IN ('weight', 'stepCounts');
      \(damage(id))
      """)
    return id
  }
}

extension TemporaryFolder {
  /// Takes back what the tables of automations, runs and accounts got for the sake of weight.
  static let withoutWeight = """
    DROP INDEX workflows_by_digest; DROP INDEX workflows_steps;
    ALTER TABLE workflows DROP COLUMN digest;
    ALTER TABLE workflows DROP COLUMN step_count;
    ALTER TABLE automations DROP COLUMN data_revision;
    DROP INDEX sessions_by_use; DROP INDEX sessions_by_age;
    DROP INDEX sign_in_links_by_age; DROP INDEX idempotency_keys_of_user;
    """
}
