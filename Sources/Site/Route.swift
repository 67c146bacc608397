package import HTTPTypes
package import Hummingbird

/// A line of the route table. The router, and the access matrix of the tests, are made from these.
package struct Route: Sendable {
  /// Answers a request that was let through; what it throws becomes an answer elsewhere.
  package typealias Handler = @Sendable (Request, SiteContext) async throws -> Response

  /// Who may use a route.
  package enum Audience: Sendable {
    /// `callers`: whoever a token or a session proves.
    case everybody, callers, administrators
    /// Who asks from this machine itself, and an administrator's API token.
    case operators
  }
  /// What a route answers in, its errors too.
  package enum Face: Sendable { case api, page }

  /// A route for GET answers HEAD too.
  package let method: HTTPRequest.Method
  /// `{name}` stands for one segment.
  package let path: String
  /// Tells how a caller is proved: by token or by session.
  package let face: Face
  /// All others get 401 or 403, on a page the way to sign in.
  package let audience: Audience
  /// Whether the call changes nothing, though its method could.
  package let isReading: Bool
  /// Whether the request or its answer holds a secret, so that nothing of either is kept.
  let holdsSecret: Bool
  let handler: Handler

  static func api(
    _ method: HTTPRequest.Method, _ path: String, for audience: Audience = .callers,
    isReading: Bool = false, holdsSecret: Bool = false, _ handler: @escaping Handler
  ) -> Route {
    Route(
      method: method, path: path, face: .api, audience: audience,
      isReading: isReading || method == .get, holdsSecret: holdsSecret, handler: handler)
  }

  static func page(
    _ method: HTTPRequest.Method, _ path: String, for audience: Audience = .callers,
    holdsSecret: Bool = false, _ handler: @escaping Handler
  ) -> Route {
    Route(
      method: method, path: path, face: .page, audience: audience, isReading: method == .get,
      holdsSecret: holdsSecret, handler: handler)
  }

  /// Whether the pattern covers a path, its own parameters included.
  func covers(_ other: some StringProtocol) -> Bool {
    let pattern = path.split(separator: "/")
    let segments = other.split(separator: "/")
    return pattern.count == segments.count
      && zip(pattern, segments).allSatisfy { $0.hasPrefix("{") || $0.elementsEqual($1) }
  }
}
