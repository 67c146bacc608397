import Automations
import Scheduling
package import Templating

extension TraceListPage {
  /// A trace in the list.
  package struct Row: TemplateModel {
    let trace: TraceSummary
    /// Whose it is, where that is not the reader.
    let owner: String?
    /// That of all that the owner has, where the owner reads.
    let pause: Pause?
    let now: Instant
    let zone: TimeZoneRules?

    package static var fields: [Field<Row>] {
      [
        .text("id") { $0.trace.id },
        .text("name") { $0.trace.displayName },
        .text("steps") { $0.steps },
        .text("owner") { $0.owner },
        .model("badge") { $0.trace.status == .draft ? nil : Badge($0.trace.status) },
        .text("reason") { $0.trace.status == .failed ? $0.trace.statusReason : nil },
        .text("schedule") { $0.trace.scheduleSummary },
        .model("next") { $0.time($0.trace.nextRunAt(in: $0.pause)) },
        .model("last") { $0.trace.lastRun.map { Badge($0.outcome, started: true) } },
        .text("run_id") { $0.trace.lastRun?.runID },
        .model("finished") { $0.time($0.trace.lastRun?.finishedAt) },
        .model("deployed") { $0.time($0.trace.deployedAt) },
        .model("created") { $0.time($0.trace.createdAt) },
      ]
    }

    private var steps: String {
      switch trace.stepCount {
      case 0: "no step"
      case 1: "1 step"
      case let count: "\(count) steps"
      }
    }

    private func time(_ instant: Instant?) -> TimeText? {
      instant.map { TimeText(instant: $0, zone: zone, now: now) }
    }
  }
}
