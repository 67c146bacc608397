import Automations
import Scheduling
package import Templating

extension TraceListPage {
  /// A trace in the list.
  package struct Row: TemplateModel {
    let trace: Automation
    /// Whose it is, where that is not the reader.
    let owner: String?
    /// That of all that the owner has.
    let pause: Pause?
    let now: Instant
    let zone: TimeZoneRules?

    package static var fields: [Field<Row>] {
      [
        .text("id") { $0.trace.id },
        .path("path", Paths.trace) { $0.trace.id },
        .text("name") { $0.trace.displayName.listed },
        .text("steps") { $0.steps },
        .text("owner") { $0.owner?.listed },
        .model("badge") { $0.trace.status == .draft ? nil : Badge($0.trace.status, in: $0.pause) },
        .text("reason") { $0.trace.status == .failed ? $0.trace.statusReason?.listed : nil },
        .text("schedule") { $0.trace.scheduleSummary?.listed },
        .model("next") { $0.time($0.trace.nextRunAt(in: $0.pause)) },
        .flag("after_pause") { $0.trace.waitsForEnd(of: $0.pause) },
        .model("current") { row in row.trace.current.map { Badge($0.phase, at: row.now) } },
        .path("current_path", Paths.run) { $0.trace.current?.runID },
        .model("last") { $0.trace.lastRun.map { Badge($0.outcome) } },
        .path("last_path", Paths.run) { $0.trace.lastRun?.runID },
        .model("finished") { $0.time($0.trace.lastRun?.finishedAt) },
        .model("deployed") { $0.time($0.trace.deployedAt) },
        .model("created") { $0.time($0.trace.createdAt) },
      ]
    }

    private var steps: String {
      switch trace.origin.stepCount {
      case 0: "no step"
      case 1: "1 step"
      case let count: "\(count) steps"
      }
    }

    /// Whether something goes on that will change soon.
    var isLive: Bool {
      if case .due(let instant)? = trace.current?.phase { return instant <= now }
      return trace.current != nil
    }

    private func time(_ instant: Instant?) -> TimeText? {
      instant.map { TimeText(instant: $0, zone: zone, now: now) }
    }
  }
}
