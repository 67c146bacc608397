import Automations
import HTTPTypes
import Hummingbird
import OrderedJSON
import Scheduling

/// Proves who asks: by token in the API, by session cookie on the pages.
struct Authentication {
  let accounts: AccountUseCases
  let origin: PublicOrigin
  let now: @Sendable () -> Instant

  /// Fills in who asks, and refuses one who may not use the route.
  func prove(_ request: Request, _ context: inout SiteContext, for route: Route) async throws {
    switch route.face {
    // Whoever was called may send along what proves them elsewhere.
    case .api where route.isProvedByAddress: return
    case .api: try await proveAPI(request, &context, for: route)
    case .page: try await provePage(request, &context, for: route)
    }
    let needsAdministrator =
      route.audience == .administrators
      || route.audience == .operators && !request.isLocal(context, at: origin)
    if needsAdministrator, context.caller?.isAdministrator != true {
      throw Refusal.forbidden("Only an administrator may do this")
    }
  }

  private func proveAPI(
    _ request: Request, _ context: inout SiteContext, for route: Route
  ) async throws {
    if let token = request.bearerToken {
      guard let proved = try await accounts.caller(token: token) else { throw Unauthenticated() }
      if proved.token.access == .read, !route.isReading, route.audience != .everybody {
        throw Refusal.forbidden("This token may only read; this call needs one that may write")
      }
      context.act = act(of: proved.caller, .token(proved.token.id), context)
    } else if route.audience == .operators {
      if request.isLocal(context, at: origin) { return }
    } else if isOwnScript(request) {
      try await proveSession(request, &context)
    }
    if route.audience != .everybody, context.caller == nil { throw Unauthenticated() }
  }

  private func provePage(
    _ request: Request, _ context: inout SiteContext, for route: Route
  ) async throws {
    try await proveSession(request, &context)
    // Without a session too: what the sign-in page carries on must be one's own.
    guard CrossOriginProtection(origin: origin).allows(request) else {
      throw Refusal.forbidden("This form was sent from another site")
    }
    if route.audience != .everybody, context.caller == nil { throw Unauthenticated() }
  }

  private func proveSession(_ request: Request, _ context: inout SiteContext) async throws {
    guard let secret = SessionCookie(origin: origin).secret(of: request),
      let session = try await accounts.session(secret)
    else { return }
    context.session = session
    let caller = Caller(userID: session.userID, isAdministrator: session.isAdministrator)
    context.act = act(of: caller, .session(session.id), context)
  }

  /// What counts is when the request came, however long it waits.
  private func act(of caller: Caller, _ proof: Act.Proof, _ context: SiteContext) -> Act {
    Act(caller: caller, proof: proof, address: context.remoteAddress, at: now())
  }

  /// Whether the site's own script asks: same origin, and JSON, which no form can send.
  private func isOwnScript(_ request: Request) -> Bool {
    request.headers[.secFetchSite] == "same-origin"
      && (request.isSafe || request.hasJSONContentType)
  }
}

/// The cookie that carries a session's secret.
struct SessionCookie {
  let origin: PublicOrigin

  /// `__Host-` wants TLS; over plain http on a loopback host the name goes without.
  private var name: String { origin.isSecure ? "__Host-reprise" : "reprise" }
  private var attributes: String {
    "Path=/; HttpOnly; SameSite=Lax" + (origin.isSecure ? "; Secure" : "")
  }

  func secret(of request: Request) -> String? {
    request.cookie(name)
  }

  /// As a browser sends it.
  func pair(_ secret: String) -> String { "\(name)=\(secret)" }

  /// The browser keeps it as long as a session lasts at most.
  func set(_ secret: String) -> String {
    let seconds = Limits.sessionTime.inAll / 1000
    return "\(pair(secret)); Max-Age=\(seconds); \(attributes)"
  }

  var clear: String { "\(name)=; Max-Age=0; \(attributes)" }
}

extension Request {
  /// The value of a cookie; `nil` where there is none of that name.
  func cookie(_ name: String) -> String? {
    let pairs = headers[values: .cookie].flatMap { $0.split(separator: ";") }
    for pair in pairs {
      let pair = pair.drop { $0 == " " }
      if pair.hasPrefix(name + "=") { return String(pair.dropFirst(name.utf8.count + 1)) }
    }
    return nil
  }

  var bearerToken: String? {
    guard let value = headers[.authorization] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return "" }
    return String(parts[1])
  }

  /// `application/json` or a type with the suffix `+json` (RFC 6839).
  var hasJSONContentType: Bool {
    guard let value = headers[.contentType] else { return false }
    let type = value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
  }
}
