import Automations
import OrderedJSON
import Scheduling

/// The form that pauses everything: a reason and, where one was given, an end.
struct PauseForm {
  /// What a person types into.
  static let names = ["reason", "until", "timezone"]

  let form: Form
  let zones: TimeZoneDatabase

  var reason: String { form["reason"] ?? "" }

  /// The end, by the clocks of the zone that was named.
  /// - Throws: `Refusal.invalid` with every fault of the form that shows without asking the clock.
  var until: Instant? {
    get throws(Refusal) {
      var faults = PauseUseCases.faults(ofReason: reason)
      let name = zones.completed(form["timezone"]?.trimmed ?? "UTC")
      let zone = zones.zone(named: name)
      if zone == nil {
        faults.append(
          Fault(["timezone"], zones.complaint(about: name), offers: zones.offers(for: name)))
      }
      let text = form["until"]?.trimmed
      let end = text.flatMap { zone?.instant(local: $0) ?? Instant(rfc3339: $0) }
      if let text, zone != nil, end == nil {
        faults.append(
          Fault(
            ["until"],
            "“\(text.prefix(Limits.quotedCharacters))” is no date and time; write them as 2026-11-24 09:00"
          ))
      }
      guard faults.isEmpty else { throw .invalid(faults) }
      return end
    }
  }
}
