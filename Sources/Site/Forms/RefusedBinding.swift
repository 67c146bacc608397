import Automations

/// The form that says what carries a tool out, as it was sent or a link opens it, and what is wrong with
/// it.
package struct RefusedBinding: Sendable {
  let form: BindingForm
  let faults: [Fault]
  /// Whether it was to bind the tool, and is looked at first.
  var isHeld = false
  /// The connection that it chooses, which whoever chose it has, and whose the tools are has not; `nil`:
  /// it chooses no such one.
  var unreachable: Unreachable?

  struct Unreachable {
    let id: String
    let name: String
    /// Whose the tools are.
    let owner: String

    fileprivate var words: String {
      "the connection \(name.listed) is yours, and tools of \(owner.listed) reach it only when it is "
        + "offered to everybody"
    }
  }

  /// What is wrong with the statuses.
  var successCodesFault: String? { sentence { $0.path == ["success_codes"] } }
  /// What is wrong with the rest.
  var fault: String? { unreachable?.words ?? sentence { $0.path != ["success_codes"] } }

  private func sentence(_ isMeant: (Fault) -> Bool) -> String? {
    let faults = faults.filter(isMeant)
    return faults.isEmpty ? nil : faults.sentence
  }
}
