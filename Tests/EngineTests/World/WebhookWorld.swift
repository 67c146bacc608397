import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// Alice's calls of a runner of her own, on this machine.
struct WebhookWorld {
  let secrets = [WebhookSecret.random(), WebhookSecret.random()]
  let now: Instant
  let callback = Callback(
    url: "https://reprise.example/c/signed", shownURL: "https://reprise.example/c/[signed]",
    deadline: instant("2026-11-24T10:00:00Z"))

  init(now: Instant = Instant.morning.advanced(byMilliseconds: 250)) { self.now = now }

  var outgoing: Outgoing { OutgoingWorld.outgoing() }

  func target(_ port: Int) throws -> WebhookTarget {
    WebhookTarget(url: try HTTPURL("http://127.0.0.1:\(port)/hook?of=alice"), secrets: secrets)
  }

  func webhookCall(to port: Int) throws -> WebhookCall {
    let call = ToolCall(
      runID: "run", userID: "alice", scheduledAt: instant("2026-11-24T08:59:00Z"), step: 2,
      tool: "send_gmail", connection: .http, mapping: Mapping(remote: "send_mail"),
      params: ["amount": .number("1.50"), "to": "bob"], attempt: 3, timeout: 100,
      idempotencyKey: "key-of-the-step")
    return WebhookCall(call, to: try target(port), callback: callback, at: now)
  }

  /// What comes of a call, and how it went over the wire.
  func call(
    answering answer: LoopbackServer.Answer
  ) async throws -> (result: ToolResult, request: String) {
    try await LoopbackServer(answer).serving { server in
      let call = try webhookCall(to: server.port)
      let result = await call.perform(over: outgoing, now: { 1_795_510_800 })
      return (result, try #require(server.requests.first))
    }
  }
}
