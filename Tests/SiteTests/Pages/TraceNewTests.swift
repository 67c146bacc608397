import Automations
import OrderedJSON
import Site
import TestSupport
import Testing

@Suite struct TraceNewTests {
  @Test(arguments: [
    #"[{"event": "tool_call", "tool": "note", "n": 1.10}]"#,
    #"{"trace_data": [{"event": "tool_call", "tool": "note", "n": 1.10}], "name": "Pasted"}"#,
  ])
  func `a list of entries is taken, and so is the body of the API`(text: String) async throws {
    let world = try await World()
    let reply = try await world.browser(of: "alice").post("/traces", [("trace", text)])
    #expect(reply.status == 303)
    let id = try #require(reply.location?.split(separator: "/").last?.prefix(36))
    let trace = try await world.services.traces.trace(String(id), for: .alice)
    #expect(trace.automation.name == (text.contains("Pasted") ? "Pasted" : nil))
    #expect(
      trace.traceData == [["event": "tool_call", "tool": "note", "n": .number("1.10")]])
  }

  @Test(arguments: [
    ("[]", false), (#"[{"event": "completion"}]"#, false),
    (#"[{"event": "tool_call", "tool": "note"}]"#, true),
  ])
  func `a schedule is promised only to what has something to run`(
    text: String, isRunnable: Bool
  ) async throws {
    let browser = try await World().browser(of: "alice")
    let page = try await browser.follow(try await browser.post("/traces", [("trace", text)])).text
    #expect(page.contains(isRunnable ? "The trace is saved." : "The trace is saved, but no call"))
    #expect(page.contains("Convert it, and it runs on a schedule.") == isRunnable)
    #expect(page.contains("There is nothing to run") != isRunnable)
    #expect(page.contains("No call of a tool was found in this trace") != isRunnable)
    #expect(page.contains("A list of two calls looks like this:") != isRunnable)
  }

  @Test func `the example of a list of calls is one that is taken as it stands`() async throws {
    let browser = try await World().browser(of: "alice")
    let page = try await browser.get("/traces/new").text
    let start = try #require(page.firstRange(of: "aria-label=\"A list of two calls\">"))
    let example = page[start.upperBound...].prefix { $0 != "<" }.replacing("&quot;", with: "\"")
    let saved = try await browser.post("/traces", [("trace", String(example))])
    let panel = try await browser.follow(saved).text
    #expect(panel.contains("<bdi>send_email</bdi>") && panel.contains("<bdi>note</bdi>"))
    #expect(!panel.contains("cannot be carried out"))
  }

  @Test func `a fault of JSON is shown at its line, and the text stays`() async throws {
    let page = try await refused("[\r\n  {\"tool\": \"note\"\r\n   \"params\": <1>}\r\n]")
    #expect(page.text.contains("<p>Line 3: expected"))
    #expect(page.text.contains("data-line=\"3\""))
    #expect(
      page.text.contains(
        "<span class=\"line faulty\"><span class=\"number\">3</span>   <mark>&quot;</mark>params"))
    #expect(page.text.contains("<span class=\"line\"><span class=\"number\">1</span>["))
    #expect(page.text.contains("&quot;params&quot;: &lt;1&gt;}"))
  }

  @Test func `a wrong entry is shown at its line too`() async throws {
    let page = try await refused(
      "{\n\"name\": \"a [ \\\" ]\",\n\"trace_data\": [\n{\"event\": \"x\"},\n7\n]}")
    #expect(page.text.contains("<p>Line 5: entry 2 must be an object, not a number</p>"))
    #expect(page.text.contains("<span class=\"number\">5</span><mark>7</mark>"))
  }

  @Test func `each of many wrong entries is shown at its line`() async throws {
    let page = try await refused(
      "{\"a\": [1, {}],\n\"trace_data\": [\n" + (1...30).map(String.init).joined(separator: ",\n")
        + "]}")
    for number in 1...20 {
      #expect(page.text.contains("Line \(number + 2): entry \(number) must be an object"))
    }
    #expect(!page.text.contains("entry 21 must be"))
    #expect(page.text.contains("<span class=\"number\">3</span><mark>1</mark>"))
  }

  @Test func `a fault far down is shown with the lines around it`() async throws {
    let page = try await refused(
      "[" + String(repeating: "\n", count: 99_997) + "{},\n{},\n7\n,\n{}]")
    #expect(page.text.contains("<p>Line 100000: entry 3 must be an object, not a number</p>"))
    for (number, text) in [(99_998, "{},"), (99_999, "{},"), (100_001, ","), (100_002, "{}]")] {
      #expect(page.text.contains("<span class=\"number\">\(number)</span>\(text)"))
    }
    #expect(page.text.contains("<span class=\"number\">100000</span><mark>7</mark>"))
  }

  @Test func `a member of the wrong kind is refused as the API refuses it`() async throws {
    let page = try await refused("{\"trace_data\": [],\n \"name\": 7}")
    #expect(page.text.contains("Line 2: “name” must be a text, not a number"))
  }

  @Test(arguments: ["7", "{}", "", "[", "[1", "\"", "{\"trace_data\": 1}", "[\"\\", "\u{FEFF}["])
  func `whatever is pasted, the answer is the page again`(text: String) async throws {
    let page = try await refused(text)
    #expect(page.text.contains("id=\"trace-fault\""))
  }

  @Test func `a long line is cut around its fault`() async throws {
    let page = try await refused("[" + String(repeating: "1,", count: 5000) + "]")
    #expect(page.text.contains("<mark>]</mark>"))
    #expect(page.text.contains("<span class=\"number\">1</span>…1,1"))
  }

  @Test func `a repeated submit saves one trace`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let key = try #require(
      try await browser.get("/traces/new").value(of: "value", after: "name=\"idempotency_key\""))
    let fields = [("idempotency_key", key), ("trace", "[{}]")]
    let replies = try await [
      browser.post("/traces", fields), browser.post("/traces", fields),
    ]
    #expect(replies[0].status == 303 && replies[0].location == replies[1].location)
  }

  @Test func `a file is taken whole, whatever it holds`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let text = "\u{FEFF}[{\"event\": \"x\", \"text\": \"--x\\r\\n é +%41\"}\r\n]\r\n--y"
    let reply = try await browser.post(
      "/traces", [("trace", "")], file: Array(text.dropLast(3).utf8))
    #expect(reply.status == 303, "\(reply.text)")
    let id = try #require(reply.location?.split(separator: "/").last?.prefix(36))
    let trace = try await world.services.traces.trace(String(id), for: .alice)
    #expect(trace.traceData == [["event": "x", "text": "--x\r\n é +%41"]])
  }

  @Test func `a fault in a file is shown at its line, and its text stays`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let reply = try await browser.post(
      "/traces", [("trace", "")], file: Array("[\n{},\n7]".utf8))
    #expect(reply.status == 422)
    #expect(reply.text.contains("<p>Line 3: entry 2 must be an object, not a number</p>"))
    #expect(reply.text.contains("\n[\n{},\n7]</textarea>"))
  }

  @Test func `a text beside a file is a question, not a guess`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let reply = try await browser.post("/traces", [("trace", "[{}]")], file: Array("[]".utf8))
    #expect(reply.status == 422 && reply.text.contains("empty the field, or choose no file"))
    #expect(reply.text.contains("\n[{}]</textarea>"))
    let binary = try await browser.post("/traces", [("trace", "[{}]")], file: [0xFF, 0xFE, 0x5B])
    #expect(binary.status == 422 && binary.text.contains("“file” a text in UTF-8 would be right"))
    #expect(binary.text.contains("\n[{}]</textarea>"))
  }

  @Test func `a repeated upload saves one trace, by whatever boundary`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [("trace", ""), ("idempotency_key", "once")]
    let replies = try await [
      browser.post("/traces", fields, file: Array("[{}]".utf8), boundary: "a"),
      browser.post("/traces", fields, file: Array("[{}]".utf8), boundary: "b"),
    ]
    #expect(replies[0].status == 303 && replies[0].location == replies[1].location)
  }

  @Test(arguments: [
    "", "--x", "--x--", "--x\r\n", "--x\r\n\r\n--x--", "--x\r\nA: b\r\n\r\nc\r\n--x--",
    "\r\n--x\r\n",
    "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n1", "x--x",
  ])
  func `a body of parts that is none is refused`(body: String) async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let reply = try await browser.post(
      "/traces", raw: Array(body.utf8), type: "multipart/form-data; boundary=x")
    #expect(reply.status == 400 || reply.status == 403)
  }

  private func refused(_ text: String) async throws -> World.Reply {
    let world = try await World()
    let reply = try await world.browser(of: "alice").post("/traces", [("trace", text)])
    #expect(reply.status == 422)
    return reply
  }
}
