import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// Logs of any agent, saved as traces.
@Suite struct ImportTests {
  private let world: World
  private let token: String

  init() async throws {
    world = try await World()
    token = try await world.token(of: "alice")
  }

  private func send(
    _ body: String, as type: String? = "application/json", _ query: String = ""
  ) async throws -> World.Reply {
    var headers: HTTPFields = [.authorization: "Bearer \(token)"]
    if let type { headers[.contentType] = type }
    return try await world.send(
      .post, "/automation/traces/import\(query)", headers: headers, body: Array(body.utf8))
  }

  private static let lines = #"""
    {"role": "user", "content": "Have the printer repaired"}

    {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "create_ticket", "arguments": "{}"}}]}
    {"role": "tool", "tool_call_id": "c1", "content": "done"}
    """#

  @Test func `its format and steps are told, and the names of the query are the trace's`()
    async throws
  {
    let reply = try await send(
      WorkflowAPITests.chat, "?thread_id=t-1&provider_id=desk&name=Printer")
    #expect(reply.status == 201, "\(reply.text)")
    #expect(reply.json?["format"] == "openai_chat" && reply.json?["step_count"]?.integer == 2)
    let id = try #require(reply.json?["trace_id"]?.text)
    let trace = try await world.call(.get, "/automation/traces/\(id)", token: token).json?["trace"]
    #expect(trace?["thread_id"] == "t-1" && trace?["provider_id"] == "desk")
    #expect(trace?["name"] == "Printer" && trace?["user_id"] == "alice")
  }

  @Test(
    arguments: [
      ("application/x-ndjson", lines), ("text/plain; charset=utf-8", lines), (nil, lines),
      ("application/json", #"{"messages": \#(WorkflowAPITests.chat)}"#),
      ("application/json", #"{"thread_id": "t", "trace_data": \#(WorkflowAPITests.chat)}"#),
    ] as [(String?, String)])
  func `lines, objects and rows are taken, whatever they are called`(type: String?, body: String)
    async throws
  {
    let reply = try await send(body, as: type)
    #expect(reply.status == 201, "\(reply.text)")
    #expect(reply.json?["format"] == "openai_chat")
  }

  @Test func `a file of a form is taken`() async throws {
    let form =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.jsonl\"\r\n\r\n"
      + ImportTests.lines + "\r\n--b--\r\n"
    let reply = try await send(form, as: "multipart/form-data; boundary=b")
    #expect(reply.status == 201 && reply.json?["step_count"]?.integer == 1, "\(reply.text)")
  }

  @Test func `what is no log is refused with its place, and nothing is saved`() async throws {
    let broken = try await send(
      ImportTests.lines.replacing("\"content\": \"done\"", with: "content"))
    #expect(broken.status == 400)
    #expect(broken.json?["detail"]?.text?.contains("line 4, column") == true, "\(broken.text)")
    let number = try await send("7")
    #expect(number.status == 422)
    let image = try await send("GIF", as: "image/gif")
    #expect(image.status == 415 && image.text.contains("application/x-ndjson"))
    let long = try await send("[]", "?thread_id=" + String(repeating: "t", count: 300))
    #expect(
      long.status == 422 && long.json?["detail"]?.elements?.first?["loc"] == ["query", "thread_id"])
    let list = try await world.call(.get, "/automation/traces", token: token)
    #expect(list.json?["count"]?.integer == 0)
  }
}
