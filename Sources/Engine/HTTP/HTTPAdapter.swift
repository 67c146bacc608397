package import Automations
import Glibc
package import OrderedJSON
package import Workflows

/// The tool `http_request` `{method, url, headers, query, body}` → `{status, headers, body}`. A status
/// of 2xx is success, unless the binding names others; redirects are not followed.
package struct HTTPAdapter: ToolAdapter {
  private let outgoing: Outgoing
  private let now: @Sendable () -> Int

  /// - Parameter now: seconds since 1970, for times that a server asks to wait until.
  package init(outgoing: Outgoing, now: @escaping @Sendable () -> Int = { time(nil) }) {
    self.outgoing = outgoing
    self.now = now
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
    let reply = await outgoing.send(
      request.outgoing, for: call.userID, within: call.timeout, keeping: call.effect != .once)
    return reply.result { $0.result(where: call.connection.successCodes ?? .success, now: now()) }
  }
}
