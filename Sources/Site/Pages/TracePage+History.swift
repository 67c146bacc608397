import Automations
import Scheduling
package import Templating

extension TracePage {
  /// What came of the automation lately; the newest first each.
  package struct History: Sendable {
    let runs: [Run]
    /// Rows of the ledger that the schedule planned.
    let planned: [Occurrence]
    let notices: [AutomationNotice]
  }

  static var historyFields: [Field<TracePage>] {
    [
      .list("runs") { page in
        page.history.runs.map {
          RunRow(run: $0, time: page.time($0.startedAt ?? $0.scheduledAt), now: page.now)
        }
      },
      .list("occurrences") { page in
        page.history.planned.map { OccurrenceRow($0, now: page.now, time: page.time) }
      },
      .list("told") { page in
        page.history.notices.map { NoticeRow(notice: $0, time: page.time($0.at)) }
      },
      .flag("any_runs") { !$0.history.runs.isEmpty },
      .flag("any_told") { !$0.history.notices.isEmpty },
      // A run by hand is in the whole history too.
      .flag("any_history") { !$0.history.planned.isEmpty || !$0.history.runs.isEmpty },
      .flag("is_live") { page in page.history.runs.contains { $0.outcome == nil } },
    ]
  }

  /// A run in the panel's history.
  package struct RunRow: TemplateModel {
    let run: Run
    let time: TimeText?
    let now: Instant

    package static var fields: [Field<RunRow>] {
      [
        .path("path", Paths.run) { $0.run.id },
        .model("time") { $0.time },
        .model("badge") { Badge($0.run.outcome, $0.run.phase, at: $0.now) },
        .model("duration") { $0.run.duration },
        .text("reason") { $0.run.reason?.words.listed },
        .flag("manual") { $0.run.manual },
        .flag("is_by_hand") { $0.run.manual && $0.run.rehearses == nil },
        .flag("is_rehearsal") { $0.run.rehearses != nil },
      ]
    }
  }

  /// What the owner was told of the automation.
  package struct NoticeRow: TemplateModel {
    let notice: AutomationNotice
    let time: TimeText?

    package static var fields: [Field<NoticeRow>] {
      [
        .model("time") { $0.time },
        .model("badge") { Badge($0.notice.kind) },
        .text("told_words") { $0.notice.words.listed },
      ]
    }
  }
}

extension Run {
  /// From start to end, as a person says it; `nil` while it goes on.
  var duration: TimeTaken? {
    guard let startedAt, let finishedAt else { return nil }
    return TimeTaken(milliseconds: Int(finishedAt.milliseconds(since: startedAt)))
  }
}
