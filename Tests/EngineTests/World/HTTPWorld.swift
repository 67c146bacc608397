import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Alice's calls of `http_request`, to servers on this machine.
struct HTTPWorld {
  /// - Parameter networks: those that may be called.
  func adapter(allowing networks: String = "127.0.0.0/8, ::1") -> HTTPAdapter {
    guard let allowed = try? AllowedNetworks(networks) else { preconditionFailure(networks) }
    return HTTPAdapter(outgoing: Outgoing(allowed: allowed))
  }

  /// - Parameter secrets: that stand in the params.
  func call(
    _ params: JSON, timeout: Int = 100, effect: Effect = .once, secrets: [SecretText] = []
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: "alice", scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: "http_request", connection: .http, params: params, secrets: secrets, attempt: 1,
      timeout: timeout,
      effect: effect, idempotencyKey: "key-of-the-step")
  }

  /// What comes of an answer.
  func result(of answer: LoopbackServer.Answer) async throws -> ToolResult {
    try await LoopbackServer(answer).serving { server in
      await adapter().perform(call(["url": .string("http://127.0.0.1:\(server.port)/")]))
    }
  }

  /// The body of an answer, as later steps see it.
  func body(of bytes: [UInt8], _ headers: String...) async throws -> JSON? {
    try await result(of: .body(bytes, headers: headers)).result?["body"]
  }

  /// A call as it went over the wire, and as the record shows it.
  /// - Parameter params: with a place for the server's address, as `params(at:)`.
  func sent(_ params: (String) -> JSON) async throws -> (wire: String, record: JSON) {
    let server = try LoopbackServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    return try await server.serving { server in
      let call = call(params("http://127.0.0.1:\(server.port)"))
      let adapter = adapter()
      let result = await adapter.perform(call)
      #expect(result.status == 200, "\(result)")
      return (try #require(server.requests.first), adapter.request(for: call))
    }
  }
}

extension JSON {
  /// A recorded request, byte for byte as it goes over the wire.
  var asSent: String? {
    guard let url = self["url"]?.text, let method = self["method"]?.text,
      let target = url.firstRange(of: #/http:\/\/[^\/]*/#).map({ url[$0.upperBound...] })
    else { return nil }
    let headers = (self["headers"]?.members ?? []).map { "\($0.key): \($0.value.text ?? "")" }
    let body = self["body"].map { $0.isNull ? "" : $0.text ?? $0.serialized } ?? ""
    return (["\(method) \(target) HTTP/1.1"] + headers + ["", body]).joined(separator: "\r\n")
  }
}
