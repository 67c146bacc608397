import Automations
package import HTTPTypes
package import Hummingbird
import OrderedJSON

/// A line of the route table. The router, the contract of `/openapi.json` and the access matrix of
/// the tests are made from these.
package struct Route: Sendable {
  /// Answers a request that was let through; what it throws becomes an answer elsewhere.
  package typealias Handler = @Sendable (Request, SiteContext) async throws -> Response

  /// The same for a page of somebody who is signed in.
  typealias VisitHandler<Parameters> = @Sendable (Visit<Parameters>) async throws -> Response

  /// Who may use a route.
  package enum Audience: Sendable {
    /// `callers`: whoever a token or a session proves.
    case everybody, callers, administrators
    /// Who asks from this machine itself, and an administrator's API token.
    case operators
  }
  /// What a route answers in, its errors too.
  package enum Face: Sendable { case api, page }

  /// What kind of weight a call of the route is to others.
  package enum Weight: String, Sendable {
    case light, save, deploy, run, preview
  }

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
  package let weight: Weight
  /// Whether the request or its answer holds a secret, so that nothing of either is kept.
  let holdsSecret: Bool
  /// What it takes and answers; `nil`: a page.
  let contract: Contract?
  let handler: Handler
  /// Shows the page of a form, filled as it was sent, and carries nothing out; `nil`: it has none.
  let again: Handler?
  /// Whether what a kept answer of the route tells is so still; `nil`: it tells what was done, which
  /// stays so.
  var isSoStill: (@Sendable (KeptAnswer, Request, Caller) async throws -> Bool)?
  /// Whether the address alone proves who asks: what else a request proves is not looked at.
  package var isProvedByAddress = false
}

/// What a route of the API takes and answers, for whoever reads the contract.
struct Contract: Sendable {
  /// What it does, in a few words.
  let summary: String
  let parameters: [PathParameter]
  let input: InputDescription
  let statuses: [HTTPResponse.Status]
  /// With which it may be refused, besides those that every call may.
  var refusals: [HTTPResponse.Status] = []
  /// Of the answer; `nil`: it is no JSON.
  let answer: Schema?
}

extension Route {
  /// An endpoint of the JSON API.
  static func api<Parameters, Taken: Sendable, Answered>(
    _ method: HTTPRequest.Method, _ path: Path<Parameters>, _ summary: String,
    for audience: Audience = .callers, weight: Weight = .light, isReading: Bool = false,
    holdsSecret: Bool = false, takes input: Input<Taken>, answers: Answers<Answered>,
    _ handler: @escaping @Sendable (Call<Parameters, Taken>) async throws -> Answered
  ) -> Route {
    Route(
      method: method, path: path.pattern, face: .api, audience: audience,
      isReading: isReading || method == .get, weight: weight, holdsSecret: holdsSecret,
      contract: Contract(
        summary: summary, parameters: path.parameters, input: input.description,
        statuses: answers.statuses, answer: answers.schema),
      handler: { request, context in
        let call = Call(
          path: try path.read(context), input: try await input.read(request),
          act: try context.requireAct(), newID: context.newID)
        return answers.response(try await handler(call))
      }, again: nil)
  }

  /// An endpoint for everybody whose address proves that who knows it may use it.
  /// - Parameters:
  ///   - prove: reads what stands in the address; what the body says of one that is none is nobody's
  ///     business.
  ///   - limit: of the body, in bytes.
  static func provedByAddress<Proved, Taken: Sendable, Answered>(
    _ method: HTTPRequest.Method, _ path: Path<String>, _ summary: String,
    _ prove: @escaping @Sendable (String) throws -> Proved, upTo limit: Int,
    takes input: Input<Taken>, answers: Answers<Answered>, refuses: [HTTPResponse.Status],
    _ handler: @escaping @Sendable (Proved, Taken) async throws -> Answered
  ) -> Route {
    Route(
      method: method, path: path.pattern, face: .api, audience: .everybody, isReading: false,
      weight: .light, holdsSecret: true,
      contract: Contract(
        summary: summary, parameters: path.parameters, input: input.description,
        statuses: answers.statuses, refusals: refuses, answer: answers.schema),
      handler: { request, context in
        let proved = try prove(try path.read(context))
        let taken = try await input.read(try await request.withBody(upTo: limit))
        return answers.response(try await handler(proved, taken))
      }, again: nil, isProvedByAddress: true)
  }

  /// An endpoint that takes nothing and writes its own answer.
  static func status(
    _ path: Path<Void>, _ summary: String, for audience: Audience,
    _ statuses: [HTTPResponse.Status],
    answers schema: Schema?, _ handler: @escaping Handler
  ) -> Route {
    Route(
      method: .get, path: path.pattern, face: .api, audience: audience, isReading: true,
      weight: .light, holdsSecret: false,
      contract: Contract(
        summary: summary, parameters: [], input: Input.nothing.description, statuses: statuses,
        answer: schema),
      handler: handler, again: nil)
  }

  /// A page, or a form of one, for whoever is signed in.
  static func page<Parameters>(
    _ method: HTTPRequest.Method, _ path: Path<Parameters>, weight: Weight = .light,
    holdsSecret: Bool = false, _ handler: @escaping VisitHandler<Parameters>,
    again: VisitHandler<Parameters>? = nil
  ) -> Route {
    func visited(_ handler: @escaping VisitHandler<Parameters>) -> Handler {
      { request, context in try await handler(Visit(request, context, to: path)) }
    }
    return Route(
      method: method, path: path.pattern, face: .page, audience: .callers,
      isReading: method == .get, weight: weight, holdsSecret: holdsSecret, contract: nil,
      handler: visited(handler), again: again.map(visited))
  }

  /// A page, or a form of one, for everybody, signed in or not. A form's body is small, so that nobody
  /// has to be asked who sends it.
  static func openPage(
    _ method: HTTPRequest.Method, _ path: Path<Void>, holdsSecret: Bool = false,
    _ handler: @escaping Handler
  ) -> Route {
    Route(
      method: method, path: path.pattern, face: .page, audience: .everybody,
      isReading: method == .get, weight: .light, holdsSecret: holdsSecret, contract: nil,
      handler: { request, context in
        try await handler(try await request.withBody(upTo: Limits.openFormBytes), context)
      }, again: nil)
  }

  /// The route, whose kept answers are given again only while what they tell is so.
  func repeated(
    while isSoStill: @escaping @Sendable (KeptAnswer, Request, Caller) async throws -> Bool
  ) -> Route {
    var route = self
    route.isSoStill = isSoStill
    return route
  }

  /// Whether a repeated call is answered from what was kept: it may carry a key. What changes nothing
  /// is answered anew.
  var isRepeatable: Bool { method == .post && !holdsSecret && !isReading }

  /// Whether the pattern covers a path of these segments, its own parameters included.
  func covers(_ segments: [some StringProtocol]) -> Bool {
    let pattern = path.split(separator: "/")
    return pattern.count == segments.count
      && zip(pattern, segments).allSatisfy { $0.hasPrefix("{") || $0.elementsEqual($1) }
  }
}

extension Request {
  /// The same with its body at hand.
  /// - Parameter limit: of the body, in bytes.
  /// - Throws: `ContentTooLarge`.
  fileprivate func withBody(upTo limit: Int) async throws -> Request {
    let body = try await self.body.collect(upTo: .max)
    guard body.readableBytes <= limit else { throw ContentTooLarge(limit: limit) }
    return Request(head: head, body: RequestBody(buffer: body))
  }
}
