import Automations
import GRDB
import OrderedJSON
import Scheduling

extension TraceSummary {
  /// What `init(_:)` reads, in that order.
  static let columns = """
    t.id, t.user_id, t.provider_id, t.thread_id, t.name, a.entry_count, a.step_count,
    t.deployment_status, a.status_reason, t.schedule_type, t.schedule_time, t.schedule_config,
    a.schedule_summary, a.version, a.changed, a.next_run_at, a.last_run_id, a.last_outcome,
    a.last_finished_at, t.deployed_at, t.created_at, t.updated_at
    """
  static let columnCount = 22
  static let tables = "automation_traces AS t JOIN automations AS a ON a.trace_id = t.id"

  init(_ row: Row) throws {
    self.init(
      id: try row.text(0), userID: try row.text(1), providerID: try row.text(2),
      threadID: try row.text(3), name: row.textIfAny(4), entryCount: try row.integer(5),
      stepCount: try row.integer(6), status: try row.name(7), statusReason: row.textIfAny(8),
      schedule: row.textIfAny(9).map { type in
        StoredSchedule(type: type, time: row.textIfAny(10), config: row.jsonOrText(11))
      },
      scheduleSummary: row.textIfAny(12), version: row.integerIfAny(13),
      changedSinceDeployed: row.flag(14), nextRunAt: row.instantIfAny(15),
      lastRun: try row.textIfAny(16).map { id in
        LastRun(runID: id, outcome: try row.name(17), finishedAt: try row.instant(18))
      },
      deployedAt: row.time(19), createdAt: row.time(20), updatedAt: row.time(21))
  }
}

extension Trace {
  static let columns = TraceSummary.columns + ", t.trace_data"

  init(_ row: Row) throws {
    self.init(
      summary: try TraceSummary(row),
      traceData: row.jsonOrText(TraceSummary.columnCount) ?? .array([]))
  }
}
