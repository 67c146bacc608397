import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

@Suite struct CallbackTests {
  private let key = [UInt8](repeating: 7, count: 32)
  private let token = CallbackToken(
    runID: "7f3a0c52-1111-4222-8333-444455556666", step: 2, attempt: 3, expires: .morning)

  @Test func `an address is read back with the key that signed it, and with no other`() {
    let text = token.text(key: key)
    #expect(CallbackToken(text, key: key) == token)
    #expect(CallbackToken(text, key: [UInt8](repeating: 8, count: 32)) == nil)
    #expect(text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isASCII && $0 > 0x2C })
    #expect(text.utf8.count < Limits.callbackTokenBytes)
  }

  @Test(arguments: 0...4)
  func `no part of an address can be another`(part: Int) {
    var parts = token.text(key: key).split(separator: ".").map(String.init)
    parts[part] = part == 4 ? String(parts[part].dropLast()) + "~" : parts[part] + "1"
    #expect(CallbackToken(parts.joined(separator: "."), key: key) == nil)
  }

  @Test(arguments: ["", ".", "....", "x.y.z.1.2", String(repeating: ".", count: 100_000)])
  func `what was never an address is none`(text: String) {
    #expect(CallbackToken(text, key: key) == nil)
  }

  @Test func `a sign-in link of the same key is none`() {
    let query = SignInLink.query(of: "alice", key: key, now: .morning)
    let link = String(query.drop { $0 != "&" }.dropFirst("&link=".count))
    #expect(CallbackToken(link, key: key) == nil)
  }

  @Test func `the call-back of a call ends on a whole second, and is shown without its signature`()
    throws
  {
    let addresses = CallbackAddresses(key: key) { "https://reprise.example/c/\($0)" }
    let call = ToolCall(
      runID: "run", userID: "alice", scheduledAt: .morning, step: 2, tool: "send_gmail",
      connection: .http, params: [:], attempt: 3, timeout: 30, idempotencyKey: "key")
    let callback = addresses.callback(
      of: call, within: 3600, from: Instant.morning.advanced(byMilliseconds: 1))
    #expect(callback.deadline.rfc3339 == "2026-11-24T10:00:01Z")
    let text = try #require(callback.url.split(separator: "/").last.map(String.init))
    #expect(
      CallbackToken(text, key: key)
        == CallbackToken(runID: "run", step: 2, attempt: 3, expires: callback.deadline))
    #expect(callback.shownURL == "https://reprise.example/c/[signed]")
  }

  @Test func `an answer is a result, which may be null, or an error`() throws {
    #expect(try CallbackAnswer(["result": nil]) == .result(record: nil))
    #expect(
      try CallbackAnswer(["result": ["id": .number("1.50")], "error": nil])
        == .result(record: ["id": .number("1.50")]))
    #expect(
      try CallbackAnswer(["error": ["message": "No such list."]])
        == .error(words: "The answer says that it failed: No such list.", isPermanent: false))
    #expect(
      try CallbackAnswer(["error": ["message": "Gone.", "permanent": true]])
        == .error(words: "The answer says that it failed: Gone.", isPermanent: true))
  }

  @Test func `of a long result the record keeps as much as of any other`() throws {
    let answer = try CallbackAnswer(["result": .string(String(repeating: "x", count: 1 << 20))])
    guard case .result(let record, let whole) = answer else { throw NoResult() }
    #expect(whole == .string(String(repeating: "x", count: 1 << 20)))
    #expect(record.bytes.count <= Limits.recordBytes)
    #expect(record.text?.hasSuffix("(the first of 1048576 bytes)") == true)
  }

  @Test(
    arguments: [
      ([:], ["result"]), (["error": nil], ["result"]),
      (["result": 1, "error": ["message": "x"]], ["error"]), (["error": "x"], ["error"]),
      (["error": [:]], ["error", "message"]), (["error": ["message": 1]], ["error", "message"]),
      (["error": ["message": ""]], ["error", "message"]),
      (["error": ["message": "a\0"]], ["error", "message"]),
      (["error": ["message": "x", "permanent": "yes"]], ["error", "permanent"]),
    ] as [(JSON, [String])])
  func `what is neither says what would be right`(body: JSON, path: [String]) async throws {
    let refused = try await refusal { _ = try CallbackAnswer(body) }
    guard case .invalid(let faults)? = refused else { throw NoResult() }
    #expect(faults.map(\.path) == [path])
    #expect(faults.allSatisfy { $0.message.contains("must") || $0.message.contains("required") })
  }
}

private struct NoResult: Error {}
