import Automations
import Scheduling
package import Templating

extension SchedulePage {
  /// What is deployed, beside a form that was opened before it was.
  package struct There: TemplateModel {
    let trace: Automation
    /// That of all that the owner has.
    let pause: Pause?
    let now: Instant?

    package static var fields: [Field<There>] {
      [
        .text("schedule_words") { $0.trace.scheduleSummary ?? "" },
        .model("badge") { Badge($0.trace.status, in: $0.pause) },
        .number("number") { $0.trace.version ?? 0 },
        .model("deployed") { there in
          there.trace.deployedAt.map { TimeText(instant: $0, zone: nil, now: there.now) }
        },
      ]
    }
  }

  /// `nil` where the form was not held back, or nothing was ever deployed.
  var there: There? {
    layout.hold == nil || trace.version == nil
      ? nil : There(trace: trace, pause: pause, now: now)
  }
}
