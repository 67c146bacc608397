import Automations
import Engine
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(20))) struct HTTPAdapterTests {
  @Test func `an answer in JSON is the result, numbers to the digit`() async throws {
    let result = try await answer(
      "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-A: 1\r\nX-A: 2\r\n"
        + "Content-Length: 26\r\n\r\n{\"b\":1.50,\"a\":12345678901}")

    #expect(result.status == 201)
    #expect(result.result?["body"]?.serialized == #"{"b":1.50,"a":12345678901}"#)
    #expect(result.result?["headers"]?["x-a"] == ["1", "2"])
    #expect(result.result?["headers"]?["content-length"] == "26")
  }

  @Test func `the request is sent as the params say`() async throws {
    let server = try LoopbackServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    try await server.serving { server in
      let params: JSON = [
        "method": "post", "url": .string("http://127.0.0.1:\(server.port)/a?b=c"),
        "headers": ["X-Team": "Müller", "Content-Length": "999", "Idempotency-Key": "recorded"],
        "body": ["amount": 1],
      ]
      _ = await adapter().perform(call(params))
      let request = try #require(server.requests.first)
      #expect(request.hasPrefix("POST /a?b=c HTTP/1.1\r\n"))
      #expect(request.hasSuffix("\r\n\r\n{\"amount\":1}"))
      #expect(request.contains("Content-Type: application/json"))
      #expect(request.contains("Idempotency-Key: key-of-the-step"))
      #expect(request.contains("X-Team: Müller"))
      #expect(!request.contains("Length: 999"))
      #expect(!request.contains("recorded"))
    }
  }

  @Test func `a text body is sent as it is, and a GET has no idempotency key`() async throws {
    let server = try LoopbackServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    await server.serving { server in
      let url = JSON.string("http://127.0.0.1:\(server.port)/")
      _ = await adapter().perform(call(["method": "PUT", "url": url, "body": "a=1"]))
      _ = await adapter().perform(call(["url": url]))
      #expect(server.requests.first?.hasSuffix("\r\n\r\na=1") == true)
      #expect(server.requests.last?.contains("Idempotency-Key") == false)
      #expect(server.requests.last?.hasPrefix("GET / ") == true)
    }
  }

  @Test(arguments: [
    (400, ToolResult.Retry.never), (401, .permanent), (403, .never), (404, .never),
    (410, .permanent),
    (422, .never), (408, .ifRepeatable(after: nil)), (425, .notTaken(after: nil)),
    (429, .notTaken(after: nil)), (500, .ifRepeatable(after: nil)),
    (503, .ifRepeatable(after: nil)),
  ])
  func `an error answer says whether another attempt is worth it`(
    _ status: Int, _ retry: ToolResult.Retry
  ) async throws {
    let result = try await answer("HTTP/1.1 \(status) Sorry\r\nContent-Length: 2\r\n\r\nno")
    #expect(result.retry == retry)
    #expect(result.error?.hasPrefix("The server answered \(status)") == true)
    #expect(result.response?["body"] == "no")
  }

  @Test func `a time to wait is read, in seconds and as a date`() async throws {
    let seconds = try await answer(
      "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
    #expect(seconds.retry == .notTaken(after: 7))
    let date = try await answer(
      "HTTP/1.1 429 Slow\r\nDate: Tue, 24 Nov 2026 09:00:00 GMT\r\n"
        + "Retry-After: Tue, 24 Nov 2026 09:01:30 GMT\r\nContent-Length: 0\r\n\r\n")
    #expect(date.retry == .notTaken(after: 90))
  }

  @Test(
    arguments: [
      ("200-299, 404", 404, nil), ("302", 302, nil), ("410", 410, nil), ("500-599", 503, nil),
      ("201", 200, "The server answered 200 OK, and only 201 counts as success here."),
      ("404", 410, "The server answered 410 Gone."),
    ] as [(String, Int, String?)])
  func `the binding says which statuses are success`(
    _ codes: String, _ status: Int, _ error: String?
  ) async throws {
    let codes = try #require(StatusCodes(rawValue: codes))
    let result = try await answer(
      "HTTP/1.1 \(status) So\r\nContent-Length: 2\r\n\r\nno", success: codes)
    #expect(result.status == (error == nil ? status : nil))
    #expect(result.error == error)
  }

  @Test(arguments: [("Tue, 24 Nov 2026 09:01:30 GMT", 90), ("Tue, 24 Nov 2026 08:00:00 GMT", 0)])
  func `a date to wait for without a date beside it is reckoned by our own clock`(
    _ date: String, _ seconds: Int
  ) async throws {
    let result = try await answer(
      "HTTP/1.1 503 Busy\r\nRetry-After: \(date)\r\nContent-Length: 0\r\n\r\n")
    #expect(result.retry == .notTaken(after: seconds))
  }

  @Test func `a redirect is not followed`() async throws {
    let server = try LoopbackServer(
      .bytes("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"))
    await server.serving { server in
      let result = await adapter().perform(call(server))
      #expect(result.error?.contains("points to /elsewhere; redirects are not followed") == true)
      #expect(result.retry == .never)
      #expect(server.requests.count == 1)
    }
  }

  @Test func `of a big body the first MiB is read and 10 kB are kept`() async throws {
    let server = try LoopbackServer(.long(3 << 20))
    try await server.serving { server in
      let result = await adapter().perform(call(server))
      #expect(result.result?["body"]?.text?.utf8.count == 1 << 20)
      #expect(result.result?["truncated"] == true)
      let kept = try #require(result.response)
      #expect(kept.bytes.count < 10_000)
      #expect(kept["body"]?.text?.contains("the first of 1048576 bytes") == true)
    }
  }

  @Test func `no answer within the timeout is said to be none`() async throws {
    let server = try LoopbackServer(.silence)
    await server.serving { server in
      #expect(
        await patiently { seconds in
          let result = await adapter().perform(call(server, timeout: seconds))
          return result.silence == "No answer came from 127.0.0.1 within \(seconds) s."
        })
    }
  }

  @Test func `an answer that breaks off is no answer`() async throws {
    let server = try LoopbackServer(.broken)
    await server.serving { server in
      let result = await adapter().perform(call(server))
      #expect(result.silence?.contains("broke before the answer was complete") == true)
    }
  }

  @Test func `a refused connection was surely not sent`() async throws {
    let closed = try ClosedPort()
    let result = await adapter().perform(
      call(["url": .string("http://127.0.0.1:\(closed.number)/")]))
    #expect(result.retry == .notTaken(after: nil))
    #expect(result.error == "No connection to 127.0.0.1: it refuses connections.")
  }

  @Test(arguments: [
    "127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]",
    "169.254.169.254", "0.0.0.0", "10.0.0.1", "[fe80::1]", "[::ffff:7f00:1]",
  ])
  func `an address that is not allowed is not connected to`(_ host: String) async throws {
    let server = try LoopbackServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    await server.serving { server in
      let result = await adapter(allowing: "").perform(
        call(["url": .string("http://\(host):\(server.port)/")]))
      #expect(result.retry == .never)
      #expect(result.error?.contains("not a public one") == true)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `a name that leads to an allowed address is asked there`() async throws {
    let server = try LoopbackServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    await server.serving { server in
      let result = await adapter().perform(
        call(["url": .string("http://localhost:\(server.port)/")]))
      #expect(result.status == 200)
      #expect(server.requests.first?.contains("localhost:\(server.port)") == true)
    }
  }

  @Test(
    arguments: [
      (["url": "ftp://example.com/"], "url"), (["url": "example.com"], "url"), ([:], "url"),
      (["url": "http:///path"], "url"), (["url": "http://user:word@example.com/"], "url"),
      (["url": 5], "url"), (["url": "http://example.com:99999/"], "url"),
      (["url": "http://example.com/", "method": "TRACE"], "method"),
      (["url": "http://example.com/", "method": 1], "method"),
      (["url": "http://example.com/", "headers": "Accept"], "headers"),
      (["url": "http://example.com/", "headers": ["A B": "c"]], "headers/A B"),
      (["url": "http://example.com/", "headers": ["A": "b\r\nC: d"]], "headers/A"),
      (["url": "http://example.com/", "headers": ["A": ["b"]]], "headers/A"),
      (["url": " http://example.com/"], "url"), (["url": "http://example.com/\n"], "url"),
      (["url": "http://example.com/\u{A0}"], "url"), (["url": "http://example.com/a\tb"], "url"),
      (["url": "http://example.com/a\nb"], "url"),
      (["url": "http://example.com/a\u{2028}b"], "url"),
      (["url": "http://exam ple.com/"], "url"), (["url": "http://a%2Fb/"], "url"),
      (["url": "http://[::1/"], "url"), (["url": "http://example.com:x/"], "url"),
      (["url": "http://example.com/", "query": "a=1"], "query"),
      (["url": "http://example.com/", "query": ["a": ["b": 1]]], "query/a"),
      (
        [
          "url": "http://example.com/", "headers": ["Content-Type": "multipart/form-data"],
          "body": ["a": 1],
        ], "body"
      ),
    ] as [(JSON, String)])
  func `params that make no request are named`(_ params: JSON, _ param: String) async {
    let result = await adapter().perform(call(params))
    #expect(result.retry == .never)
    #expect(result.error?.hasPrefix("The param \(param) ") == true)
    #expect(adapter().request(for: call(params)) == params)
  }

  @Test func `a binding says what a second try does, and else GET and HEAD read`() {
    let adapter = adapter()
    let url = JSON.string("http://example.com/")
    #expect(adapter.effect(of: call(["url": url]), bound: .once) == .once)
    #expect(adapter.effect(of: call(["url": url]), bound: nil) == .read)
    #expect(adapter.effect(of: call(["url": url, "method": "head"]), bound: nil) == .read)
    let post = call(["url": url, "method": "POST"])
    #expect(adapter.effect(of: post, bound: .idempotent) == .idempotent)
    #expect(adapter.effect(of: post, bound: nil) == .once)
  }

  private func answer(
    _ text: String, success codes: StatusCodes? = nil
  ) async throws -> ToolResult {
    try await LoopbackServer(.bytes(text)).serving { server in
      await adapter().perform(
        call(["url": .string("http://127.0.0.1:\(server.port)/")], success: codes))
    }
  }

  private func adapter(allowing networks: String = "127.0.0.0/8, ::1") -> HTTPAdapter {
    guard let allowed = try? AllowedNetworks(networks) else { preconditionFailure(networks) }
    return HTTPAdapter(outgoing: Outgoing(allowed: allowed), now: { 1_795_510_800 })
  }

  private func call(_ server: LoopbackServer, timeout: Int = 100) -> ToolCall {
    call(["url": .string("http://127.0.0.1:\(server.port)/")], timeout: timeout)
  }

  private func call(
    _ params: JSON, timeout: Int = 100, success codes: StatusCodes? = nil
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: "alice", scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: "http_request", connection: .http, mapping: Mapping(success: codes), params: params,
      attempt: 1,
      timeout: timeout, idempotencyKey: "key-of-the-step")
  }
}
