import Hummingbird

/// Every URL of the site: those of programs, and those of people.
package struct RouteTable: Sendable {
  /// No two have both method and path in common.
  package let routes: [Route]
  /// How many segments the longest path has.
  private let depth: Int

  /// - Parameter services: what each handler keeps.
  package init(_ services: Services) {
    let tests = LatestTests()
    let lines =
      RouteTable.api(services, tests: tests) + RouteTable.pages(services, tests: tests)
    routes = lines + [.contract(of: lines)]
    depth = routes.map { $0.path.split(separator: "/").count }.max() ?? 0
  }

  /// The route of a form that a request sends; `nil` where it sends none.
  func form(_ request: Request) -> Route? {
    guard request.method == .post else { return nil }
    let segments = request.uri.path.split(separator: "/", maxSplits: depth + 1)
    return routes.first { $0.method == .post && $0.covers(segments) }
  }

  /// The methods that a path takes; empty where nothing has that path. What can be read can be asked
  /// for its head alone (RFC 9110, 9.3.2).
  func methods(of path: some StringProtocol) -> [String] {
    // What is longer than every path need not be read to its end.
    let segments = path.split(separator: "/", maxSplits: depth + 1)
    return routes.filter { $0.covers(segments) }.flatMap { route in
      route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]
    }
  }

  /// Whether a program asks, by the first segment of a path: those get JSON, people get pages, also
  /// where nothing has that path.
  func isForAPI(_ path: some StringProtocol) -> Bool {
    guard let first = path.split(separator: "/", maxSplits: 1).first else { return false }
    return routes.contains { $0.face == .api && $0.path.dropFirst().prefix { $0 != "/" } == first }
  }
}
