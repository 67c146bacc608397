import Automations
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Lets a call that carries a key do its work once, however often it is repeated: the header
/// `Idempotency-Key` in the API, the field `idempotency_key` of the forms.
struct RepeatedCalls {
  let idempotency: IdempotencyUseCases
  let errors: ErrorAnswers

  func answer(_ request: Request, _ context: SiteContext, for route: Route) async throws -> Response
  {
    guard route.method == .post, let caller = context.caller, !route.holdsSecret else {
      return try await route.handler(request, context)
    }
    let body = try await request.body.collect(upTo: .max)
    let request = Request(head: request.head, body: RequestBody(buffer: body))
    guard let call = call(request, body, by: caller, for: route) else {
      return try await route.handler(request, context)
    }
    do {
      if let known = try await idempotency.begin(call) { return Response(known) }
    } catch Refusal.invalid(let faults) {
      throw InvalidInput(place: .header, faults: faults)
    }
    return try await carryOut(call, request, context, for: route)
  }

  private func carryOut(
    _ call: RepeatableCall, _ request: Request, _ context: SiteContext, for route: Route
  ) async throws -> Response {
    var context = context
    context.newID = call.identifier
    let response: Response
    do {
      response = try await route.handler(request, context)
    } catch {
      response = await errors.answer(to: error, request, context)
    }
    return try await kept(response, of: call, for: route, context)
  }

  /// Remembers the answer. One that tells of trouble here is no answer to the call, and a form that
  /// was refused is sent again when it is mended.
  private func kept(
    _ response: Response, of call: RepeatableCall, for route: Route, _ context: SiteContext
  ) async throws -> Response {
    let isFinal =
      route.face == .api ? response.status.code < 500 : response.status.kind == .redirection
    guard isFinal else {
      await end(call, with: nil, context)
      return response
    }
    let body = CollectedBody()
    try await response.body.write(body)
    let answer = KeptAnswer(
      status: response.status.code, contentType: response.headers[.contentType],
      location: response.headers[.location], body: Array(body.buffer.readableBytesView))
    await end(call, with: answer, context)
    return Response(
      status: response.status, headers: response.headers,
      body: ResponseBody(byteBuffer: body.buffer))
  }

  /// What was done is done, and its answer true, even where that cannot be remembered.
  private func end(
    _ call: RepeatableCall, with answer: KeptAnswer?, _ context: SiteContext
  ) async {
    do {
      try await idempotency.end(call, with: answer)
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
      guard let form, let given = form["idempotency_key"], given.utf8.count <= 100 else {
        return nil
      }
      fingerprint = Secret.hash(path + form.bytes)
      key = given
    }
    // Another form is another deed: somebody went back and changed what had been typed.
    return RepeatableCall(
      userID: caller.userID, route: "\(route.method.rawValue) \(route.path)", key: key,
      fingerprint: fingerprint, supersedes: route.face == .page)
  }
}

extension Response {
  /// An answer that was given before.
  fileprivate init(_ kept: KeptAnswer) {
    var headers: HTTPFields = [:]
    headers[.contentType] = kept.contentType
    headers[.location] = kept.location
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
