package import Templating
import Workflows

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

  /// Where in the list this page stands; absent where all fits on one page.
  package struct Pages: TemplateModel {
    let first: Int
    let last: Int
    let previous: String?
    let next: String?

    package static var fields: [Field<Pages>] {
      [
        .number("first") { $0.first },
        .number("last") { $0.last },
        .text("previous") { $0.previous },
        .text("next") { $0.next },
      ]
    }
  }

  var tabs: [Link] {
    [Link(words: "All", path: path(status: nil, offset: 0), isCurrent: status == nil)]
      + DeploymentStatus.allCases.map {
        Link(
          words: Badge($0).words, path: path(status: $0, offset: 0), isCurrent: status == $0)
      }
  }

  var pages: Pages? {
    guard window.offset > 0 || total > rows.count else { return nil }
    let end = window.offset + rows.count
    return Pages(
      first: rows.isEmpty ? window.offset : window.offset + 1, last: end,
      previous: window.offset > 0
        ? path(status: status, offset: max(min(window.offset, total) - window.limit, 0)) : nil,
      next: end < total && !rows.isEmpty ? path(status: status, offset: end) : nil)
  }

  private func path(status: DeploymentStatus?, offset: Int) -> String {
    var query: [String] = []
    if let status { query.append("status=\(status.rawValue)") }
    if window.limit != Window.defaultLimit { query.append("limit=\(window.limit)") }
    if offset > 0 { query.append("offset=\(offset)") }
    return query.isEmpty ? "/traces" : "/traces?" + query.joined(separator: "&")
  }
}
