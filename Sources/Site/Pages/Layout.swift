package import Templating

/// What stands around every page.
package struct Layout: TemplateModel {
  /// The part of the site that the navigation marks as the current one.
  enum Section { case traces, newTrace, runs, connections, account }

  let title: String
  let callerName: String?
  let csrf: String
  var notice: Notice?
  let hold: String?
  let seen: String?
  let formKey: String
  var section: Section?

  /// - Parameters:
  ///   - title: of the page, without the program's name.
  ///   - callerName: who is signed in; `nil`: nobody.
  ///   - csrf: the token that the session's forms carry; empty where there is no session.
  ///   - notice: what was just done.
  ///   - hold: why a form was not carried out that is shown again, in sentences.
  ///   - seen: what that form was opened with, to be compared when it is sent once more.
  ///   - formKey: random for each page: a form that bears it does its work once.
  package init(
    title: String, callerName: String?, csrf: String, notice: Notice?, hold: String?,
    seen: String? = nil, formKey: String
  ) {
    self.title = title
    self.callerName = callerName
    self.csrf = csrf
    self.notice = notice
    self.hold = hold
    self.seen = seen
    self.formKey = formKey
  }

  func within(_ section: Section) -> Layout {
    var layout = self
    layout.section = section
    return layout
  }

  package static var fields: [Field<Layout>] {
    [
      .model("paths") { _ in PlainPaths() },
      .text("title") { $0.title },
      .text("caller") { $0.callerName?.listed },
      .text("csrf") { $0.csrf },
      .text("notice") { $0.notice?.words },
      .text("hold") { $0.hold },
      .text("form_key") { $0.formKey },
      .flag("in_traces") { $0.section == .traces },
      .flag("in_new") { $0.section == .newTrace },
      .flag("in_runs") { $0.section == .runs },
      .flag("in_connections") { $0.section == .connections },
      .flag("in_account") { $0.section == .account },
    ]
  }
}
