import Automations
import Scheduling
package import Templating

/// A row of the ledger: an instant, or a stretch of them, and what became of it.
package struct OccurrenceRow: TemplateModel {
  let occurrence: Occurrence
  let time: TimeText?
  let until: TimeText?
  let now: Instant

  /// - Parameter time: how the page shows an instant.
  init(_ occurrence: Occurrence, now: Instant, time: (Instant?) -> TimeText?) {
    self.occurrence = occurrence
    self.now = now
    self.time = time(occurrence.scheduledAt)
    until = time(occurrence.until)
  }

  package static var fields: [Field<OccurrenceRow>] {
    [
      .model("time") { $0.time },
      .model("until") { $0.until },
      .number("instants") { $0.occurrence.instants ?? 0 },
      .model("badge") { Badge($0.occurrence.outcome, $0.occurrence.phase, at: $0.now) },
      .text("reason") { $0.occurrence.reason?.words.listed },
      .path("run_path", Paths.run) { $0.occurrence.runID },
      .model("duration") { $0.duration },
      .flag("is_by_hand") { $0.occurrence.manual && $0.occurrence.rehearses == nil },
      .flag("is_rehearsal") { $0.occurrence.rehearses != nil },
      .flag("late") { $0.occurrence.late },
    ]
  }

  private var duration: TimeTaken? {
    guard let start = occurrence.startedAt, let end = occurrence.finishedAt else { return nil }
    return TimeTaken(milliseconds: Int(end.milliseconds(since: start)))
  }
}
