import Automations
package import Templating

extension TraceListPage {
  /// A link of the list to itself.
  package struct Link: TemplateModel {
    let words: String
    let path: String
    var isCurrent = false

    package static var fields: [Field<Link>] {
      [.text("words") { $0.words }, .text("path") { $0.path }, .flag("current") { $0.isCurrent }]
    }
  }

  var tabs: [Link] {
    [Link(words: "All", path: path(status: nil, offset: 0), isCurrent: status == nil)]
      + DeploymentStatus.allCases.map {
        Link(
          words: Badge($0).words, path: path(status: $0, offset: 0), isCurrent: status == $0)
      }
  }

  var pages: PageLinks? {
    PageLinks(window, shown: rows.count, of: total) { path(status: status, offset: $0) }
  }

  private func path(status: DeploymentStatus?, offset: Int) -> String {
    Paths.traces(
      query: [
        "status": status?.rawValue, "limit": window.limitText,
        "offset": Window.offsetText(offset),
      ])
  }
}
