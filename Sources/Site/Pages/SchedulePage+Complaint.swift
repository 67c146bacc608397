import Automations
import OrderedJSON
package import Templating

extension SchedulePage {
  /// A fault, said where all of them stand together.
  package struct Complaint: TemplateModel {
    let field: String
    let message: String
    let offers: Offers?

    package static var fields: [Field<Complaint>] {
      [
        .text("field") { $0.field },
        .flag("has_field") { Complaint.labels[$0.field] != nil },
        .text("label") {
          Complaint.labels[$0.field] ?? ($0.field == "trace_id" ? "This automation" : "Schedule")
        },
        .text("message") { $0.message.shown },
        .model("taking") { $0.offers },
      ]
    }

    /// What the form calls its fields; there is none for the rest, as the trace and `dst`.
    private static let labels = [
      "name": "Name", "schedule_type": "Repeats", "days": "On these days",
      "day_of_month": "Day of the month", "short_month": "In shorter months",
      "customInterval": "How often", "schedule_time": "Time", "timezone": "Time zone",
      "start": "First day", "end": "Last day", "exclude_dates": "Not on these dates",
      "exclude_weekdays": "Not on these weekdays", "missed": "Runs that were missed",
      "grace_seconds": "Missed from how late on", "catch_up_days": "Catch up for how long",
      "overlap": "While the run before goes on", "attempts": "Tries of each step",
      "open_after": "Stop after", "spread": "Spread the start",
    ]
  }

  var complaints: [Complaint] {
    faults.map { Complaint(field: field(of: $0), message: $0.message, offers: offers(of: [$0])) }
  }

  /// A custom schedule's text may stand in `schedule_time`; the form has one field for it.
  func field(of fault: Fault) -> String {
    let field = SchedulePage.field(at: fault.path)
    return field == "schedule_time" && typed["schedule_type"] == ["custom"]
      ? "customInterval" : field
  }

  /// The form's field that an API path belongs to: `["schedule_config", "days", "2"]` is `days`,
  /// and a policy is a field like the others.
  static func field(at path: [String]) -> String {
    var path = path[...]
    if path.first == "schedule_config" { path = path.dropFirst() }
    if path.first == "policies", path.count > 1 { path = path.dropFirst() }
    return path.first ?? "schedule_type"
  }
}
