package import Scheduling
package import Templating
package import Workflows

/// A run: each step, each attempt, what was sent and what came back.
package struct RunPage: Page {
  package static let template = "runs/show"

  let layout: Layout
  let run: Run
  let trace: TraceSummary
  let now: Instant
  let zone: TimeZoneRules?

  /// - Parameters:
  ///   - trace: the one whose workflow ran.
  ///   - zone: the rules of a zone by its IANA name; where it knows none, times are in UTC.
  package init(
    layout: Layout, run: Run, trace: TraceSummary, now: Instant,
    zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.layout = layout.within(.traces)
    self.run = run
    self.trace = trace
    self.now = now
    self.zone = trace.timeZoneName.flatMap(zone)
  }

  package static var fields: [Field<RunPage>] {
    [
      .model("layout") { $0.layout },
      .text("id") { $0.run.id },
      .text("trace_id") { $0.trace.id },
      .text("trace_name") { $0.trace.displayName },
      .model("badge") { Badge($0.run.outcome, started: $0.run.startedAt != nil) },
      .text("reason") { $0.run.reason?.words },
      .flag("is_live") { $0.run.outcome == nil },
      .flag("is_over") { $0.run.outcome != nil },
      .flag("can_settle") { $0.run.outcome == .unknown && $0.run.reason?.code != .settled },
      .text("progress") { $0.progress },
      .flag("late") { $0.run.late },
      .text("rerun_of") { $0.run.rerunOf },
      .flag("manual") { $0.run.manual },
      .number("version") { $0.run.version ?? 0 },
      .model("scheduled") { $0.time($0.run.scheduledAt) },
      .model("started") { $0.time($0.run.startedAt) },
      .model("finished") { $0.time($0.run.finishedAt) },
      .text("duration") { $0.run.duration },
      .list("steps") { page in page.run.steps.map { Step(record: $0, page: page) } },
    ]
  }

  /// Where a run is that goes on: `Step 2 of 3, attempt 2, the next attempt in 1 min`.
  private var progress: String? {
    run.progress.map { progress in
      var words = "Step \(progress.step) of \(progress.of)"
      if progress.attempt > 1 { words += ", attempt \(progress.attempt)" }
      if let until = progress.waitingUntil {
        words += ", the next attempt \(DurationText.distance(from: now, to: until))"
      }
      return words
    }
  }

  private func time(_ instant: Instant?) -> TimeText? {
    instant.map { TimeText(instant: $0, zone: zone, now: now) }
  }

  /// A step that began.
  package struct Step: TemplateModel {
    let record: StepRecord
    let page: RunPage

    package static var fields: [Field<Step>] {
      [
        .number("number") { $0.record.index },
        .text("tool") { $0.record.tool },
        .text("deed") { $0.deed },
        .text("effect") { $0.record.effect.words },
        .model("badge") { Badge($0.record.outcome, started: true) },
        .list("attempts") { step in
          step.record.attempts.map { Try(attempt: $0, startedAt: step.page.time($0.startedAt)) }
        },
        .flag("repeated") { $0.record.attempts.count > 1 },
      ]
    }

    /// A record names no connection; that an embedded tool did it says enough.
    private var deed: String {
      Performer(adapter: record.adapter, connection: LocalTool(rawValue: record.tool)?.rawValue)
        .deed
    }
  }

  /// One attempt of a step.
  package struct Try: TemplateModel {
    let attempt: Attempt
    let startedAt: TimeText?

    package static var fields: [Field<Try>] {
      [
        .number("number") { $0.attempt.number },
        .model("started") { $0.startedAt },
        .text("duration") { $0.attempt.durationMilliseconds.map(DurationText.words) },
        .text("error") { $0.attempt.error },
        .model("request") { JSONText($0.attempt.request) },
        .model("response") { $0.attempt.response.map(JSONText.init) },
      ]
    }
  }
}
