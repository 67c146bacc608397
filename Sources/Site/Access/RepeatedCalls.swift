import Automations
package import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import OrderedJSON
import Scheduling

/// Lets a call that carries a key do its work once, however often it is repeated: the header
/// `Idempotency-Key` in the API, the field `idempotency_key` of the forms.
struct RepeatedCalls {
  let services: Services
  let errors: ErrorAnswers

  func answer(_ request: Request, _ context: SiteContext, for route: Route) async throws -> Response
  {
    guard route.method == .post, !route.isReading, let caller = context.caller else {
      return try await route.answer(request, context)
    }
    guard !route.holdsSecret else {
      return try await carryOutSecret(request, context, by: caller, for: route)
    }
    let body = try await request.body.collect(upTo: .max)
    let request = Request(head: request.head, body: RequestBody(buffer: body))
    guard let call = call(request, body, by: caller, for: route) else {
      return try await route.answer(request, context)
    }
    let begun: BegunCall
    do {
      begun = try await services.idempotency.begin(call)
    } catch Refusal.invalid(let faults) {
      throw InvalidInput(place: .header, faults: faults)
    }
    switch begun {
    case .new(let id):
      var context = context
      context.newID = id
      return try await carryOut(call, request, context, for: route)
    case .answered(let answer, let time):
      // A page that was not shown yet is what a double click lands on.
      guard route.face == .page else {
        return try await repeated(answer, to: request, from: time, by: caller, for: route)
      }
      guard answer.receipt == nil else { return Response(answer) }
      return try alreadyDone(answer, at: time, request, body, context)
    }
  }

  /// Says that it is a repetition, and of when.
  private func repeated(
    _ answer: KeptAnswer, to request: Request, from time: Instant, by caller: Caller,
    for route: Route
  ) async throws -> Response {
    let date = LocalTime(time, in: nil).httpDate
    if let isSoStill = route.isSoStill,
      HTTPResponse.Status(code: answer.status).kind == .successful,
      try await !isSoStill(answer, request, caller)
    {
      throw Refusal.conflict(
        "This was done on \(date), and what was answered is not so any more; to do it again, use a new "
          + "Idempotency-Key")
    }
    return Response(answer, besides: [.idempotentReplayed: "true", .idempotentDate: date])
  }

  private func alreadyDone(
    _ answer: KeptAnswer, at time: Instant, _ request: Request, _ body: ByteBuffer,
    _ context: SiteContext
  ) throws -> Response {
    try services.render(
      AlreadyDonePage(
        layout: services.layout("Already done", context, request), path: request.uri.path,
        form: try Form(body: body, type: request.headers[.contentType] ?? ""),
        place: answer.location, at: time, now: services.now()),
      status: .conflict)
  }

  private func carryOut(
    _ call: RepeatableCall, _ request: Request, _ context: SiteContext, for route: Route
  ) async throws -> Response {
    let response: Response
    do {
      response = try await route.answer(request, context)
    } catch {
      response = await errors.answer(to: error, request, context)
    }
    return try await kept(response, of: call, for: route, context)
  }

  /// Keeps nothing of the request, not even a hash, and of a form only that its page is to say what
  /// was done.
  private func carryOutSecret(
    _ request: Request, _ context: SiteContext, by caller: Caller, for route: Route
  ) async throws -> Response {
    let response = try await route.answer(request, context)
    guard route.face == .page, response.headers[.location]?.contains("notice=") == true else {
      return response
    }
    let call = RepeatableCall(
      userID: caller.userID, route: "\(route.method.rawValue) \(route.path)",
      key: Identifier.random(), fingerprint: [], sender: .form)
    do { _ = try await services.idempotency.begin(call) } catch { return response }
    return try await kept(response, of: call, for: route, context)
  }

