import Automations
package import HTTPTypes
package import Hummingbird
import Logging
import Metrics
import NIOCore
import OrderedJSON

/// Answers every request: the route table behind the middleware.
package struct SiteResponder: HTTPResponder {
  package typealias Context = SiteContext

  private let router: any HTTPResponder<SiteContext>
  private let errors: ErrorAnswers

  /// Makes the router, and for each route the instrument that times it.
  package init(_ services: Services) {
    let table = RouteTable(services)
    let errors = ErrorAnswers(services: services, table: table)
    let authentication = Authentication(
      accounts: services.accounts, origin: services.origin, now: services.now)
    let repeated = RepeatedCalls(services: services, errors: errors)
    let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: errors)
    for route in table.routes {
      let duration = Timer(
        label: "reprise_request_duration_seconds",
        dimensions: [("method", route.method.rawValue), ("route", route.path)],
        factory: services.metrics)
      router.on(RouterPath(route.path), method: route.method) { request, context -> Response in
        let start = ContinuousClock.now
        defer { duration.record(duration: ContinuousClock.now - start) }
        var context = context
        try await authentication.prove(request, &context, for: route)
        let turn = try await services.turn(context)
        defer { turn?.free() }
        context.isLanding = await services.isLanding(request, by: context.caller)
        return try await repeated.answer(request, context, for: route)
      }
    }
    self.router = router.buildResponder()
    self.errors = errors
  }

  package func respond(to request: Request, context: SiteContext) async throws -> Response {
    var context = context
    context.forward = { [router] in try await router.respond(to: $0, context: $1) }
    return try await router.respond(to: request, context: context)
  }

  /// The answer to a request whose body is over the limit, which nobody read.
  package func refuseOversized(_ request: Request) async -> Response {
    await refuse(request, with: ContentTooLarge(limit: Limits.bodyBytes))
  }

  /// The answer to a request that cannot be read, of which only the address is known.
  /// - Parameter status: 400, or 431 for too many header fields.
  package func refuseUnreadable(
    _ target: String?, _ status: HTTPResponse.Status
  ) async -> Response {
    let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: target ?? "/")
    return await refuse(
      Request(head: head, body: RequestBody(buffer: ByteBuffer())),
      with: Unreadable(status: status))
  }

  private func refuse(_ request: Request, with error: any Error) async -> Response {
    let context = SiteContext(source: SiteSource(logger: Logger(label: "reprise.site")))
    return await errors.finished(errors.answer(to: error, request, context))
  }
}

extension Services {
  /// Waits until the requests of the same account let this one be at work too, so that one account's
  /// leave room for others'.
  /// - Returns: `nil` for a form that is carried out within another request.
  /// - Throws: `Refusal.tooMany`.
  fileprivate func turn(_ context: SiteContext) async throws -> Slots.Slot? {
    guard !context.isCarried else { return nil }
    do {
      return try await turns.slot(of: context.caller?.userID)
    } catch is Slots.Busy {
      throw Refusal.tooMany(
        "An account may have \(turns.each) requests at work and \(turns.line) waiting, fewer while others' "
          + "wait too; send it again in a moment", retryAfter: Limits.turnRetryAfter)
    }
  }
}

/// A body over the limit.
struct ContentTooLarge: Error {
  /// In bytes.
  let limit: Int
}

/// A request that is none, as far as it came.
struct Unreadable: Error {
  let status: HTTPResponse.Status
}
