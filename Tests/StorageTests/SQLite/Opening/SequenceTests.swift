import Automations
import Scheduling
import Storage
import TestSupport
import Testing

/// A database as the program left it when the rows of traces had numbers without a name.
@Suite struct SequenceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `traces of one moment stay in their order, and a place in their list stays there`()
    async throws
  {
    var (before, place): ([String], ListCursor?) = ([], nil)
    do {
      let world = try World(folder: folder)
      for _ in 0..<4 { try await world.save() }
      // A number that nobody has any more.
      let second = try await list(world).elements[2].id
      _ = try await world.traces.delete(second, at: .morning, in: .alice)
      before = try await list(world).elements.map(\.id)
      place = try await list(world, limit: 1).cursors.first
    }
    try folder.change(Self.withoutSequence)
    let world = try World(folder: folder)
    #expect(try await list(world).elements.map(\.id) == before)
    #expect(try await list(world, after: place).elements.map(\.id) == Array(before.dropFirst()))
    let new = try await world.save()
    #expect(try await list(world).elements.map(\.id) == [new] + before)
    let newest = try await world.traces.newestTrace(ofThread: "thread", in: .alice)
    #expect(newest?.automation.id == new)
  }

  @Test func `what belongs to a trace goes on, and goes with it`() async throws {
    var id = ""
    do { id = try await World(folder: folder).planned() }
    try folder.change(Self.withoutSequence)
    let world = try World(folder: folder)
    #expect(try await world.traces.trace(id, in: .alice)?.traceData == World.entries)
    #expect(try await world.claim().map(\.traceID) == [id])
    _ = try await world.traces.delete(id, at: .morning, in: .alice)
    for table in ["automations", "occurrences", "versions", "workflows"] {
      #expect(try folder.count("SELECT count(*) FROM \(table)") == 0, "\(table)")
    }
  }

  private func list(
    _ world: World, limit: Int = 100, after place: ListCursor? = nil
  ) async throws -> Listing<Automation> {
    try await world.traces.automations(
      TraceQuery(scope: .alice, window: Window(limit: limit, after: place)))
  }

  private static let withoutSequence = """
    PRAGMA foreign_keys = OFF;
    CREATE TABLE older_traces (
      id TEXT NOT NULL PRIMARY KEY,
      user_id TEXT NOT NULL,
      provider_id TEXT NOT NULL,
      thread_id TEXT NOT NULL,
      name TEXT,
      deployment_status TEXT NOT NULL DEFAULT 'draft',
      schedule_type TEXT,
      schedule_time TEXT,
      schedule_config TEXT,
      deployed_at TEXT,
      created_at TEXT,
      updated_at TEXT,
      trace_data TEXT NOT NULL
    ) STRICT;
    INSERT INTO older_traces
      (rowid, id, user_id, provider_id, thread_id, name, deployment_status, schedule_type,
       schedule_time, schedule_config, deployed_at, created_at, updated_at, trace_data)
    SELECT * FROM automation_traces;
    DROP TABLE automation_traces;
    ALTER TABLE older_traces RENAME TO automation_traces;
    DELETE FROM grdb_migrations WHERE identifier = 'sequences';
    """
}
