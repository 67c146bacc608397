import Logging
import Scheduling
import Workflows

/// Tells the operator of rows that ended without a run.
struct EndedRows: Sendable {
  let metrics: EngineMetrics
  let logger: Logger

  func tell(_ rows: [EndedRow]) {
    for row in rows {
      metrics.countSkipped(row.reason.code)
      logger.notice(
        "occurrence \(row.outcome.rawValue)",
        metadata: [
          "automation": "\(row.traceID)", "scheduled_at": "\(row.scheduledAt.rfc3339)",
          "reason": "\(row.reason.code.rawValue)",
        ])
    }
  }
}
