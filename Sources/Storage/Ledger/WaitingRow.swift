import Automations
import Scheduling

/// A row of the ledger whose time has come.
struct WaitingRow {
  let id: Int64
  let epoch: Int
  let traceID: String
  let userID: String
  let workflow: Int
  let workflowBytes: Int
  let scheduledAt: Instant
  let dueAt: Instant
  let manual: Bool
  let late: Bool
  let rehearses: Instant?
  let beginning: Claim.Beginning
  let policies: Policies
  /// Why the policies cannot be read; the defaults stand for them.
  let fault: (any Error)?

  /// The range lets SQLite take the index that has the bytes, so that the body is not walked through.
  static let columns = """
    o.id, o.epoch, o.trace_id, o.user_id, o.workflow, o.scheduled_at, o.due_at, o.manual, o.late,
    o.claimed_by, v.policies,
    (SELECT bytes FROM workflows
      WHERE trace_id = o.trace_id AND number BETWEEN o.workflow AND o.workflow),
    o.rehearses
    """
  static let tables = "occurrences AS o \(versions)"
  /// What belongs to the rows of occurrences.
  static let versions =
    "LEFT JOIN versions AS v ON v.trace_id = o.trace_id AND v.number = o.version"

  init(_ row: Row) throws {
    id = Int64(try row.integer(0))
    epoch = try row.integer(1)
    traceID = try row.text(2)
    userID = try row.text(3)
    workflow = try row.integer(4)
    scheduledAt = try row.instant(5)
    dueAt = try row.instant(6)
    manual = row.flag(7)
    late = row.flag(8)
    workflowBytes = row.integerIfAny(11) ?? 0
    rehearses = row.instantIfAny(12)
    beginning = row.textIfAny(9).map { $0.isEmpty ? .afterWait : .reclaimed } ?? .first
    do {
      (policies, fault) = (try row.policies(10), nil)
    } catch {
      (policies, fault) = (Policies(), error)
    }
  }

  /// From when it was to run, which `dueAt` says no more where it waited for another run.
  var plannedAt: Instant { scheduledAt.advanced(byMilliseconds: policies.delay(of: traceID)) }

  /// As the rules see it.
  var due: DueRow {
    DueRow(plannedAt: plannedAt, dueAt: dueAt, late: late, policies: policies)
  }
}
