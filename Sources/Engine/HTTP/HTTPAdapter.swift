package import Automations
import Glibc
import NIOCore
package import OrderedJSON
package import Workflows

/// The tool `http_request` `{method, url, headers, query, body}` → `{status, headers, body}`. A status
/// of 2xx is success, unless the binding names others; redirects are not followed.
package struct HTTPAdapter: ToolAdapter {
  private let allowed: AllowedNetworks
  private let resolver: HostResolver
  private let now: @Sendable () -> Int

  /// - Parameters:
  ///   - now: seconds since 1970, for times that a server asks to wait until.
  ///   - lookUp: a host's addresses; it may block.
  package init(
    allowed: AllowedNetworks, now: @escaping @Sendable () -> Int = { time(nil) },
    lookUp: (@Sendable (String) throws -> [IPAddress])? = nil
  ) {
    self.allowed = allowed
    self.now = now
    resolver = HostResolver(lookUp: lookUp ?? HostResolver.ask)
  }

  package var kind: AdapterKind { .http }

  /// GET and HEAD only read, whatever the binding says.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect {
    HTTPToolRequest.isRead(call.params) ? .read : bound ?? .once
  }

  /// The host of the URL, in lower case.
  package func connection(of call: ToolCall) -> String? {
    call.params["url"]?.text.flatMap { try? HTTPURL($0) }?.host.lowercased()
  }

  /// What is sent; the params where they are wrong.
  package func request(for call: ToolCall) -> JSON { prepared(call).request }

  package func perform(_ call: ToolCall) async -> ToolResult { await prepared(call).perform() }

  package func prepared(_ call: ToolCall) -> PreparedCall {
    do throws(ParamFault) {
      let request = try HTTPToolRequest(call.params, key: call.idempotencyKey)
      return PreparedCall(request: request.record) { await perform(request, for: call) }
    } catch {
      let result = ToolResult.failed(error.description, response: nil, retry: .never)
      return PreparedCall(request: call.params) { result }
    }
  }

  package func fault(of params: JSON, through connection: Connection) -> ParamFault? {
    do throws(ParamFault) {
      _ = try HTTPToolRequest(params, key: "")
      return nil
    } catch {
      return error
    }
  }

  private func perform(_ request: HTTPToolRequest, for call: ToolCall) async -> ToolResult {
    let contact = Contact()
    let result = await within(seconds: call.timeout) {
      await send(request, for: call, contact: contact)
    }
    if let result { return result }
    return contact.isMade
      ? .noAnswer("No answer came from \(request.url.host) within \(call.timeout) s.")
      : .failed(
        "No connection to \(request.url.host) within \(call.timeout) s.", response: nil,
        retry: .notTaken(after: nil))
  }

  /// Looks the host up once, and asks the first of its permitted addresses that takes a connection.
  private func send(
    _ request: HTTPToolRequest, for call: ToolCall, contact: Contact
  ) async -> ToolResult {
    let found: [IPAddress]
    do {
      found = try await resolver.addresses(of: request.url.host, for: call.userID)
    } catch {
      let cause = (error as? UnknownHost)?.cause ?? "the look-up was given up"
      return .failed(
        "The host \(request.url.host) was not found: \(cause).", response: nil,
        retry: .notTaken(after: nil))
    }
    let permitted = found.filter(allowed.permit)
    guard !permitted.isEmpty else {
      return .failed(refusal(of: request.url.host, found), response: nil, retry: .never)
    }
    var cause = ""
    for address in permitted {
      do {
        let answer = try await PinnedConnection(host: request.url.host, address: address)
          .send(request, timeout: .seconds(Int64(call.timeout)), contact: contact)
        return answer.result(where: call.connection.successCodes ?? .success, now: now())
      } catch {
        if contact.isMade {
          return .noAnswer(
            "The connection to \(request.url.host) broke before the answer was complete: "
              + "\(error.inWords).")
        }
        cause = error.inWords
      }
    }
    return .failed(
      "No connection to \(request.url.host): \(cause).", response: nil, retry: .notTaken(after: nil)
    )
  }

  private func refusal(of host: String, _ addresses: [IPAddress]) -> String {
    let list = addresses.map(\.description).joined(separator: ", ")
    return "The address of \(host) (\(list)) is not a public one; the operator of this server can "
      + "allow its network."
  }
}

/// Does the work, or gives it up when the time is over.
/// - Returns: `nil` when it is over.
private func within<Value: Sendable>(
  seconds: Int, _ work: @escaping @Sendable () async -> Value
) async -> Value? {
  await withTaskGroup { group in
    group.addTask { Value?.some(await work()) }
    group.addTask {
      try? await Task.sleep(for: .seconds(seconds))
      return nil
    }
    // Cancelled from outside, the sleep ends at once; the result of the work counts.
    for await value in group where value != nil || !Task.isCancelled {
      group.cancelAll()
      return value
    }
    return nil
  }
}
