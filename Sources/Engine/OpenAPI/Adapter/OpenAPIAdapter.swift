package import Automations
import Glibc
package import OrderedJSON
package import Workflows

/// Calls operations of APIs as their documents describe them. What is sent and what comes back is
/// recorded as of `http`; redirects are not followed.
package struct OpenAPIAdapter: ToolAdapter {
  private let apis: DescribedAPIs
  private let now: @Sendable () -> Int
  /// What was read for a call; `nil`: what is known without asking counts.
  private var reading: DescribedAPIs.Reading?
  /// What reading it took of the call's time.
  private var spent: Duration = .zero

  /// - Parameter now: seconds since 1970, for times that a server asks to wait until.
  package init(_ apis: DescribedAPIs, now: @escaping @Sendable () -> Int = { time(nil) }) {
    (self.apis, self.now) = (apis, now)
  }

  package var kind: AdapterKind { .openapi }

  package func ready(for call: ToolCall) async -> any ToolAdapter {
    guard let api = DescribedAPI(call.connection) else { return self }
    let begin = apis.now()
    let inTime = await Deadline(within: call.timeout).bounds { [apis] in
      await apis.reading(of: api, for: call.userID, calling: call.remote)
    }
    let late = OpenAPIUnread.notCome(
      api.unread("No document came within \(call.timeout) s.").recorded, after: nil)
    var adapter = self
    adapter.reading = inTime ?? DescribedAPIs.Reading.failure(late)
    adapter.spent = apis.now() - begin
    return adapter
  }

  /// As the binding says; where it says nothing, GET and HEAD only read.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect {
    bound ?? tool(call.remote, through: call.connection)?.operation.certainEffect ?? .once
  }

  /// The host that is asked, in lower case; as long as that is not known, the document's.
  package func connection(of call: ToolCall) -> String? {
    guard let api = DescribedAPI(call.connection) else { return nil }
    let server =
      api.settings.baseURL ?? (try? tool(call.remote, through: call.connection)?.server())
      ?? api.documentURL
    return server.flatMap { try? HTTPURL($0) }?.host.lowercased()
  }

  /// What is sent; the params where nothing can be, or the document is not known.
  package func request(for call: ToolCall) -> JSON { asFarAsKnown(call).request }

  package func perform(_ call: ToolCall) async -> ToolResult {
    await ready(for: call).prepared(call).perform()
  }

  package func prepared(_ call: ToolCall) async -> PreparedCall { asFarAsKnown(call) }

  private func asFarAsKnown(_ call: ToolCall) -> PreparedCall {
    guard let api = DescribedAPI(call.connection) else {
      return PreparedCall(refusing: call, "The connection is of another kind.")
    }
    guard let reading = reading ?? apis.known(api) else {
      return PreparedCall(request: call.params) { await perform(call) }
    }
    do throws(OpenAPIRefusal) {
      let tool = try DescribedTool(call.remote, of: api, in: reading)
      let request = try tool.request(for: call.params, key: call.idempotencyKey)
      return PreparedCall(
        request: request.record(as: api.credentials()), notices: tool.notices(of: request)
      ) { await send(request, of: call, to: api) }
    } catch {
      let result = error.result
      return PreparedCall(request: call.params) { result }
    }
  }

  private func send(
    _ request: OpenAPIRequest, of call: ToolCall, to api: DescribedAPI
  ) async -> ToolResult {
    let credentials: Credentials
    do throws(UnreadSecrets) {
      credentials = try await apis.credentials(of: api)
    } catch {
      return .failed(error.words, response: nil, retry: .notTaken(after: nil))
    }
    let reply = await apis.signed.send(
      request.outgoing, as: credentials, for: call.userID,
      by: Deadline(within: call.timeout, spent: spent), keeping: call.effect != .once)
    return reply.hiding(call.secrets).result {
      $0.bodyResult(where: call.mapping.success ?? .success, now: now())
    }
  }
}

// What is known before a call is sent.
extension OpenAPIAdapter {
  /// What a call lacks is none: another step's result may be it one day.
  package func fault(of params: JSON, by tool: BoundTool) -> ParamFault? {
    guard case .call(.arguments(let faults))? = refusal(of: params, by: tool) else { return nil }
    return faults.first { !params.isByReference(at: $0.param) }
  }

  package func review(of params: JSON, by tool: BoundTool) -> CallReview {
    let review: Result<CallReview, OpenAPIRefusal>? = look(tool) {
      described throws(OpenAPIRefusal) in
      let request = try described.request(for: params, key: "")
      return CallReview(notices: described.notices(of: request))
    }
    return switch review {
    case .success(let review)?: review
    case .failure(.call(.arguments(let faults)))?
    where faults.allSatisfy({ params.isByReference(at: $0.param) }):
      .nothing
    case .failure(let refusal)?: CallReview(obstacle: refusal.words.recorded)
    case nil: .nothing
    }
  }

  /// What keeps a call from being made while it runs is its error, and no notice.
  package func notices(of tool: BoundTool) -> [String] {
    let isNamed = !tool.isOfAnyTool || tool.mapping.remote != nil
    guard isNamed else { return api(of: tool).flatMap(troubles) ?? [] }
    let notices: Result<[String], OpenAPIRefusal>? = look(tool) {
      described throws(OpenAPIRefusal) in
      _ = try described.server()
      return described.operation.notices
    }
    return switch notices {
    case .success(let notices)?: notices
    case .failure(let refusal)?: reading == nil ? [refusal.words.recorded] : []
    case nil: []
    }
  }

  /// The operations, each as the document says it.
  package func offers(of connection: Connection, for userID: String) async -> [ToolOffer]? {
    guard let api = DescribedAPI(connection), case .success(let document)? = apis.known(api) else {
      return nil
    }
    return document.outline.map { tool in
      ToolOffer(
        tool.name, summary: tool.summary,
        parameters: tool.arguments.map {
          ToolOffer.Parameter($0.name, isRequired: $0.isRequired)
        },
        effect: tool.proposedEffect)
    }
  }

  private func refusal(of params: JSON, by tool: BoundTool) -> OpenAPIRefusal? {
    let request: Result<OpenAPIRequest, OpenAPIRefusal>? = look(tool) {
      described throws(OpenAPIRefusal) in
      try described.request(for: params, key: "")
    }
    guard case .failure(let refusal)? = request else { return nil }
    return refusal
  }

  /// - Returns: `nil` where nothing is known, or too much was looked at lately.
  private func look<Value: Sendable>(
    _ tool: BoundTool, _ work: (DescribedTool) throws(OpenAPIRefusal) -> Value
  ) -> Result<Value, OpenAPIRefusal>? {
    guard let api = api(of: tool) else { return nil }
    return apis.looking.look(through: api.connection.id) {
      guard let reading = reading ?? apis.known(api) else { return nil }
      return Result { () throws(OpenAPIRefusal) in
        try work(try DescribedTool(tool.remote, of: api, in: reading))
      }
    }
  }

  private func troubles(of api: DescribedAPI) -> [String] {
    guard reading == nil, case .failure(let cause)? = apis.known(api) else { return [] }
    return [cause.words]
  }

  private func api(of tool: BoundTool) -> DescribedAPI? { DescribedAPI(tool.connection) }

  /// `nil`: it is not known, or there is none of that name.
  private func tool(_ name: String, through connection: Connection) -> DescribedTool? {
    guard let api = DescribedAPI(connection), let reading = reading ?? apis.known(api) else {
      return nil
    }
    return try? DescribedTool(name, of: api, in: reading)
  }
}
