package import Templating

/// What a one-time link opens: the button that signs in by it.
package struct SignInLinkPage: Page {
  package static let template = "sign-in-link"

  let layout: Layout
  let name: String
  let link: String
  let next: String

  /// - Parameters:
  ///   - name: whom the link signs in.
  ///   - link: good still, and secret until it is spent.
  ///   - next: the path to go to when signed in.
  package init(layout: Layout, name: String, link: String, next: String) {
    self.layout = layout
    self.name = name
    self.link = link
    self.next = next
  }

  package static var fields: [Field<SignInLinkPage>] {
    [
      .model("layout") { $0.layout },
      .text("name") { $0.name }, .text("shown_name") { $0.name.listed },
      .text("link") { $0.link },
      .text("next") { $0.next },
    ]
  }
}
