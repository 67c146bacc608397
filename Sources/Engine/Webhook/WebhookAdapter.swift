package import Automations
package import OrderedJSON
package import Scheduling
package import Workflows

/// Tools that somebody's own runner carries out: it gets each call as a signed event, and answers at once
/// or by a call-back.
package struct WebhookAdapter: ToolAdapter {
  private let outgoing: Outgoing
  private let secrets: @Sendable (Connection, Instant) async throws -> [WebhookSecret]
  private let addresses: CallbackAddresses
  private let now: @Sendable () -> Instant

  /// - Parameters:
  ///   - secrets: what signs the requests of a connection, the current one first, for a call that begins.
  ///   - addresses: of the call-backs.
  package init(
    outgoing: Outgoing,
    secrets: @escaping @Sendable (Connection, Instant) async throws -> [WebhookSecret],
    addresses: CallbackAddresses, now: @escaping @Sendable () -> Instant
  ) {
    self.outgoing = outgoing
    self.secrets = secrets
    self.addresses = addresses
    self.now = now
  }

  package var kind: AdapterKind { .webhook }

  /// Nobody but who made the binding knows what a runner does with a second call.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect { bound ?? .once }

  /// The runner's host, in lower case.
  package func connection(of call: ToolCall) -> String? {
    (try? HTTPURL(ofRunner: call.connection))?.host.lowercased()
  }

  package func request(for call: ToolCall) -> JSON { reading(of: call).request }

  package func perform(_ call: ToolCall) async -> ToolResult { await reading(of: call).perform() }

  package func prepared(_ call: ToolCall) async -> PreparedCall { reading(of: call) }

  private func reading(of call: ToolCall) -> PreparedCall {
    let url: HTTPURL
    do throws(ParamFault) {
      url = try HTTPURL(ofRunner: call.connection)
    } catch {
      return PreparedCall(
        refusing: call, "The address of the connection \"\(call.connection.name)\" \(error.rule).")
    }
    let time = now()
    let attempt = Attempt(
      call: call, url: url,
      callback: addresses.callback(
        of: call, within: call.mapping.callbackTimeout ?? Limits.usualCallbackSeconds, from: time),
      time: time)
    // The secrets are asked for when it is sent; the record shows nothing that they make.
    return PreparedCall(request: attempt.signed(by: []).record) { await perform(attempt) }
  }

  private func perform(_ attempt: Attempt) async -> ToolResult {
    let connection = attempt.call.connection
    let signing: [WebhookSecret]
    do {
      signing = try await secrets(connection, attempt.time)
    } catch {
      return .failed(
        "The secret of the connection \"\(connection.name)\" cannot be read; set it anew.",
        response: nil, retry: .notTaken(after: nil))
    }
    guard !signing.isEmpty else {
      return .failed(
        "The connection \"\(connection.name)\" has no secret that signs its requests; set one.",
        response: nil, retry: .never)
    }
    return await attempt.signed(by: signing).perform(over: outgoing) { [now] in Int(now().seconds) }
  }

  /// A call that is told at a time.
  private struct Attempt: Sendable {
    let call: ToolCall
    let url: HTTPURL
    let callback: Callback
    let time: Instant

    func signed(by secrets: [WebhookSecret]) -> WebhookCall {
      WebhookCall(
        call, to: WebhookTarget(url: url, secrets: secrets), callback: callback, at: time)
    }
  }
}

extension HTTPURL {
  /// Where the calls of a connection go that is of the kind webhook.
  init(ofRunner connection: Connection) throws(ParamFault) {
    guard case .webhook(let settings) = connection.settings else {
      throw ParamFault("url", "is no runner's")
    }
    try self.init(settings.url)
  }
}
