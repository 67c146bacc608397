import Automations
import OrderedJSON

extension Shape {
  /// `{"success": true, "<name>": […], "count": …, "total": …}`.
  static func listing<Element>(
    _ name: String, of element: Shape<Element>
  ) -> Shape where Value == Listing<Element> {
    .success([
      Member(name, element.list()) { $0.elements },
      Member("count", .count) { $0.elements.count },
      Member("total", .count) { $0.total },
    ])
  }
}

extension RequestField where Value == Int? {
  static var limit: RequestField { .optional("limit", .integer(Window.limits)) }
  static var offset: RequestField { .optional("offset", .integer(0...Int(Int32.max))) }
}

extension Window {
  /// As the query gave it, else from the newest on.
  init(_ limit: Int?, _ offset: Int?) {
    self.init(limit: limit ?? Window.defaultLimit, offset: offset ?? 0)
  }
}

extension Input where Value == Window {
  static var window: Input {
    .query(.limit, .offset) { limit, offset throws(Refusal) in Window(limit, offset) }
  }
}
