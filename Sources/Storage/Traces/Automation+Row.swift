import Automations
import OrderedJSON
import Scheduling
import Workflows

extension Automation {
  /// What `init(_:)` reads, in that order.
  static func columns(_ dialect: any Dialect, _ detail: Window.Detail = .whole) -> String {
    let (texts, schedule) =
      switch detail {
      case .whole:
        (
          ["t.name", "a.status_reason", "a.schedule_summary"],
          "t.schedule_time, \(dialect.json("t.schedule_config"))"
        )
      case .excerpt:
        (["t.name", "a.status_reason", "a.schedule_summary"].map(Excerpt.sql), "NULL, NULL")
      }
    let times = ["t.deployed_at", "t.created_at", "t.updated_at"].map(dialect.time)
    return """
      t.id, t.user_id, t.provider_id, t.thread_id, \(texts[0]), a.entry_count, a.step_count,
      t.deployment_status, \(texts[1]), t.schedule_type, \(schedule),
      \(texts[2]), a.version, a.changed, a.next_run_at, a.last_run_id, a.last_outcome,
      a.last_finished_at, \(times.joined(separator: ", ")), a.default_name, a.time_zone,
      a.workflow_revision, a.config_mark
      """
  }
  static let columnCount = 26
  static let tables = "automation_traces AS t JOIN automations AS a ON a.trace_id = t.id"

  /// - Parameter current: what of it goes on, where that is asked for.
  init(_ row: Row, current: CurrentRun? = nil) throws {
    let version = row.integerIfAny(13)
    let mark = row.textIfAny(25).map(SecretMark.init)
    self.init(
      id: try row.text(0), userID: try row.text(1),
      origin: Trace.Origin(
        providerID: try row.text(2), threadID: try row.text(3), entryCount: try row.integer(5),
        stepCount: try row.integer(6)),
      workflowRevision: try row.integer(24), name: row.textIfAny(4), defaultName: row.textIfAny(22),
      status: try row.name(7),
      statusReason: row.textIfAny(8),
      schedule: row.textIfAny(9).map { type in
        ScheduleText(
          type: type, time: row.textIfAny(10),
          config: (version == nil ? row.jsonOrText(11)?.serialized : row.textIfAny(11))
            .map(mark.shown))
      },
      timeZoneName: row.textIfAny(23), scheduleSummary: row.textIfAny(12), version: version,
      changedSinceDeployed: row.flag(14), nextRunAt: row.instantIfAny(15),
      lastRun: try row.textIfAny(16).map { id in
        LastRun(runID: id, outcome: try row.name(17), finishedAt: try row.instant(18))
      },
      current: current, deployedAt: row.time(19), createdAt: row.time(20),
      updatedAt: row.time(21))
  }
}

extension Trace {
  static func columns(_ dialect: any Dialect) -> String {
    Automation.columns(dialect) + ", " + Recording.columns(dialect)
      + ", (SELECT body FROM edited_workflows WHERE trace_id = t.id)"
  }
  static let columnCount = Automation.columnCount + 3

  /// - Parameter current: what of it goes on, where that is asked for.
  init(_ row: Row, current: CurrentRun? = nil) throws {
    self.init(
      automation: try Automation(row, current: current),
      recording: Recording(row, Automation.columnCount),
      edited: try row.editedIfAny(Automation.columnCount + 2))
  }
}

extension Recording {
  /// What `init(_:_:)` reads of `Automation.tables`, in that order.
  static func columns(_ dialect: any Dialect) -> String {
    dialect.json("t.trace_data") + ", a.secret_mark"
  }

  /// - Parameter column: the first of them.
  init(_ row: Row, _ column: Int) {
    self.init(
      row.jsonOrText(column) ?? .array([]),
      mark: row.textIfAny(column + 1).map(SecretMark.init))
  }
}

extension CurrentRun {
  /// What of an automation goes on, or else waits: one row, beside `Automation.tables`.
  static let join = """
    LEFT JOIN occurrences AS o ON o.id = (
      SELECT id FROM occurrences WHERE trace_id = t.id AND outcome IS NULL
      ORDER BY claimed_by DESC NULLS LAST, due_at, id LIMIT 1)
    LEFT JOIN runs AS r ON r.occurrence_id = o.id
    """
  /// What `init(_:_:)` reads, in that order.
  static let columns = "r.id, \(Phase.columns)"

  /// - Parameter column: the first of them.
  /// - Returns: `nil` where nothing goes on or waits.
  init?(_ row: Row, _ column: Int) {
    guard let phase = row.phaseIfAny(column + 1) else { return nil }
    self.init(runID: row.textIfAny(column), phase: phase)
  }
}
