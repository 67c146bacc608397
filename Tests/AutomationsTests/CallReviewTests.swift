import Automations
import OrderedJSON
import TestSupport
import Testing
import Workflows

/// What is told of calls before anything is sent.
@Suite struct CallReviewTests {
  private let mail = bound(Binding(tool: "send_gmail", to: .sendEmail))
  private let http = bound(.http("*"))

  @Test(
    arguments: [
      (["to": "a@b", "body": "x", "attachments": ["report.pdf"]], "attachments is left away"),
      (
        ["to": "a@b", "email": "c@d", "body": "x", "text": "y", "priority": 1],
        "email, text and priority are left away"
      ),
      (["body": "x", "recipient": "a@b", "to": nil, "attachments": nil], nil),
      (["body": "", "text": "x", "to": "a@b", "email": " "], nil),
      (["body": [:], "text": "x", "message": [], "to": "a@b", "email": [:]], nil),
      (
        ["cc": "a@b", "bcc": "a@b", "reply_to": "a@b", "subject": "x", "html": "x", "to": "a@b"],
        nil
      ),
    ] as [(JSON, String?)])
  func `what a mail has that nothing takes is named`(_ params: JSON, _ words: String?) {
    let notices = mail.notices(of: params)
    #expect(notices.count == (words == nil ? 0 : 1))
    guard let words else { return }
    #expect(
      notices.first == "\(words): send_email takes to, cc, bcc, reply_to, subject, body and html.")
  }

  @Test func `what a request has that nothing takes is named, headers too`() {
    let notices = http.notices(of: [
      "url": "https://x.example/", "json": ["a": 1], "params": ["q": 1], "query": ["q": 1],
      "headers": ["Host": "y", "host": "z", "Accept": "*/*", "Content-Length": "5"],
    ])
    #expect(
      notices == [
        "json and params are left away: http takes method, url, headers, query and body.",
        "The headers Host and Content-Length are left away: a step cannot set them.",
      ])
  }

  @Test func `what a row has that nothing takes is named, also its cells under a second name`() {
    let rows = bound(Binding(tool: "sheets_append", to: .appendRow))
    #expect(
      rows.notices(of: ["row": ["a": 1], "values": [1], "range": "A1"]) == [
        "row and range are left away: append_row takes values, file, spreadsheet_id and sheet."
      ])
    #expect(rows.notices(of: ["row": ["a": 1], "values": [], "sheet": "A"]).isEmpty)
  }

  @Test func `what has no value to send is named, and so is a URL's fragment`() {
    let notices = http.notices(of: [
      "url": "https://x.example/a#part", "query": ["n": nil, "b": [], "c": ["1", nil], "d": ""],
      "headers": ["content-type": "application/x-www-form-urlencoded; charset=utf-8"],
      "body": ["f": nil, "g": 1],
    ])
    #expect(
      notices == [
        "query/n, query/b, query/c/1 and body/f are left away: null and empty lists have no value that "
          + "could be sent.",
        "The fragment of the URL is left away: what follows # is never sent.",
      ])
    let json = http.notices(of: ["url": "https://x.example/", "body": ["f": nil]])
    #expect(json.isEmpty)
  }

  @Test func `what a request below a base URL cannot have is named, by template or without one`()
    throws
  {
    let crm = Connection.alices("crm")
    func notices(_ request: JSON?, _ params: JSON) throws -> [String] {
      let mapping = Mapping(request: try request.map { try Template($0) })
      return BoundTool(
        tool: "find", binding: Binding(tool: "find", connection: "crm", mapping: mapping),
        connection: crm
      ).notices(of: params)
    }
    let template: JSON = [
      "path": "/", "query": ["q": ["$ref": "params/name"], "page": ["$ref": "params/page"]],
      "headers": ["Host": "x", "authorization": "Bearer x", "X-Name": ["$ref": "params/name"]],
    ]
    #expect(
      try notices(template, ["name": "Ann", "page": nil, "city": "Oslo"]) == [
        "city is left away: the binding's request does not read it.",
        "The header Host is left away: a step cannot set it.",
        "The header authorization is left away: the sign-in of the connection sets it.",
        "query/page is left away: null and empty lists have no value that could be sent.",
      ])
    #expect(
      try notices(nil, ["path": "/", "method": "POST", "form": ["a": [], "b": 1]]) == [
        "form/a is left away: null and empty lists have no value that could be sent."
      ])
    // What cannot be made out is told as that.
    #expect(try notices(["path": ["$ref": "params/path"]], [:]).isEmpty)
  }

  @Test func `of a long list below a long name the first ones are named, and the others counted`() {
    // Written out for each element, the name would take 15 GB.
    let name = String(repeating: "n", count: 300_000)
    let list = JSON.array(Array(repeating: .null, count: 50_000))
    let notices = http.notices(of: [
      "url": "https://x.example/", "query": .object([JSON.Member(name, list)]),
    ])
    #expect(notices.count == 1)
    #expect(notices.first?.contains(" and 49980 more are left away: null and empty lists") == true)
    #expect(notices.first?.contains("n…") == true)
  }

  @Test func `a note takes whatever it gets`() {
    let note = bound(Binding(tool: "note", to: .note))
    #expect(note.notices(of: ["anything": 1]).isEmpty)
    #expect(note.notices(of: "text").isEmpty)
  }

  @Test func `many names are counted, and long ones cut`() throws {
    let many = JSON.object(
      (0..<100_000).map { .init(String(repeating: "x", count: 300) + "\($0)", 1) })
    let words = try #require(mail.notices(of: many).first)
    #expect(words.contains("and 99980 more are left away"))
    #expect(words.utf8.count <= 2048)
  }

  @Test(
    arguments: [
      (
        nil, ["url": "https://x.example/", "headers": .named(101, "X-")],
        "headers must have at most 100 names; there are 101."
      ),
      (
        nil, ["url": "https://x.example/", "headers": ["A": "1", "a": "2"]],
        "headers/a is the header A once more: give one of them."
      ),
      (
        nil, ["url": .string("http://x/" + String(repeating: "a", count: 70_000))],
        "url must have at most 65536 bytes; there are 70009."
      ),
      (
        .appendRow, ["row": .named(1001, "c")],
        "row must have at most 1000 columns; there are 1001."
      ),
      (
        .appendRow, ["rows": .array([JSON](repeating: [1], count: 10_001))],
        "rows must have at most 10000 rows; there are 10001."
      ),
      (
        .sendEmail, ["to": .addresses(60), "bcc": .addresses(41), "body": "x"],
        "to must have at most 100 recipients, those of copies included; there are 101."
      ),
      (
        .sendEmail,
        ["to": "a@b", "body": "x", "subject": .string(String(repeating: "x", count: 999))],
        "subject must have at most 998 bytes."
      ),
      (
        .sendEmail,
        ["to": "a@b", "body": .string(String(repeating: "x", count: 2_097_153))],
        "body must have at most 2097152 bytes; there are 2097153."
      ),
    ] as [(LocalTool?, JSON, String)])
  func `a call that breaks a bound is told of in the words of its run's error`(
    _ tool: LocalTool?, _ params: JSON, _ words: String
  ) {
    let binding = tool.map { Binding(tool: "ask", to: $0) } ?? .http("ask")
    let workflow = Workflow(steps: [Workflow.Step(tool: "ask", params: params)])
    #expect(
      Bindings(own: [binding]).notices(for: workflow) == ["Step 1 (ask): The param \(words)"])
  }

  @Test func `a workflow's calls are told of by their first step, alike ones once`() {
    let steps = [("weather_api", ["city": "Oslo"]), ("ask", ["url": "https://x/", "json": 1])]
      .flatMap { [($0.0, $0.1 as JSON), ($0.0, $0.1)] }
      .map { Workflow.Step(tool: $0.0, params: $0.1) }
    #expect(
      Bindings(own: [http.binding]).notices(for: Workflow(steps: steps)) == [
        "Step 1 (weather_api): http cannot carry the recorded call out: it lacks url; "
          + "it has city.",
        "Step 1 (weather_api): city is left away: http takes method, url, headers, query and body.",
        "Step 3 (ask): json is left away: http takes method, url, headers, query and body.",
      ])
  }

  @Test func `of many calls the first twenty are told of`() {
    let steps = (0..<10_000).map {
      Workflow.Step(tool: "ask", params: ["url": "https://x/", "p\($0)": 1])
    }
    let notices = Bindings(own: [http.binding]).notices(for: Workflow(steps: steps))
    #expect(notices.count == 21)
    #expect(notices.last == "So it is with 9980 more calls.")
  }

  @Test(arguments: [nil, "params/nothing"])
  func `of calls of which templates make very much the first are looked at`(
    _ missing: String?
  ) throws {
    let references = Array(repeating: "params/text", count: 100) + [missing].compactMap(\.self)
    let template = try Template([
      "text": ["$text": .array(references.map { ["$ref": .string($0)] })]
    ])
    let binding = Binding(
      tool: "ask", connection: "local", mapping: Mapping(remote: "note", params: template))
    let text = JSON.string(String(repeating: "x", count: 50_000))
    let workflow = Workflow(
      steps: Array(repeating: Workflow.Step(tool: "ask", params: ["text": text]), count: 10))
    let review = Bindings(own: [binding]).review(of: workflow)
    // 5 MB each, of 16 MiB.
    #expect(review.hindered == (missing == nil ? [] : [1, 2, 3, 4]))
    #expect(
      review.notices.last
        == "What step 5 and those after it send was not looked at: together with that of the steps "
        + "before it, it is over 16777216 bytes.")
    #expect(Bindings(own: [binding]).fault(in: workflow) == nil)
  }
}

/// The binding with its built-in connection.
private func bound(_ binding: Binding) -> BoundTool {
  BoundTool(
    tool: binding.tool, binding: binding,
    connection: binding.connection == "local" ? .local : .http)
}

extension JSON {
  /// An object of so many members, their names with a number behind.
  fileprivate static func named(_ count: Int, _ name: String) -> JSON {
    .object((0..<count).map { JSON.Member("\(name)\($0)", "v") })
  }

  fileprivate static func addresses(_ count: Int) -> JSON {
    .string((0..<count).map { "a\($0)@b.example" }.joined(separator: ","))
  }
}
