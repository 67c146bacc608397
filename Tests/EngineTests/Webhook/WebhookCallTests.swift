import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(20))) struct WebhookCallTests {
  let world = WebhookWorld()

  @Test func `what is sent is the event, signed, and no other member is in it`() async throws {
    let (result, request) = try await world.call(
      answering: .bytes("HTTP/1.1 204 No Content\r\n\r\n"))
    #expect(result.result == .some(nil))
    let body =
      #"{"type":"step.run","timestamp":"2026-11-24T09:00:00.250Z","data":{"run_id":"run","#
      + #""occurrence":"2026-11-24T08:59:00Z","step":2,"tool":"send_mail","#
      + #""params":{"amount":1.50,"to":"bob"},"attempt":3,"#
      + #""callback":{"url":"https://reprise.example/c/signed","#
      + #""deadline":"2026-11-24T10:00:00Z"}}}"#
    #expect(request.hasSuffix("\r\n\r\n\(body)"))
    #expect(request.hasPrefix("POST /hook?of=alice HTTP/1.1\r\nHost: 127.0.0.1:"))
    let signature = WebhookSignature.header(
      id: "key-of-the-step", at: world.now, body: Array(body.utf8), by: world.secrets)
    for line in [
      "webhook-id: key-of-the-step", "webhook-timestamp: 1795510800",
      "webhook-signature: \(signature)", "Content-Type: application/json",
    ] {
      #expect(request.contains("\r\n\(line)\r\n"), "\(line)")
    }
  }

  @Test func `the record has what was sent, but for what proves who sent it`() async throws {
    let record = try world.webhookCall(to: 80).record
    #expect(record["method"] == "POST")
    #expect(record["url"] == "http://127.0.0.1/hook?of=alice")
    #expect(record["headers"]?["webhook-id"] == "key-of-the-step")
    #expect(record["headers"]?["webhook-signature"] == "[signature]")
    #expect(record["body"]?["data"]?["params"] == ["amount": .number("1.50"), "to": "bob"])
    #expect(
      record["body"]?["data"]?["callback"]?["url"] == "https://reprise.example/c/[signed]")
    #expect(!record.serialized.contains("c/signed") && !record.serialized.contains("v1,"))
  }

  @Test(
    arguments: [
      ("200 OK", #"{"id": 1.50}"#, ["id": .number("1.50")]), ("201 Created", "[]", []),
      ("200 OK", "null", nil), ("200 OK", "", nil), ("204 No Content", "", nil),
      ("200 OK", "done", "done"),
    ] as [(String, String, JSON)])
  func `a good answer's JSON is the result, and nothing is null`(
    status: String, body: String, expected: JSON
  ) async throws {
    let (result, _) = try await world.call(answering: answer(status, body))
    #expect(result.result == expected && result.response == expected)
  }

  @Test func `what proves who asks or answers is shown nowhere, though the runner says it again`()
    async throws
  {
    let server = try LoopbackServer(
      .script { request in
        let lines = request.split(separator: "\r\n")
        let signature = lines.first { $0.hasPrefix("webhook-signature") } ?? ""
        let body = #"{"seen": "\#(signature)", "call-back": "signed", "key": "SECRET"}"#
        return "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      })
    try await server.serving { server in
      let result = try await world.webhookCall(to: server.port).perform(
        over: world.outgoing, now: { 1_795_510_800 })
      #expect(
        result.result == [
          "seen": "webhook-signature: [secret signature] [secret signature]",
          "call-back": "[secret call-back]", "key": "SECRET",
        ])
    }
    let spellings = world.secrets.flatMap(\.spellings)
    for spelling in spellings {
      let (result, _) = try await world.call(answering: answer("200 OK", #"["\#(spelling)"]"#))
      #expect(result.result == ["[secret secret]"] && result.response == ["[secret secret]"])
    }
    #expect(spellings.count == 4)
  }

  @Test func `202 means that the answer comes to the call-back`() async throws {
    let (result, _) = try await world.call(answering: answer("202 Accepted", #"{"id": 1}"#))
    #expect(result.deadline == world.callback.deadline)
  }

  @Test func `410 means that the runner takes no calls any more`() async throws {
    let (result, _) = try await world.call(answering: answer("410 Gone", "over"))
    guard case .gone(let words, let response) = result else { throw Unexpected(result: result) }
    #expect(words == "The runner answered 410: it takes no calls any more.")
    #expect(response?["body"] == "over")
  }

  @Test func `a redirect is a failure and not followed`() async throws {
    let (result, _) = try await world.call(
      answering: .bytes(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.1.1/\r\n"
          + "Content-Length: 0\r\n\r\n"))
    #expect(result.retry == .never)
    #expect(result.error?.contains("redirects are not followed") == true)
  }

  @Test(
    arguments: [
      ("429 Too Many Requests", .notTaken(after: 7)), ("503 Busy", .notTaken(after: 7)),
      ("500 Oops", .ifRepeatable(after: 7)), ("401 Unauthorized", .permanent), ("404 Lost", .never),
    ] as [(String, ToolResult.Retry)])
  func `other answers mean what they mean to any call, and a time to wait is kept`(
    status: String, retry: ToolResult.Retry
  ) async throws {
    let (result, _) = try await world.call(answering: answer(status, "", "Retry-After: 7"))
    #expect(result.retry == retry)
  }

  @Test func `what broke off is no answer, and what could not be asked was not taken`()
    async throws
  {
    let (broken, _) = try await world.call(answering: .broken)
    #expect(broken.silence != nil)
    let port = try ClosedPort()
    let call = try world.webhookCall(to: port.number)
    let now: @Sendable () -> Int = { 1_795_510_800 }
    #expect(await call.perform(over: world.outgoing, now: now).retry == .notTaken(after: nil))
    let nowhere = Outgoing(allowed: try AllowedNetworks(""))
    #expect(await call.perform(over: nowhere, now: now).retry == .never)
  }

  @Test func `a ping is signed and has nothing to do, and every answer of 2xx will do`()
    async throws
  {
    let server = try LoopbackServer(answer("202 Accepted", ""))
    try await server.serving { server in
      let ping = WebhookPing(to: try world.target(server.port), at: world.now)
      let result = await ping.perform(
        over: world.outgoing, for: "alice", within: ample, now: { 1_795_510_800 })
      #expect(result.status == 202)
      let request = try #require(server.requests.first)
      #expect(
        request.hasSuffix(
          #"{"type":"ping","timestamp":"2026-11-24T09:00:00.250Z","data":{}}"#))
      #expect(request.contains("\r\nwebhook-signature: v1,"))
      #expect(ping.record["headers"]?["webhook-signature"] == "[signature]")
    }
  }

  private func answer(
    _ status: String, _ body: String, _ header: String = "X: y"
  ) -> LoopbackServer.Answer {
    .bytes("HTTP/1.1 \(status)\r\n\(header)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}

private struct Unexpected: Error {
  let result: ToolResult
}
