import Scheduling
package import Templating
import Workflows

extension TracePage {
  static var historyFields: [Field<TracePage>] {
    [
      .list("runs") { page in
        page.runs.map { RunRow(run: $0, time: page.time($0.startedAt ?? $0.scheduledAt)) }
      },
      .list("occurrences") { page in
        page.occurrences.map {
          OccurrenceRow(
            occurrence: $0, time: page.time($0.scheduledAt), until: page.time($0.until))
        }
      },
      .flag("is_live") { page in page.runs.contains { $0.outcome == nil } },
    ]
  }

  /// A run in the panel's history.
  package struct RunRow: TemplateModel {
    let run: Run
    let time: TimeText?

    package static var fields: [Field<RunRow>] {
      [
        .text("id") { $0.run.id },
        .model("time") { $0.time },
        .model("badge") { Badge($0.run.outcome, started: $0.run.startedAt != nil) },
        .text("duration") { $0.run.duration },
        .text("reason") { $0.run.reason?.words },
        .flag("manual") { $0.run.manual },
      ]
    }
  }

  /// A row of the ledger: an instant, or a stretch of them, and what became of it.
  package struct OccurrenceRow: TemplateModel {
    let occurrence: Occurrence
    let time: TimeText?
    let until: TimeText?

    package static var fields: [Field<OccurrenceRow>] {
      [
        .model("time") { $0.time },
        .model("until") { $0.until },
        .number("instants") { $0.occurrence.instants ?? 0 },
        .model("badge") {
          Badge($0.occurrence.outcome, started: $0.occurrence.startedAt != nil)
        },
        .text("reason") { $0.occurrence.reason?.words },
        .text("run_id") { $0.occurrence.runID },
        .flag("manual") { $0.occurrence.manual },
      ]
    }
  }
}

extension Run {
  /// From start to end, as a person says it; `nil` while it goes on.
  var duration: String? {
    guard let startedAt, let finishedAt else { return nil }
    return DurationText.words(milliseconds: Int(finishedAt.milliseconds(since: startedAt)))
  }
}
