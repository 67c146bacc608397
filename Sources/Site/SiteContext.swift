import Automations
package import Hummingbird
package import Logging

/// What a request carries through middleware and handlers.
package struct SiteContext: RequestContext {
  package typealias Source = SiteSource

  package var coreContext: CoreRequestContextStorage
  /// Who asks, and how that was proved; `nil` where the route is open to everybody and nobody was
  /// proved.
  var act: Act?
  /// The session that proved the caller, where it was one.
  var session: Session?
  /// The client's address as the web server saw it.
  let remoteAddress: String?
  /// The id of what the request makes; derived from its key where it has one.
  var newID = Identifier.random()
  /// Whether the page is the one that a form led to, shown for the first time.
  var isLanding = false
  /// Why a form was not carried out that is shown again, in sentences; `nil`: none is.
  var hold: String?
  /// What that form was opened with, where nobody has compared it yet: it is, when it is sent once more.
  var seen: String?
  /// Whether the request is a form that came through the sign-in page.
  var isCarried = false
  /// Answers another request in the place of this one; `nil` where that would go on without an end.
  var forward: (@Sendable (Request, SiteContext) async throws -> Response)?

  package init(source: SiteSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.remoteAddress
  }
}

/// What the site needs to know of the transport.
package struct SiteSource: RequestContextSource {
  package let logger: Logger
  /// The client's address as the web server saw it, whatever the request says of itself.
  package let remoteAddress: String?

  package init(logger: Logger, remoteAddress: String? = nil) {
    self.logger = logger
    self.remoteAddress = remoteAddress
  }
}

extension SiteContext {
  var caller: Caller? { act?.caller }

  /// What whoever was proved does by this request.
  func requireAct() throws -> Act {
    guard let act else { throw Unauthenticated() }
    return act
  }
}

/// Nobody was proved, where somebody must be.
struct Unauthenticated: Error {}
