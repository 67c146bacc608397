import Automations
import Logging
import Scheduling

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

  /// - Parameter act: that ended them, where somebody did by hand.
  func tell(_ runs: [EndedRun], by act: Act? = nil) {
    for run in runs {
      metrics.countEnded(.cancelled)
      var names: Logger.Metadata = ["automation": "\(run.traceID)", "run": "\(run.runID)"]
      if let act { names.merge(act.names) { one, _ in one } }
      if let step = run.step { log(step, of: names) }
      names["outcome"] = "\(Outcome.cancelled.rawValue)"
      names["reason"] = "\(run.reason.code.rawValue)"
      logger.notice("run ended", metadata: names)
    }
  }

  /// - Parameter names: of its run.
  func log(_ step: EndedRun.Step, of names: Logger.Metadata) {
    let end: Logger.Metadata = [
      "step": "\(step.index)", "outcome": "\(step.outcome.rawValue)",
    ]
    logger.notice("step ended", metadata: names.merging(end) { $1 })
  }
}
