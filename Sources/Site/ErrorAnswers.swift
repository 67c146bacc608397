import Automations
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OrderedJSON
import Templating

/// The one place where errors become answers, and where every answer gets its security headers.
struct ErrorAnswers: RouterMiddleware {
  typealias Context = SiteContext

  let services: Services
  let table: RouteTable

  func handle(
    _ request: Request, context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    do {
      return finished(try await next(request, context))
    } catch {
      return finished(await answer(to: error, request, context))
    }
  }

  /// An answer with its security headers, as it leaves.
  func finished(_ response: Response) -> Response {
    var response = response
    SecurityHeaders.set(on: &response, isSecure: services.origin.isSecure)
    return response
  }

  /// The answer to an error, in the dress of the part of the site that was asked.
  func answer(to error: any Error, _ request: Request, _ context: SiteContext) async -> Response {
    let problem = problem(of: error, request, context)
    if table.isForAPI(request.uri.path) { return problem.json }
    if problem.status == .unauthorized { return await ask(request, context) }
    var context = context
    context.session = await session(of: request)
    let page = ErrorPage(
      layout: services.layout(ErrorPage.title(of: problem.status.code), context, request),
      status: problem.status.code, detail: problem.sentence)
    var response = (try? services.render(page, status: problem.status)) ?? problem.plain
    response.headers.append(contentsOf: problem.headers)
    return response
  }

  /// Asks who it is, with the form in hand that was sent.
  private func ask(_ request: Request, _ context: SiteContext) async -> Response {
    let signIn = SignInPages(services: services)
    guard let form = table.form(request), form.again != nil || form.holdsSecret else {
      return .seeOther(SignInPages.path(thenTo: request))
    }
    let page =
      form.again == nil
      ? try? signIn.askWithoutForm(request, context) : try? await signIn.ask(request, context)
    if var page {
      page.headers[.wwwAuthenticate] = "Bearer"
      return page
    }
    return .seeOther(SignInPages.path(thenTo: request))
  }

  /// Whose page it is, so that an error keeps the navigation; nobody's where that cannot be told.
  private func session(of request: Request) async -> Session? {
    guard let secret = SessionCookie(origin: services.origin).secret(of: request) else {
      return nil
    }
    return try? await services.accounts.session(secret)
  }

  private func problem(
    of error: any Error, _ request: Request, _ context: SiteContext
  ) -> Problem {
    switch error {
    case let refusal as Refusal: return Problem(refusal)
    case let input as InvalidInput: return .invalid(input.faults, in: input.place.rawValue)
    case is Unauthenticated:
      return Problem(
        .unauthorized, "Send a valid token as \"Authorization: Bearer <token>\"",
        headers: [.wwwAuthenticate: "Bearer"])
    case let body as UnsupportedMediaType:
      return Problem(
        .unsupportedMediaType,
        table.isForAPI(request.uri.path)
          ? "Content-Type must be \(body.taken)"
          : "This is no form; go back, reload the page, and send it again")
    case let body as ContentTooLarge:
      return Problem(.contentTooLarge, "The body is over the limit of \(body.limit.inUnits)")
    case let request as Unreadable where request.status == .requestHeaderFieldsTooLarge:
      return Problem(request.status, "The request has over \(Limits.requestFields) header fields")
    case let request as Unreadable:
      return Problem(request.status, "The request could not be understood")
    case let error as HTTPError where error.status == .notFound:
      let methods = table.methods(of: request.uri.path)
      guard !methods.isEmpty else { return Problem(.notFound, "Not found") }
      // The path of a trace whose id is the beginning of another path: no trace has that id.
      guard !methods.contains(request.method.rawValue) else {
        return Problem(Refusal.notFound(.trace))
      }
      return Problem(
        .methodNotAllowed, "This address takes \(methods.joined(separator: ", "))",
        headers: [.allow: methods.joined(separator: ", ")])
    case let failure as any StorageFailure:
      guard !failure.isUnreadable else {
        let id = logged(failure, context)
        return Problem(
          .internalServerError,
          "What is stored here cannot be read; nothing was changed, and the log has it as \(id)")
      }
      context.logger.error("storage failed", metadata: ["error": "\(failure)"])
      return failure.isFull
        ? Problem(
          .init(code: 507, reasonPhrase: "Insufficient Storage"),
          "The disk is full; nothing was changed")
        : Problem(
          .serviceUnavailable, "The storage does not answer; nothing was changed",
          headers: [.retryAfter: "5"])
    default:
      let id = logged(error, context)
      if services.templates.reloads, error is TemplateFaults || error is RenderFault {
        return Problem(.internalServerError, "\(error)")
      }
      return Problem(.internalServerError, "Something went wrong here; the log has it as \(id)")
    }
  }

