import Automations
import Engine
import OrderedJSON
import Synchronization
import TestSupport
import Testing

/// How answers come over HTTP: as JSON or as a stream, whole or not.
@Suite(.timeLimit(.minutes(20))) struct MCPAnswerTests {
  private let script = MCPScript()
  private let progress: JSON = [
    "jsonrpc": "2.0", "method": "notifications/progress",
    "params": ["progressToken": 1, "progress": 1],
  ]

  @Test func `a stream is read up to its answer, though it stays open`() async throws {
    let result = try await result { request in
      MCPScript.stream([
        progress, ["jsonrpc": "2.0", "id": "other", "result": ["structuredContent": "wrong"]],
        response(to: request, ["structuredContent": "right"]), progress,
      ])
    }
    #expect(result.result == "right")
  }

  @Test func `a list of messages is looked through for the answer`() async throws {
    let result = try await result { request in
      MCPScript.answer(200, [progress, response(to: request, ["structuredContent": 1])])
    }
    #expect(result.result == 1)
  }

  @Test func `a question on a stream is passed over where there is no session`() async throws {
    let question: JSON = ["jsonrpc": "2.0", "id": 1, "method": "elicitation/create"]
    let (result, requests) = try await script.serving { request in
      MCPScript.stream([question, response(to: request, ["structuredContent": 1])])
    } _: {
      await (try script.client($0)).call("a", [:], within: ample)
    }
    #expect(result.result == 1)
    #expect(requests.count == 1)
  }

  @Test(
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\n: ping\r\n\n",
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<html",
      "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"id",
    ])
  func `an answer without the response is none`(_ answer: String) async throws {
    #expect(try await result { _ in answer }.silence != nil)
  }

  @Test func `an answer to another request is none`() async throws {
    let result = try await result { _ in
      MCPScript.answer(200, ["jsonrpc": "2.0", "id": "7", "result": ["structuredContent": 1]])
    }
    #expect(result.silence == "The server answered 200 without a response to the request.")
  }

  @Test func `an error that could not name its request is one all the same`() async throws {
    let result = try await result { request in
      request.method == "tools/list"
        ? request.result(["tools": [["name": "a"]]])
        : MCPScript.answer(
          200, ["jsonrpc": "2.0", "id": nil, "error": ["code": -32700, "message": "Parse error"]])
    }
    #expect(result.error?.contains("Parse error (-32700)") == true)
  }

  @Test func `an answer that is too long is none`() async throws {
    let text = String(repeating: "x", count: Limits.answerBodyBytes)
    let result = try await result { $0.result(["structuredContent": .string(text)]) }
    #expect(
      result.silence == "The server answered with more than 1048576 bytes, which are not read.")
  }

  @Test func `silence is told with the time that was given`() async throws {
    let server = try LoopbackServer(.silence)
    try await server.serving { server in
      let client = try script.client(server)
      #expect(
        await patiently { seconds in
          let result = await client.call("a", [:], within: seconds)
          return result.silence == "No answer came from 127.0.0.1 within \(seconds) s."
        })
    }
  }

  @Test func `a secret that comes back is not shown`() async throws {
    let secrets: SecretValues = ["token": "canary-1234"]
    let ways: [@Sendable (MCPScript.Request) -> String] = [
      { $0.result(["structuredContent": ["said": .string($0.header("authorization") ?? "")]]) },
      { request in
        MCPScript.stream([
          response(
            to: request,
            ["structuredContent": ["said": .string(request.header("authorization") ?? "")]])
        ])
      },
    ]
    for answer in ways {
      let (result, _) = try await script.serving(answer) {
        await (try script.client($0, secrets: secrets)).call("a", [:], within: ample)
      }
      #expect(result.result?["said"] == "bearer [secret token]")
    }
    let (failed, _) = try await script.serving { request in
      request.error(-32000, request.header("authorization") ?? "")
    } _: {
      await (try script.client($0, secrets: secrets)).call("a", [:], within: ample)
    }
    #expect(failed.error?.contains("canary") == false)
  }

  @Test func `what came before a sign-in was renewed is no part of the answer`() async throws {
    let page = String(repeating: "<p>Sign in.</p>", count: 20)
    let count = Mutex(0)
    let tokens = TalkingServer { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return OAuthWorld.token("token\(number)")
    }
    // A page that is shorter than what follows it, and is no JSON.
    let (test, requests) = try await tokens.serving { tokens in
      let world = MCPWorld.signingIn()
      return try await world.serving { request in
        guard request.header("authorization") == "bearer token2" else {
          return "HTTP/1.1 401 No\r\nContent-Type: text/html\r\n"
            + "Content-Length: \(page.utf8.count)\r\n\r\n\(page)"
        }
        return MCPScript.stream([
          response(to: request, ["tools": [["name": "a", "description": .string(page + page)]]])
        ])
      } _: { mail in
        let signIn = MCPWorld.signIn(at: tokens)
        let mail = Connection.alices("mail", mail.settings.signing(in: signIn))
        return await world.tester.test(mail, ConnectionProbe(), for: "alice")
      }
    }
    #expect(test.words.hasSuffix("answers and has 1 tool."), "\(test.words)")
    #expect(requests.count == 2)
  }

  private func result(
    _ answer: @escaping @Sendable (MCPScript.Request) -> String
  ) async throws -> ToolResult {
    try await script.serving(answer) {
      await (try script.client($0)).call("a", [:], within: ample)
    }.value
  }
}

private func response(to request: MCPScript.Request, _ result: JSON) -> JSON {
  ["jsonrpc": "2.0", "id": request.message["id"] ?? .null, "result": result]
}
