import Automations
package import Templating

/// Where in a list a page of it stands, with the ways to its neighbours.
package struct PageLinks: TemplateModel {
  let shown: Int
  let first: Int
  let last: Int
  let total: Int
  let previous: String?
  let next: String?

  /// - Parameters:
  ///   - shown: how many of the list the page shows.
  ///   - path: of the page that begins behind so many.
  /// - Returns: `nil` where all fits on one page.
  init?(_ window: Window, shown: Int, of total: Int, path: (_ offset: Int) -> String) {
    guard window.offset > 0 || total > shown else { return nil }
    let end = window.offset + shown
    self.shown = shown
    first = window.offset + 1
    last = end
    self.total = total
    previous = window.offset > 0 ? path(max(min(window.offset, total) - window.limit, 0)) : nil
    next = end < total && shown > 0 ? path(end) : nil
  }

  package static var fields: [Field<PageLinks>] {
    [
      .flag("any") { $0.shown > 0 },
      .number("first") { $0.first },
      .number("last") { $0.last },
      .number("total") { $0.total },
      .text("previous") { $0.previous },
      .text("next") { $0.next },
    ]
  }
}

extension Window {
  /// As parts of a query: what is usual is left out.
  var limitText: String? { limit == Window.defaultLimit ? nil : String(limit) }

  static func offsetText(_ offset: Int) -> String? { offset > 0 ? String(offset) : nil }
}
