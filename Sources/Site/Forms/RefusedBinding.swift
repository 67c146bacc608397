import Automations

/// The form that says what carries a tool out, as it was sent or a link opens it, and what is wrong with
/// it.
package struct RefusedBinding: Sendable {
  let form: BindingForm
  let faults: [Fault]
  /// Whether it was to bind the tool, and is looked at first.
  var isHeld = false

  /// What is wrong with the statuses.
  var successCodesFault: String? { sentence { $0.path == ["success_codes"] } }
  /// What is wrong with the rest.
  var fault: String? { sentence { $0.path != ["success_codes"] } }

  private func sentence(_ isMeant: (Fault) -> Bool) -> String? {
    let faults = faults.filter(isMeant)
    return faults.isEmpty ? nil : faults.sentence
  }
}
