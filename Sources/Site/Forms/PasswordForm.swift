import Automations

/// The form that sets a password: the one until now, where there is one, and the new one twice.
struct PasswordForm {
  let form: Form

  var current: String { form.given("current_password") ?? "" }

  /// - Throws: `Refusal.invalid` where it was typed in two ways.
  var new: String {
    get throws(Refusal) {
      let new = form.given("new_password") ?? ""
      guard new == form.given("new_password_again") ?? "" else {
        throw .invalid([Fault(["new_password_again"], "is not the same as the new password")])
      }
      return new
    }
  }
}
