import Automations
import Scheduling
package import Templating

/// A row of the ledger: an instant, or a stretch of them, and what became of it.
package struct OccurrenceRow: TemplateModel {
  let occurrence: Occurrence
  let time: TimeText?
  let until: TimeText?

  /// - Parameter time: how the page shows an instant.
  init(_ occurrence: Occurrence, time: (Instant?) -> TimeText?) {
    self.occurrence = occurrence
    self.time = time(occurrence.scheduledAt)
    until = time(occurrence.until)
  }

  package static var fields: [Field<OccurrenceRow>] {
    [
      .model("time") { $0.time },
      .model("until") { $0.until },
      .number("instants") { $0.occurrence.instants ?? 0 },
      .model("badge") { Badge($0.occurrence.outcome, started: $0.occurrence.startedAt != nil) },
      .text("reason") { $0.occurrence.reason?.words },
      .text("run_id") { $0.occurrence.runID },
      .text("duration") { $0.duration },
      .flag("manual") { $0.occurrence.manual },
      .flag("late") { $0.occurrence.late },
    ]
  }

  private var duration: String? {
    guard let start = occurrence.startedAt, let end = occurrence.finishedAt else { return nil }
    return DurationText.words(milliseconds: Int(end.milliseconds(since: start)))
  }
}
