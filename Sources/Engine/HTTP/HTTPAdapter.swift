package import Automations
import NIOCore
package import OrderedJSON
package import Workflows

/// The tool `http_request` `{method, url, headers, body}` → `{status, headers, body}`. A status
/// of 2xx is success, unless the binding names others; redirects are not followed.
package struct HTTPAdapter: ToolAdapter {
  private let allowed: AllowedNetworks
  private let resolver: HostResolver

  package init(allowed: AllowedNetworks) {
    self.init(allowed: allowed, lookUp: HostResolver.ask)
  }

  /// - Parameter lookUp: a host's addresses; it may block.
  package init(
    allowed: AllowedNetworks, lookUp: @escaping @Sendable (String) throws -> [IPAddress]
  ) {
    self.allowed = allowed
    resolver = HostResolver(lookUp: lookUp)
  }

  package var kind: AdapterKind { .http }

  /// GET and HEAD only read, whatever the binding says.
  package func effect(of call: ToolCall, bound: Effect?) -> Effect {
    let isRead = (try? HTTPToolRequest(call.params))?.isRead ?? false
    return isRead ? .read : bound ?? .once
  }

  /// The host of the URL, in lower case.
  package func connection(of call: ToolCall) -> String? {
    (try? HTTPToolRequest(call.params))?.host.lowercased()
  }

  /// What the params ask for, with the headers that are added; the params where they are wrong.
  package func request(for call: ToolCall) -> JSON {
    guard let request = try? HTTPToolRequest(call.params) else { return call.params }
    return request.identified(by: call.idempotencyKey).record(body: call.params["body"])
  }

  package func perform(_ call: ToolCall) async -> ToolResult {
    let request: HTTPToolRequest
    do {
      request = try HTTPToolRequest(call.params).identified(by: call.idempotencyKey)
    } catch {
      return .failed(error.description, response: nil, retry: .never)
    }
    let contact = Contact()
    let result = await within(seconds: call.timeout) {
      await send(
        request, timeout: call.timeout, success: call.successCodes ?? .success, contact: contact)
    }
    if let result { return result }
    return contact.isMade
      ? .noAnswer("No answer came from \(request.host) within \(call.timeout) s.")
      : .failed(
        "No connection to \(request.host) within \(call.timeout) s.", response: nil,
        retry: .notTaken(after: nil))
  }

  /// Looks the host up once, and asks the first of its permitted addresses that takes a connection.
  private func send(
    _ request: HTTPToolRequest, timeout: Int, success: StatusCodes, contact: Contact
  ) async -> ToolResult {
    let found: [IPAddress]
    do {
      found = try await resolver.addresses(of: request.host)
    } catch {
      let cause = (error as? UnknownHost)?.cause ?? "\(error)"
      return .failed(
        "The host \(request.host) was not found: \(cause).", response: nil,
        retry: .notTaken(after: nil))
    }
    let permitted = found.filter(allowed.permit)
    guard !permitted.isEmpty else {
      return .failed(refusal(of: request.host, found), response: nil, retry: .never)
    }
    var cause = ""
    for address in permitted {
      do {
        let answer = try await PinnedConnection(host: request.host, address: address)
          .send(request, timeout: .seconds(Int64(timeout)), contact: contact)
        return answer.result(where: success)
      } catch {
        if contact.isMade {
          return .noAnswer(
            "The connection to \(request.host) broke before the answer was complete: "
              + "\(error.inWords).")
        }
        cause = error.inWords
      }
    }
    return .failed(
      "No connection to \(request.host): \(cause).", response: nil, retry: .notTaken(after: nil))
  }

  private func refusal(of host: String, _ addresses: [IPAddress]) -> String {
    let list = addresses.map(\.description).joined(separator: ", ")
    return "The address of \(host) (\(list)) is not a public one; the operator of this server can "
      + "allow its network."
  }
}

extension HTTPToolRequest {
  /// The request for the record.
  /// - Parameter body: as the params had it.
  fileprivate func record(body: JSON?) -> JSON {
    [
      "method": .string(method), "url": .string(url),
      "headers": .object(headers.map { JSON.Member($0.name, .string($0.value)) }),
      "body": body ?? .null,
    ]
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
