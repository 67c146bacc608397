import Automations
import Scheduling
import Storage
import TestSupport
import Testing

/// A database as the program left it before the instants of stopped automations were accounted for.
@Suite struct OlderDatabaseTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `what was paused or had failed is stopped from now on, and says why`() async throws {
    let ids = try await older()
    let world = try World(folder: folder)
    for (id, code, words) in [
      (ids.paused, ReasonCode.paused, "The automation was paused."),
      (ids.failed, .circuit, "Step 1 (note): Gone."),
    ] {
      let automation = try #require(try await world.ledger.automation(id))
      #expect(automation.stops.map(\.reason) == [Reason(code, words)])
      #expect(automation.stops.allSatisfy { $0.until == nil })
      #expect(automation.nextRunAt == nil)
      #expect(automation.plannedTo == automation.planAt)
      #expect(automation.stops.first?.holds(automation.planAt.advanced(bySeconds: 1)) == true)
    }
  }

  @Test func `what was deployed goes on where it stood, and a draft has nothing to write`()
    async throws
  {
    let ids = try await older()
    let world = try World(folder: folder)
    let automation = try #require(try await world.ledger.automation(ids.deployed))
    #expect(automation.planAt == .morning)
    #expect(automation.nextRunAt == .morning)
    #expect(automation.plannedTo == Instant.morning.advanced(byMilliseconds: -1))
    #expect(automation.stops.isEmpty)
    #expect(try await world.ledger.automation(ids.draft) == nil)
  }

  @Test func `an instant later than any that was written is not behind`() async throws {
    _ = try await older()
    let world = try World(folder: folder)
    let latest = try await world.ledger.latestMoment()
    #expect(latest > .morning.advanced(bySeconds: -60) && latest < Instant(milliseconds: .max / 2))
  }

  private func older() async throws -> (
    deployed: String, paused: String, failed: String, draft: String
  ) {
    var ids: [String] = []
    do {
      let world = try World(folder: folder)
      for _ in 0..<4 { ids.append(try await world.save()) }
      for id in ids.prefix(3) { try await world.deploy(id) }
    }
    try folder.change(
      """
      \(TemporaryFolder.withoutWeight)
      DROP INDEX automation_traces_of_user; DROP INDEX automation_traces_by_age;
      CREATE INDEX automation_traces_of_user ON automation_traces (user_id, created_at);
      CREATE INDEX automation_traces_by_age ON automation_traces (created_at);
      DROP INDEX sessions_of_user; CREATE INDEX sessions_of_user ON sessions (user_id);
      DROP INDEX occurrences_run_of_user;
      DROP TABLE clock; DROP TABLE notices; DROP TABLE daily_totals; DROP TABLE stops;
      ALTER TABLE steps DROP COLUMN retry_at;
      DROP INDEX runs_repeating;
      ALTER TABLE runs DROP COLUMN rerun_of;
      DROP INDEX occurrences_leased; DROP INDEX occurrences_parked;
      DROP INDEX occurrences_waiting;
      CREATE INDEX occurrences_due ON occurrences (due_at) WHERE outcome IS NULL;
      ALTER TABLE occurrences DROP COLUMN late;
      DROP INDEX automations_due;
      CREATE INDEX automations_planned ON automations (next_run_at) WHERE next_run_at IS NOT NULL;
      ALTER TABLE automations DROP COLUMN is_failing;
      ALTER TABLE automations DROP COLUMN failures;
      ALTER TABLE automations DROP COLUMN revision;
      ALTER TABLE automations DROP COLUMN plan_at;
      ALTER TABLE automations DROP COLUMN planned_to;
      ALTER TABLE versions DROP COLUMN policies;
      DELETE FROM grdb_migrations
        WHERE identifier IN (
          'accounting', 'history', 'clock', 'leases', 'repeatedRuns', 'weight', 'stepCounts');

      UPDATE automation_traces SET deployment_status = 'paused' WHERE id = '\(ids[1])';
      UPDATE automation_traces SET deployment_status = 'failed' WHERE id = '\(ids[2])';
      UPDATE automations SET next_run_at = NULL WHERE trace_id IN ('\(ids[1])', '\(ids[2])');
      UPDATE automations SET status_reason = 'Step 1 (note): Gone.' WHERE trace_id = '\(ids[2])';
      """)
    return (ids[0], ids[1], ids[2], ids[3])
  }
}
