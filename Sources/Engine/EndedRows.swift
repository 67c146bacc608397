import Logging
import Scheduling
import Workflows

/// Tells the operator of rows that ended without a run, and of runs that were ended from outside.
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

  func tell(_ runs: [ClaimBatch.EndedRun]) {
    for run in runs {
      metrics.countEnded(.cancelled)
      logger.notice(
        "run ended",
        metadata: [
          "automation": "\(run.traceID)", "run": "\(run.runID)",
          "outcome": "\(Outcome.cancelled.rawValue)", "reason": "\(run.reason.code.rawValue)",
        ])
    }
  }
}
