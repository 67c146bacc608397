package import Templating

/// Signing in with name and password.
package struct SignInPage: Page {
  package static let template = "sign-in"

  let layout: Layout
  let name: String
  let next: String
  let fault: String?

  /// - Parameters:
  ///   - name: what was typed before, shown again.
  ///   - next: the path to go to when signed in.
  ///   - fault: why signing in failed, in a sentence; `nil`: it was not tried yet.
  package init(layout: Layout, name: String, next: String, fault: String?) {
    self.layout = layout
    self.name = name
    self.next = next
    self.fault = fault
  }

  package static var fields: [Field<SignInPage>] {
    [
      .model("layout") { $0.layout },
      .text("name") { $0.name },
      .text("next") { $0.next },
      .text("fault") { $0.fault },
    ]
  }
}
