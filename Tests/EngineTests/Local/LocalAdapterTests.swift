import Automations
import Engine
import Foundation
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

@Suite struct LocalAdapterTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a mail lies in the outbox as a message`() async throws {
    let result = await adapter.perform(
      call("send_email", ["to": "alice@example.com", "subject": "Status", "body": "Hi\nthere"]))

    let file = "outbox/20261124T090000Z-run-1.eml"
    #expect(result.result?["file"] == .string(file))
    #expect(
      try folder.text(file) == """
        From: Reprise <reprise@localhost>\r
        To: alice@example.com\r
        Subject: Status\r
        Date: Tue, 24 Nov 2026 09:00:00 +0000\r
        Message-ID: <key@reprise.localhost>\r
        Auto-Submitted: auto-generated\r
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        Hi\r
        there\r

        """)
  }

  @Test func `sending the same mail twice makes one file`() async throws {
    let first = call("send_email", ["to": "alice@example.com", "subject": "1", "body": "1"])
    _ = await adapter.perform(first)
    let again = await adapter.perform(
      call("send_email", ["to": "alice@example.com", "subject": "2", "body": "2"]))

    #expect(try folder.names("outbox") == ["20261124T090000Z-run-1.eml"])
    #expect(again.result != nil)
    #expect(try folder.text("outbox/20261124T090000Z-run-1.eml").contains("Subject: 1\r\n"))
  }

  @Test func `no text can end a header`() async throws {
    _ = await adapter.perform(
      call(
        "send_email",
        [
          "to": ["\"Müller, Bob\" <bob@example.com>", "charlie@example.com"],
          "subject": "Grüße\r\nBcc: everybody@example.com", "body": "x",
        ]))
    let text = try folder.text("outbox/20261124T090000Z-run-1.eml")

    #expect(!text.contains("Bcc:"))
    #expect(text.contains("Subject: =?utf-8?B?R3LDvMOfZQ0KQmNjOiBldmVyeWJvZHlAZXhhbXBsZS5jb20=?="))
    #expect(
      text.contains(
        "To: =?utf-8?B?TcO8bGxlciwgQm9i?= <bob@example.com>,\r\n charlie@example.com\r\n"))
  }

  @Test(
    arguments: [
      ["subject": "x"], ["to": "", "subject": "x"], ["to": "a@b\r\nBcc: c@d", "subject": "x"],
      ["to": ["a@b", 5], "subject": "x"], ["to": "a b@c", "subject": "x"],
      ["to": "<a@b> c", "subject": "x"],
    ] as [JSON])
  func `a recipient that is no address is refused`(_ params: JSON) async throws {
    let result = await adapter.perform(call("send_email", params))
    #expect(result.retry == .never)
    #expect(result.error?.hasPrefix("The param to ") == true)
    #expect(!folder.has("outbox/20261124T090000Z-run-1.eml"))
  }

  @Test func `a subject that is no text is refused`() async {
    let result = await adapter.perform(call("send_email", ["to": "a@b", "subject": 5]))
    #expect(result.error == "The param subject must be a text.")
  }

  @Test func `lines too long for a mail are encoded`() async throws {
    let body = String(repeating: "ü", count: 600)
    _ = await adapter.perform(
      call("send_email", ["to": "a@b", "subject": "x", "body": .string(body)]))
    let text = try folder.text("outbox/20261124T090000Z-run-1.eml")

    #expect(text.contains("Content-Transfer-Encoding: base64"))
    let encoded = text.components(separatedBy: "\r\n\r\n").last?.filter { !$0.isWhitespace } ?? ""
    #expect(Data(base64Encoded: encoded) == Data(body.utf8))
  }

  @Test func `rows are added to the file that the params name`() async throws {
    let name: JSON = "../Sales/2026"
    let added: [JSON] = [["a", .number("1.5"), nil], [["b,c", "d\"e"], ["f\ng", true]]]
    for values in added {
      let result = await adapter.perform(
        call("append_row", ["spreadsheet_id": name, "sheet": "Q1", "values": values]))
      #expect(result.result?["file"] == "rows/alice/%2E%2E%2FSales%2F2026.Q1.csv")
    }
    #expect(
      try folder.text("rows/alice/%2E%2E%2FSales%2F2026.Q1.csv")
        == "a,1.5,\r\n\"b,c\",\"d\"\"e\"\r\n\"f\ng\",true\r\n")
  }

  @Test func `an object goes into the columns of its names`() async throws {
    let rows: [JSON] = [
      ["name": "A", "the \"sum\"": 1], ["the \"sum\"": 2, "name": "B"], ["name": "C"],
    ]
    for row in rows {
      let result = await adapter.perform(call("append_row", ["row": row]))
      #expect(result.result?["rows"] == 1)
    }
    #expect(
      try folder.text("rows/alice/rows.csv")
        == "name,\"the \"\"sum\"\"\"\r\nA,1\r\nB,2\r\nC,\r\n")
  }

  @Test func `many rows at once are all there, each whole`() async throws {
    await withTaskGroup { group in
      for number in 0..<50 {
        group.addTask { [self] in
          _ = await adapter.perform(call("append_row", ["values": [.number("\(number)"), "x"]]))
        }
      }
    }
    let lines = try folder.text("rows/alice/rows.csv").components(separatedBy: "\r\n").dropLast()
    #expect(Set(lines) == Set((0..<50).map { "\($0),x" }))
    #expect(lines.count == 50)
  }

  @Test func `rows and notes of one person are not another's, whatever they are called`()
    async throws
  {
    let table: JSON = ["file": "sales", "row": ["secret": "A"]]
    _ = await adapter.perform(call("append_row", table))
    let added = await adapter.perform(
      call("append_row", ["file": "sales", "row": ["public": "B"]], of: "../alice"))
    _ = await adapter.perform(call("note", ["text": "A"]))
    _ = await adapter.perform(call("note", ["text": "B"], of: "bob"))

    #expect(added.result?["file"] == "rows/%2E.%2Falice/sales.csv")
    #expect(try folder.text("rows/alice/sales.csv") == "secret\r\nA\r\n")
    #expect(try folder.text("notes/alice/note.jsonl").split(separator: "\n").count == 1)
    #expect(try folder.text("notes/bob/note.jsonl").split(separator: "\n").count == 1)
  }

  @Test func `a note is a line of JSON`() async throws {
    _ = await adapter.perform(call("note", ["text": "a\nb"]))
    _ = await adapter.perform(call("note", ["text": "c"]))
    let lines = try folder.text("notes/alice/note.jsonl").split(separator: "\n")

    #expect(lines.count == 2)
    #expect(
      lines.first
        == #"{"scheduled_at":"2026-11-24T09:00:00Z","run_id":"run","step":1,"params":{"text":"a\nb"}}"#
    )
  }

  @Test func `a note begins a new line where the file's last one is not ended`() async throws {
    try folder.write("notes/alice/note.jsonl", Data(#"{"x":1}"#.utf8))
    _ = await adapter.perform(call("note", ["text": "a"]))
    _ = await adapter.perform(call("note", ["text": "b"]))
    let lines = try folder.text("notes/alice/note.jsonl").split(separator: "\n")
    #expect(lines.count == 3 && lines.first == #"{"x":1}"#)
    for line in lines { #expect((try? JSON(parsing: String(line))) != nil) }
  }

  @Test(
    arguments: [
      ("send_gmail", .sendEmail), ("send_email", .note), ("append_sheet_row", .appendRow),
    ] as [(String, LocalTool)])
  func `the binding says which tool it is`(_ tool: String, _ meant: LocalTool) {
    let request = adapter.request(for: call(tool, ["a": 1], remote: meant.rawValue))
    #expect(request["tool"] == .string(meant.rawValue))
    #expect(request["params"] == ["a": 1])
  }

  @Test func `what no embedded tool does is never pretended`() async {
    let result = await adapter.perform(
      call("launch_rocket", ["to": "a@b", "subject": "x"], connection: .http))
    #expect(
      result.error
        == "launch_rocket is bound to no embedded tool: send_email, append_row, note."
    )
    #expect(result.retry == .permanent)
  }

  @Test func `mail that no program takes out is not called sent`() async throws {
    let params: JSON = ["to": "a@b", "body": "y"]
    let written = await adapter.perform(call("send_email", params))
    #expect(
      written.result
        == ["file": "outbox/20261124T090000Z-run-1.eml", "sent": false])
    let notices = [
      "This server has no mail program (REPRISE_SENDMAIL): a mail goes to the outbox and no further, "
        + "so nobody is sent it."
    ]
    #expect(adapter.notices(of: .embedded(.sendEmail)) == notices)
    #expect(adapter(sendmail: "/bin/true").notices(of: .embedded(.sendEmail)).isEmpty)
    #expect(adapter.notices(of: .embedded(.appendRow)).isEmpty)
    let workflow = Workflow(steps: [Workflow.Step(tool: "send_email", params: params)])
    #expect(
      Bindings(own: [], adapters: [adapter]).notices(for: workflow)
        == ["Step 1 (send_email): \(notices[0])"])
    #expect(
      Bindings(own: [], adapters: [adapter(sendmail: "/bin/true")]).notices(for: workflow) == [])
  }

  @Test(
    arguments: [
      ("send_email", ["to": ["$ref": "inputs/to"], "body": "x"]),
      ("send_email", ["to": "ann@x.example", "body": ["$ref": "steps/s1/result"]]),
      ("append_row", ["row": ["$ref": "item"]]),
      ("http_request", ["url": ["$ref": "steps/s1/result/url"]]),
      ("http_request", ["url": ["$text": ["https://x.example/", ["$ref": "secrets/token"]]]]),
      ("http_request", ["url": "https://x.example/", "query": ["$ref": "steps/s1/result"]]),
    ] as [(String, JSON)])
  func `what is known only when it is sent is no fault before`(
    _ tool: String, _ params: JSON
  ) throws {
    let http = try HTTPAdapter(outgoing: Outgoing(allowed: AllowedNetworks("")))
    let workflow = Workflow(steps: [Workflow.Step(tool: tool, params: params)])
    let bindings = Bindings(own: [], adapters: [adapter(sendmail: "/bin/true"), http])
    #expect(bindings.fault(in: workflow) == nil)
    #expect(bindings.review(of: workflow).hindered.isEmpty)
  }

  @Test(
    arguments: [
      ("send_email", ["to": "a..b@x.example", "body": "x"]),
      ("send_email", ["to": [["email": "a@b"]], "body": "x"]),
      ("send_email", ["to": "a@b", "body": ""]), ("append_row", ["row": "a,b"]),
      ("http_request", ["url": 5]), ("http_request", ["url": "/v1/oslo"]),
      ("http_request", ["url": "https://x.example/", "query": "a=1"]),
      ("http_request", ["url": "https://x.example/", "method": "FETCH"]),
      ("http_request", ["url": "https://x.example/", "headers": ["X": nil]]),
    ] as [(String, JSON)])
  func `a call that can only fail is told of before it runs, in the run's words`(
    _ tool: String, _ params: JSON
  ) async throws {
    let http = try HTTPAdapter(outgoing: Outgoing(allowed: AllowedNetworks("")))
    let workflow = Workflow(steps: [Workflow.Step(tool: tool, params: params)])
    let fault = Bindings(own: [], adapters: [adapter(sendmail: "/bin/true"), http])
      .fault(in: workflow)
    let isHTTP = tool == "http_request"
    let run = call(tool, params, connection: isHTTP ? .http : .local)
    let result = await isHTTP ? http.perform(run) : adapter.perform(run)
    #expect(fault?.step == 1)
    #expect(try #require(fault?.1).description == result.error)
  }

  @Test func `sendmail gets the message, and its refusal is a failure`() async throws {
    let program = try folder.program(
      "sendmail", "#!/bin/sh\necho \"$@\" > \"$0.args\"\ncat > \"$0.got\"\n")
    let mail = call("send_email", ["to": "a@b", "subject": "x", "body": "y"])
    let sent = await adapter(sendmail: program).perform(mail)
    #expect(sent.result?["sent"] == true)
    #expect(try folder.text("sendmail.args") == "-i a@b\n")
    #expect(
      try folder.text("sendmail.got") == folder.text("outbox/20261124T090000Z-run-1.eml"))

    let refusing = try folder.program("refusing", "#!/bin/sh\nexit 67\n")
    let refused = await adapter(sendmail: refusing).perform(mail)
    #expect(refused.error?.contains("status 67") == true)
    #expect(refused.retry == .never)
    let hindered = try folder.program("hindered", "#!/bin/sh\nexit 75\n")
    #expect(
      await adapter(sendmail: hindered).perform(mail).retry == .ifRepeatable(after: nil))

    let missing = await adapter(sendmail: folder.path + "/none").perform(mail)
    #expect(missing.retry == .notTaken(after: nil))

    let slow = try folder.program("slow", "#!/bin/sh\nexec sleep 600\n")
    let hurried = call("send_email", ["to": "a@b", "subject": "x", "body": "y"], timeout: 1)
    #expect(await adapter(sendmail: slow).perform(hurried).silence != nil)
  }

  @Test func `a mail in the outbox may be repeated, a sent one and a row may not`() {
    let mail = call("send_email", [:])
    #expect(adapter.effect(of: mail, bound: nil) == .idempotent)
    #expect(adapter(sendmail: "/bin/false").effect(of: mail, bound: nil) == .once)
    #expect(adapter.effect(of: call("append_row", [:]), bound: nil) == .once)
    #expect(adapter.effect(of: call("append_row", [:]), bound: .read) == .read)
  }

  @Test func `a folder that is not there is an error that says so`() async {
    let adapter = LocalAdapter(folder: folder.path + "/gone", sendmail: nil)
    let result = await adapter.perform(call("note", [:]))
    #expect(result.error?.contains("No such file or directory") == true)
    #expect(result.retry == .notTaken(after: nil))
  }

  private var adapter: LocalAdapter { adapter(sendmail: nil) }

  private func adapter(sendmail: String?) -> LocalAdapter {
    LocalAdapter(folder: folder.path, sendmail: sendmail, now: { 1_795_510_800 })
  }

  private func call(
    _ tool: String, _ params: JSON, connection: Connection = .local, remote: String? = nil,
    timeout: Int = 300, of user: String = "alice"
  ) -> ToolCall {
    ToolCall(
      runID: "run", userID: user, scheduledAt: instant("2026-11-24T09:00:00Z"), step: 1,
      tool: tool, connection: connection, mapping: Mapping(remote: remote), params: params,
      attempt: 1, timeout: timeout, idempotencyKey: "key")
  }
}
