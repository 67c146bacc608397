package import Automations
import OrderedJSON
package import Scheduling
package import Templating

/// A run: each step, each attempt, what was sent and what came back.
package struct RunPage: Page {
  package static let template = "runs/show"

  let layout: Layout
  let excerpt: RunExcerpt
  let part: Part
  let trace: Automation
  let note: String
  let noteFault: String?
  let now: Instant
  let zone: TimeZoneRules?

  /// - Parameters:
  ///   - excerpt: the run with the steps of the part.
  ///   - trace: the one whose workflow ran.
  ///   - note: as it was typed in the form that says what became of the run.
  ///   - noteFault: what is wrong with that; `nil`: nothing.
  ///   - zone: the rules of a zone by its IANA name; where it knows none, times are in UTC.
  package init(
    layout: Layout, excerpt: RunExcerpt, part: Part, trace: Automation, note: String,
    noteFault: String? = nil, now: Instant, zone: (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.layout = layout.within(.traces)
    self.excerpt = excerpt
    self.part = part
    self.trace = trace
    self.note = note
    self.noteFault = noteFault
    self.now = now
    self.zone = trace.timeZoneName.flatMap(zone)
  }

  var run: Run { excerpt.run }

  package static var fields: [Field<RunPage>] {
    [
      .model("layout") { $0.layout },
      .text("id") { $0.run.id },
      .path("path", Paths.run) { $0.run.id },
      .path("cancel_path", Paths.cancelRun) { $0.run.id },
      .path("rerun_path", Paths.rerun) { $0.run.id },
      .path("resolve_path", Paths.resolveRun) { $0.run.id },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .text("trace_name") { $0.trace.displayName.listed },
      .model("badge") { Badge($0.run.outcome, $0.run.phase, at: $0.now) },
      .text("reason") { $0.run.reason?.words.detailed },
      .flag("is_live") { $0.run.outcome == nil },
      .flag("is_over") { $0.run.outcome != nil },
      .flag("can_settle") { $0.canSettle },
      .text("note") { $0.note },
      .text("note_fault") { $0.noteFault },
      .number("longest_note") { _ in Limits.reasonCharacters },
      .text("unsaved_note") { $0.canSettle || $0.note.isEmpty ? nil : $0.note.detailed },
      .text("progress") { $0.progress },
      .flag("late") { $0.run.late },
      .path("earlier_path", Paths.run) { $0.run.rerunOf },
      .path("later_path", Paths.run) { $0.excerpt.repeatedBy },
      .flag("manual") { $0.run.manual },
      .flag("is_rehearsal") { $0.run.rehearses != nil },
      .model("rehearses") { $0.time($0.run.rehearses) },
      .number("version") { $0.run.version ?? 0 },
      .model("scheduled") { $0.run.manual ? nil : $0.time($0.run.scheduledAt) },
      .model("started") { $0.time($0.run.startedAt) },
      .model("waits") { $0.time($0.run.waitingUntil) },
      .model("finished") { $0.time($0.run.finishedAt) },
      .model("duration") { $0.run.duration },
    ] + stepFields
  }

  private var canSettle: Bool { run.outcome == .unknown && run.reason?.code != .settled }

  /// Where a run is that goes on: `Step 2 of 3, attempt 2`, `Step 3 of 3 is next`,
  /// `Step 3 of 3, attempt 2 is next`.
  private var progress: String? {
    excerpt.progress.map { progress in
      var words = "Step \(progress.step) of \(progress.of)"
      let attempt = progress.isNext ? progress.attempts + 1 : progress.attempt
      if let element = progress.element, let count = progress.ofElements {
        words += ", element \(element) of \(count)"
      }
      if attempt > 1 { words += ", attempt \(attempt)" }
      return progress.isNext ? words + " is next" : words
    }
  }

  func time(_ instant: Instant?) -> TimeText? {
    instant.map { TimeText(instant: $0, zone: zone, now: now) }
  }
}