  /// - Returns: the name under which the log has the error.
  private func logged(_ error: any Error, _ context: SiteContext) -> String {
    let id = Identifier.random()
    context.logger.error("request failed", metadata: ["id": "\(id)", "error": "\(error)"])
    return id
  }
}

extension Int {
  /// Bytes as people write them: `384 KiB`.
  fileprivate var inUnits: String {
    self % (1 << 20) == 0 ? "\(self >> 20) MiB" : "\(self >> 10) KiB"
  }
}

/// An error as an answer tells it.
struct Problem {
  let status: HTTPResponse.Status
  let detail: JSON
  let headers: HTTPFields
  /// What a program is told besides.
  private let others: [JSON.Member]

  init(
    _ status: HTTPResponse.Status, _ text: String, headers: HTTPFields = [:],
    others: [JSON.Member] = []
  ) {
    (self.status, detail, self.headers) = (status, .string(text), headers)
    self.others = others
  }

  init(_ refusal: Refusal) {
    switch refusal {
    case .notFound(let noun): self.init(.notFound, noun.message)
    case .forbidden(let text): self.init(.forbidden, text)
    case .badRequest(let text): self.init(.badRequest, text)
    case .conflict(let text): self.init(.conflict, text)
    case .inUse(let text, let tools):
      self.init(
        .conflict, text, others: [JSON.Member("used_by", .array(tools.map(JSON.string)))])
    case .gone(let text): self.init(.gone, text)
    case .invalid(let faults): self = .invalid(faults, in: "body")
    case .tooMany(let text, let seconds):
      self.init(.tooManyRequests, text, headers: [.retryAfter: String(seconds)])
    }
  }

  static func invalid(_ faults: [Fault], in place: String) -> Problem {
    Problem(
      status: .unprocessableContent,
      detail: .array(
        faults.map { fault in
          let path = fault.path.map { Int($0).map { JSON($0) } ?? .string($0) }
          let offers = fault.offers.map(JSON.string)
          return .object(
            [
              JSON.Member("loc", .array([.string(place)] + path)),
              JSON.Member("msg", .string(fault.message)),
              JSON.Member("type", .string(fault.kind.rawValue)),
            ] + (offers.isEmpty ? [] : [JSON.Member("offers", .array(offers))]))
        }))
  }

  private init(status: HTTPResponse.Status, detail: JSON) {
    (self.status, self.detail, headers, others) = (status, detail, [:], [])
  }

  var json: Response {
    var members = [JSON.Member("detail", detail)]
    if detail.text == nil { members.append(JSON.Member("message", .string(text))) }
    var response = Response.json(.object(members + others), status: status)
    response.headers.append(contentsOf: headers)
    return response
  }

  /// For a person, where the page that tells it is itself at fault.
  var plain: Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: sentence)))
  }

  /// The problem in one text, for a program.
  var text: String { text(withoutPlace: nil) }

  /// For a person, who did not type an automation's id.
  var sentence: String { text(withoutPlace: "trace_id") }

  private func text(withoutPlace hidden: String?) -> String {
    detail.text
      ?? (detail.elements ?? []).compactMap { fault in
        let place = (fault["loc"]?.elements ?? []).dropFirst().compactMap {
          $0.text ?? $0.integer.map(String.init)
        }.filter { $0 != hidden }
        return fault["msg"]?.text.map {
          (place.isEmpty ? "" : place.joined(separator: ".") + ": ") + $0
        }
      }.joined(separator: "; ")
  }
}
