package import Templating

/// Signing in with name and password.
package struct SignInPage: Page {
  package static let template = "sign-in"

  let layout: Layout
  let name: String
  let next: String
  let carried: CarriedForm?
  let obstacle: CarriedForm.Obstacle?
  let mayBeSet: Bool
  let fault: String?

  /// - Parameters:
  ///   - name: what was typed before, shown again.
  ///   - next: the path to go to when signed in.
  ///   - carried: a form that is shown again when signed in.
  ///   - obstacle: why there was such a form, and it is not carried; `nil`: it is, or was none.
  ///   - mayBeSet: whether the form set a password, perhaps before.
  ///   - fault: why signing in failed, in a sentence; `nil`: it was not tried yet.
  init(
    layout: Layout, name: String, next: String, carried: CarriedForm?,
    obstacle: CarriedForm.Obstacle? = nil, mayBeSet: Bool = false, fault: String?
  ) {
    self.layout = layout
    self.name = name
    self.next = next
    self.carried = carried
    self.obstacle = obstacle
    self.mayBeSet = mayBeSet
    self.fault = fault
  }

  package static var fields: [Field<SignInPage>] {
    [
      .model("layout") { $0.layout },
      .text("name") { $0.name },
      .text("next") { $0.next },
      .text("carried_to") { $0.carried?.path },
      .text("carried") { $0.carried?.body ?? "" },
      .flag("too_long") { if case .tooLong? = $0.obstacle { true } else { false } },
      .text("unreadable") { page in
        if case .unreadable(let words)? = page.obstacle { words } else { nil }
      },
      .flag("may_be_set") { $0.mayBeSet },
      .text("fault") { $0.fault },
    ]
  }
}