  /// Remembers an answer that settled something. One that tells of trouble here, or of who asks and
  /// how often, is no answer to the call, and a form that was refused is sent again when it is
  /// mended.
  private func kept(
    _ response: Response, of call: RepeatableCall, for route: Route, _ context: SiteContext
  ) async throws -> Response {
    let isFinal =
      route.face == .api ? response.status.isSettled : response.status.kind == .redirection
    guard isFinal else {
      await end(call, with: nil, context)
      return response
    }
    let body = CollectedBody()
    try await response.body.write(body)
    let whole = Response(
      status: response.status, headers: response.headers,
      body: ResponseBody(byteBuffer: body.buffer))
    let answer = KeptAnswer(
      whole, body: body.buffer, receipt: route.face == .page ? Identifier.random() : nil)
    await end(call, with: answer, context)
    return route.face == .page ? Response(answer, besides: whole.headers) : whole
  }

  /// What was done is done, and its answer true, even where that cannot be remembered.
  private func end(
    _ call: RepeatableCall, with answer: KeptAnswer?, _ context: SiteContext
  ) async {
    do {
      try await services.idempotency.end(call, with: answer)
    } catch {
      context.logger.error(
        "An answer could not be kept; its call is carried out again if it is repeated",
        metadata: ["route": "\(call.route)", "error": "\(error)"])
    }
  }

  private func call(
    _ request: Request, _ body: ByteBuffer, by caller: Caller, for route: Route
  ) -> RepeatableCall? {
    let path = Array(request.uri.string.utf8) + [0]
    let fingerprint: [UInt8]
    let key: String
    switch route.face {
    case .api:
      guard let given = request.headers[.idempotencyKey] else { return nil }
      fingerprint = Secret.hash(path + body.readableBytesView)
      key = given
    case .page:
      let form = try? Form(body: body, type: request.headers[.contentType] ?? "")
      guard let form, let given = form["idempotency_key"], given.utf8.count <= Limits.formKey
      else { return nil }
      fingerprint = Secret.hash(path + form.bytes)
      key = given
    }
    return RepeatableCall(
      userID: caller.userID, route: "\(route.method.rawValue) \(route.path)", key: key,
      fingerprint: fingerprint, sender: route.face == .page ? .form : .program)
  }
}

extension HTTPResponse.Status {
  /// Whether an answer settles its call: it was done or refused, and would be again. Who asks, how
  /// often, how much and how early is another time's question.
  package var isSettled: Bool {
    switch self {
    case .unauthorized, .forbidden, .requestTimeout, .contentTooLarge, .tooEarly, .tooManyRequests:
      false
    default: kind == .successful || kind == .clientError
    }
  }
}

extension KeptAnswer {
  /// What is kept of an answer: all of it, or where that is too long, that it was given.
  fileprivate init(_ response: Response, body: ByteBuffer, receipt: String?) {
    let isDone = response.status.kind == .successful
    let short: JSON =
      isDone
      ? ["success": true, "message": "This was done; that answer was too long to be kept"]
      : ["detail": "This was refused; that answer was too long to be kept"]
    self.init(
      status: response.status.code, contentType: response.headers[.contentType],
      location: response.headers[.location],
      body: body.readableBytes <= Limits.keptAnswer
        ? Array(body.readableBytesView) : short.bytes,
      receipt: receipt)
  }
}

extension Response {
  /// An answer as it is given, or was before. A form's leads to its page with the receipt.
  fileprivate init(_ kept: KeptAnswer, besides headers: HTTPFields = [:]) {
    var headers = headers
    headers[.contentType] = kept.contentType
    headers[.location] = kept.location.map { place in
      kept.receipt.map { Landing(place: place, receipt: $0).address } ?? place
    }
    self.init(
      status: .init(code: kept.status), headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: kept.body)))
  }
}

/// Gathers the body of an answer.
private final class CollectedBody: ResponseBodyWriter {
  var buffer = ByteBuffer()

  func write(_ buffer: ByteBuffer) { self.buffer.writeImmutableBuffer(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) {}
}
