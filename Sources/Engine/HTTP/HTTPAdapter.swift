package import Automations
import Glibc
package import OrderedJSON
import Scheduling
package import Workflows

/// The tool `http_request` `{method, url, headers, query, body}` → `{status, headers, body}`, and requests
/// below a connection's base URL. Those that a binding's template makes give what the answer's body holds,
/// as the tool did that is called so. A status of 2xx is success, unless the binding names others; redirects are not followed.
package struct HTTPAdapter: ToolAdapter {
  private let outgoing: Outgoing
  private let signed: SignedOutgoing
  private let secrets: @Sendable (Connection) async throws -> [SecretText]
  private let now: @Sendable () -> Int

  /// - Parameters:
  ///   - signed: for the requests of connections; `nil`: one of its own, which keeps tokens as long as
  ///     the program runs.
  ///   - secrets: those of a connection, for a call that begins.
  ///   - now: seconds since 1970, for times that a server asks to wait until.
  package init(
    outgoing: Outgoing, signed: SignedOutgoing? = nil,
    secrets: @escaping @Sendable (Connection) async throws -> [SecretText] = { _ in [] },
    now: @escaping @Sendable () -> Int = { time(nil) }
  ) {
    self.outgoing = outgoing
    self.signed =
      signed
      ?? SignedOutgoing(outgoing: outgoing, keeping: TokensInMemory()) {
        Instant(milliseconds: Int64(now()) * 1000)
      }
    self.secrets = secrets
    self.now = now
  }

  package var kind: AdapterKind { .http }

  /// As the binding says; where it says nothing, GET and HEAD only read.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect {
    if let bound { return bound }
    let request =
      switch BaseURLCall(call) {
      case nil: call.params
      case let base?: (try? base.rendered(over: call.params)) ?? .null
      }
    return HTTPToolRequest.isRead(request) ? .read : .once
  }

  /// The host of the URL, in lower case.
  package func connection(of call: ToolCall) -> String? {
    let url = BaseURLCall(call)?.baseURL ?? call.params["url"]?.text
    return url.flatMap { try? HTTPURL($0) }?.host.lowercased()
  }

  /// What is sent; the params where they are wrong.
  package func request(for call: ToolCall) -> JSON { reading(of: call).request }

  package func perform(_ call: ToolCall) async -> ToolResult { await reading(of: call).perform() }

  package func prepared(_ call: ToolCall) async -> PreparedCall { reading(of: call) }

  private func reading(of call: ToolCall) -> PreparedCall {
    if let base = BaseURLCall(call) { return reading(of: call, below: base) }
    do throws(ParamFault) {
      let request = try HTTPToolRequest(
        call.params, key: call.idempotencyKey, hiding: call.secrets)
      return PreparedCall(request: request.record) { await perform(request, for: call) }
    } catch {
      return PreparedCall(refusing: call, error.description)
    }
  }

  package func fault(of params: JSON, by tool: BoundTool) -> ParamFault? {
    guard let base = BaseURLCall(tool) else {
      do throws(ParamFault) { _ = try HTTPToolRequest(params, key: "") } catch { return error }
      return nil
    }
    // What a template does not find is told by whoever reviews the call.
    guard let rendered = try? base.rendered(over: params) else { return nil }
    do throws(ParamFault) { _ = try base.request(rendered, key: "") } catch {
      return rendered.isByReference(at: String(error.param.trimmingPrefix("request/")))
        ? nil : error
    }
    return nil
  }

  private func perform(_ request: HTTPToolRequest, for call: ToolCall) async -> ToolResult {
    let reply = await outgoing.send(
      request.outgoing, for: call.userID, within: call.timeout, keeping: call.effect != .once)
    return reply.hiding(call.secrets).result {
      $0.result(where: call.mapping.success ?? .success, now: now())
    }
  }
}

extension HTTPAdapter {
  private func reading(of call: ToolCall, below base: BaseURLCall) -> PreparedCall {
    let rendered: JSON
    do throws(ReferenceFault) {
      rendered = try base.rendered(over: call.params)
    } catch {
      return PreparedCall(refusing: call, error.description)
    }
    do throws(ParamFault) {
      let request = try base.request(
        rendered, key: call.idempotencyKey, hiding: call.secrets)
      return PreparedCall(request: request.record(as: credentials(of: call.connection, base))) {
        await perform(request, for: call, base)
      }
    } catch {
      return PreparedCall(refusing: call, error.description)
    }
  }

  private func perform(
    _ request: ConnectionRequest, for call: ToolCall, _ base: BaseURLCall
  ) async -> ToolResult {
    let secrets: [SecretText]
    do {
      secrets = try await self.secrets(call.connection)
    } catch {
      return .failed(
        "The secrets of the connection \"\(call.connection.name)\" cannot be read; set them anew.",
        response: nil, retry: .notTaken(after: nil))
    }
    let reply = await signed.send(
      request.outgoing, as: credentials(of: call.connection, base, secrets), for: call.userID,
      within: call.timeout, keeping: call.effect != .once)
    let success = call.mapping.success ?? .success
    return reply.hiding(call.secrets).result {
      base.template == nil
        ? $0.result(where: success, now: now()) : $0.bodyResult(where: success, now: now())
    }
  }

  private func credentials(
    of connection: Connection, _ base: BaseURLCall, _ secrets: [SecretText] = []
  ) -> Credentials {
    Credentials(
      base.settings.signIn,
      secrets: SecretValues(secrets),
      place: TokenPlace(connection: connection.id, owner: connection.owner))
  }
}

/// A call through a connection that has a base URL.
private struct BaseURLCall {
  let settings: HTTPSettings
  let baseURL: String
  /// `nil`: the params say the request.
  let template: Template?

  /// `nil`: the call has a whole URL.
  init?(_ call: ToolCall) { self.init(call.connection, call.mapping) }

  init?(_ tool: BoundTool) { self.init(tool.connection, tool.mapping) }

  private init?(_ connection: Connection, _ mapping: Mapping) {
    guard case .http(let settings) = connection.settings, let baseURL = settings.baseURL else {
      return nil
    }
    (self.settings, self.baseURL, template) = (settings, baseURL, mapping.request)
  }

  /// `{method, path, query, headers, json | form | text}`.
  func rendered(over params: JSON) throws(ReferenceFault) -> JSON {
    guard let template else { return params }
    return try template.rendered(over: params, escaping: "path", by: PathValue.escaped)
  }

  func request(
    _ rendered: JSON, key: String, hiding secrets: [SecretText] = []
  ) throws(ParamFault) -> ConnectionRequest {
    try ConnectionRequest(
      rendered, below: baseURL,
      headers: settings.headers.map { (name: $0.name, value: $0.value) }, key: key,
      hiding: secrets)
  }
}
