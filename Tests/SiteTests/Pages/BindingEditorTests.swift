import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing
import Workflows

/// The form of a binding in full, on the panel.
@Suite struct BindingEditorTests {
  private let world: World
  private let browser: Browser
  private let id: String
  private let form: String

  static let params: JSON = [
    "recipient": "ann@example.com", "subject": "Status", "body": "All <is> well.",
  ]
  static let tools = [
    ToolOffer(
      "send_mail", summary: "Sends a mail",
      parameters: [
        .init("to", isRequired: true), .init("subject"), .init("text", isRequired: true),
        .init("priority", isRequired: true),
      ],
      effect: .idempotent),
    ToolOffer("list_mail", parameters: []),
  ]

  init() async throws {
    world = try await World(adapters: [IdleTool(.mcp, tools: BindingEditorTests.tools)])
    _ = try await world.connect("desk", .mcp, settings: ["url": "https://desk.example/mcp"])
    _ = try await world.connect("crm", settings: ["base_url": "https://crm.example/v1"])
    _ = try await world.connect("runner", .webhook, settings: ["url": "https://runner.example/"])
    id = try await world.save(tool: "send_gmail", params: BindingEditorTests.params)
    browser = try await world.browser(of: "alice")
    form = "/traces/\(id)/bindings"
  }

  private static let desk = [("tool", "send_gmail"), ("carried_out_by", "connection/desk")]
  private static let crm = [("tool", "send_gmail"), ("carried_out_by", "connection/crm")]

  @Test func `a link opens it, beside the recorded call`() async throws {
    let page = try await browser.get("/traces/\(id)?bind=1&carried_out_by=connection%2Fdesk")
    #expect(page.status == 200)
    #expect(page.text.contains("What was recorded</h3>\n<pre tabindex=\"0\">{\n  &quot;recipient"))
    #expect(page.text.contains("<option value=\"connection/desk\" selected>"))
    #expect(page.text.contains("data-address=\"/traces/\(id)?bind=1&amp;carried_out_by="))
    #expect(page.text.ranges(of: " autofocus").count == 1)
    for query in ["bind=2", "bind=0", "bind=x", "bind=-1", "bind=99999999999999999999"] {
      let plain = try await browser.get("/traces/\(id)?\(query)")
      #expect(plain.status == 200 && !plain.text.contains("What was recorded"), "\(query)")
    }
  }

  @Test func `tools over there are offered, and names that match go by themselves`() async throws {
    let page = try await browser.post(
      form, BindingEditorTests.desk + [("remote", "send_mail"), ("look", "1")]
    ).text
    // The short form does not say which tool: none is called so, and there are two.
    #expect(page.contains("<option value=\"send_mail\">send_mail: Sends a mail</option>"))
    #expect(page.contains("<option value=\"\" selected>Of the same name (not there)</option>"))
    let chosen = try await browser.post(
      form,
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", ""), ("remote", "send_mail"),
        ("params_as", "same"), ("look", "1"),
      ]
    ).text
    #expect(chosen.contains("<input type=\"radio\" name=\"params_as\" value=\"rows\" checked>"))
    for (number, name, source) in [
      (1, "to", "call/recipient"), (2, "subject", "call/subject"), (3, "text", "call/body"),
      (4, "priority", ""),
    ] {
      #expect(chosen.contains("name=\"params-\(number)-name\" value=\"\(name)\""))
      let select = try #require(
        chosen.split(separator: "name=\"params-\(number)-from\">").dropFirst().first?
          .prefix { $0 != "\n" })
      #expect(select.contains("<option value=\"\(source)\" selected>"), "\(name)")
    }
    #expect(
      chosen.contains("<option value=\"call/recipient\" selected>recipient: ann@example.com<"))
    #expect(chosen.contains("Needed there, and nothing is said of it yet: priority."))
    #expect(chosen.contains("&quot;to&quot;: &quot;ann@example.com&quot;"))
    // What the server says of repeating it fills the form, and a person confirms it.
    #expect(chosen.contains("<option value=\"idempotent\" selected>"))
    #expect(chosen.contains("&quot;text&quot;: &quot;All &lt;is&gt; well.&quot;"))
  }

  @Test func `rows say texts, texts with parts, and JSON`() async throws {
    let fields =
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", "send_mail"), ("remote", "send_mail"),
        ("params_as", "rows"),
        ("params-1-name", "to"), ("params-1-from", "call/recipient"),
        ("params-2-name", "text"), ("params-2-from", "parts"),
        ("params-2-text", "For {recipient}:\r\n{body} { nobody } {"),
        ("params-3-name", "priority"), ("params-3-from", "json"), ("params-3-text", "2"),
        ("params-4-name", "$tag"), ("params-4-from", "text"), ("params-4-text", "{body}"),
        ("params-5-name", "left"), ("params-5-from", ""),
        ("effect", "idempotent"), ("timeout", "60"),
      ]
    let looked = try await browser.post(form, fields + [("look", "1")])
    #expect(looked.status == 200)
    #expect(
      looked.text.contains(
        "&quot;text&quot;: &quot;For ann@example.com:\\nAll &lt;is&gt; well. { nobody } {&quot;"))
    #expect(looked.text.contains("subject is left away: the binding&#39;s params do not read it."))
    #expect(try await binding() == nil)

    #expect(try await browser.post(form, fields).status == 303)
    let bound = try #require(try await binding())
    #expect(bound.mapping.remote == "send_mail" && bound.mapping.timeout == 60)
    #expect(bound.mapping.effect == .idempotent)
    #expect(
      bound.mapping.params?.json == [
        "to": ["$ref": "params/recipient"],
        "text": [
          "$text": [
            "For ", ["$ref": "params/recipient"], ":\n", ["$ref": "params/body"], " { nobody } {",
          ]
        ],
        "priority": 2, "$$tag": "{body}",
      ])
    // The same is shown again, and binds the same.
    let again = try await browser.get("/traces/\(id)?bind=1").text
    #expect(again.contains("name=\"params-4-name\" value=\"$tag\""))
    #expect(again.contains("value=\"60\" placeholder=\"30\""))
    #expect(again.contains(">\nFor {recipient}:\n{body} { nobody } {</textarea>"))
    #expect(again.contains("name=\"params_as\" value=\"rows\" checked"))
  }

  @Test func `a parameter that some calls lack is left out where it is not`() async throws {
    let calls: [JSON] = [["to": "a@b", "cc": "c@d"], ["to": "e@f"]]
    let id = try await world.services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "t", name: nil,
        traceData: .array(
          calls.map { ["event": "tool_call", "tool": "mail_out", "params": $0] })),
      by: world.act(.alice))
    let page = try await browser.get("/traces/\(id)?bind=2&carried_out_by=connection%2Frunner")
    #expect(page.text.contains("cc: c@d (where a call has it)"))
    let fields = [
      ("tool", "mail_out"), ("carried_out_by", "connection/runner"),
      ("shown_for", "connection/runner"), ("params_as", "rows"), ("params-1-name", "to"),
      ("params-1-from", "call/to"), ("params-2-name", "copy"), ("params-2-from", "call?/cc"),
      ("params-3-name", "text"), ("params-3-from", "parts"), ("params-3-text", "{cc}!"),
      ("callback_timeout", "600"),
    ]
    #expect(try await browser.post("/traces/\(id)/bindings", fields).status == 303)
    let bound = try await world.services.bindings.bindings(of: "alice").binding(of: "mail_out")
    #expect(
      bound?.mapping.params?.json == [
        "to": ["$ref": "params/to"], "copy": ["$ref": "params/cc", "optional": true],
        "text": ["$text": [["$ref": "params/cc", "default": ""], "!"]],
      ])
    #expect(bound?.mapping.callbackTimeout == 600)
  }

  @Test func `a request below a base URL is said part by part`() async throws {
    let opened = try await browser.post(form, BindingEditorTests.crm)
    #expect(opened.status == 200 && opened.text.contains("Behind <bdi>https://crm.example/v1"))
    #expect(opened.text.contains("Nothing is changed yet."))
    #expect(opened.text.contains("<option value=\"POST\" selected>"))
    #expect(opened.text.contains("<option value=\"all\" selected>"))
    #expect(try await binding() == nil)
    let fields =
      BindingEditorTests.crm + [
        ("shown_for", "connection/crm"), ("request_as", "rows"), ("request_method", "PUT"),
        ("request_path", "/people/{recipient}"), ("query-1-name", "notify"),
        ("query-1-from", "text"), ("query-1-text", "yes"), ("headers-1-name", "X-Subject"),
        ("headers-1-from", "call/subject"), ("request_body", "json"), ("body-1-name", "note"),
        ("body-1-from", "call/body"), ("success_codes", "200"),
      ]
    #expect(try await browser.post(form, fields).status == 303)
    let bound = try #require(try await binding())
    #expect(
      bound.mapping.request?.json == [
        "method": "PUT", "path": ["$text": ["/people/", ["$ref": "params/recipient"]]],
        "query": ["notify": "yes"], "headers": ["X-Subject": ["$ref": "params/subject"]],
        "json": ["note": ["$ref": "params/body"]],
      ])
    #expect(bound.mapping.params == nil && bound.mapping.success?.rawValue == "200")
    let again = try await browser.get("/traces/\(id)?bind=1").text
    #expect(again.contains("name=\"request_path\" value=\"/people/{recipient}\""))
    #expect(again.contains("name=\"headers-1-name\" value=\"X-Subject\""))
    #expect(again.contains("name=\"body-1-name\" value=\"note\""))
  }

  @Test func `what rows cannot say is said by JSON, and kept`() async throws {
    let template: JSON = ["$ref": "params"]
    let fields =
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("remote", "send_mail"), ("params_as", "json"),
        ("params_json", template.serialized),
      ]
    #expect(try await browser.post(form, fields).status == 303)
    #expect(try await binding()?.mapping.params?.json == template)
    let page = try await browser.get("/traces/\(id)?bind=1").text
    #expect(page.contains("<input type=\"radio\" name=\"params_as\" value=\"json\" checked>"))
    #expect(page.contains("{\n  &quot;$ref&quot;: &quot;params&quot;\n}</textarea>"))
  }

  @Test func `what a form would send back as something else is shown as JSON`() async throws {
    func page(showing params: JSON) async throws -> String {
      _ = try await world.services.bindings.put(
        BindingDraft(tool: "send_gmail", connection: "desk", params: params), of: nil,
        by: world.act(.alice))
      return try await browser.get("/traces/\(id)?bind=1").text
    }
    // A form has other line breaks than these.
    let texts = try await page(
      showing: [
        "one": "Dear Ann,\r\nhello", "two": ["$text": ["A\rB", ["$ref": "params/subject"]]],
      ])
    #expect(texts.contains("name=\"params_as\" value=\"rows\" checked"))
    #expect(texts.contains(">\n&quot;Dear Ann,\\r\\nhello&quot;</textarea>"))
    #expect(texts.contains(">\n{&quot;$text&quot;:[&quot;A\\rB&quot;,"))
    #expect(texts.ranges(of: "<option value=\"json\" selected>").count == 2)
    // White space around a name is none of it.
    let named = try await page(showing: [" to": ["$ref": "params/recipient"]])
    #expect(named.contains("name=\"params_as\" value=\"json\" checked"))
  }

  /// What is typed, where its fault stands, and its words.
  static let wrong: [([(String, String)], String, String)] = [
    (
      [("params-1-name", "to"), ("params-1-from", "json"), ("params-1-text", "{")],
      "params-1-fault", "is no JSON"
    ),
    (
      [("params-1-name", "to"), ("params-1-from", "call/nobody")], "params-fault",
      "finds nothing"
    ),
    (
      [
        ("params-1-name", "to"), ("params-1-from", "parts"), ("params-1-text", "Hi {recipiant}"),
      ],
      "params-1-fault",
      "{recipiant} stands for nothing: the call has recipient, subject and body"
    ),
    (
      [("remote", "send_mial")], "remote-fault",
      "there is no send_mial over there; there are send_mail, list_mail."
    ),
    (
      [("remote", "")], "remote-fault",
      "there is no send_gmail over there; there are send_mail, list_mail."
    ),
    ([("params-1-from", "text")], "params-1-fault", "a name is needed"),
    (
      [
        ("params-1-name", "to"), ("params-1-from", "text"), ("params-2-name", "to"),
        ("params-2-from", "text"),
      ], "params-1-fault", "is there twice"
    ),
    ([("params_as", "json"), ("params_json", "[")], "params-fault", "is no JSON"),
    (
      [("params_as", "json"), ("params_json", #"{"to": {"$reff": "x"}}"#)], "params-fault",
      "is not known here"
    ),
    ([("timeout", "soon")], "timeout-fault", "whole number of seconds from 1 to 600"),
    ([("timeout", "601")], "timeout-fault", "whole number of seconds from 1 to 600"),
  ]

  @Test(arguments: wrong)
  func `a refused form keeps what was typed, each fault at its field`(
    typed: [(String, String)], field: String, words: String
  ) async throws {
    let usual = [("shown_for", "connection/desk"), ("params_as", "rows"), ("remote", "send_mail")]
      .filter { usual in !typed.contains { $0.0 == usual.0 } }
    let page = try await browser.post(
      form, BindingEditorTests.desk + [("shown_remote", "send_mail")] + usual + typed)
    #expect(page.status == 422)
    let fault = try #require(page.text.split(separator: "id=\"\(field)\"").dropFirst().first)
    #expect(fault.prefix { $0 != "\n" }.contains(words), "\(fault.prefix(200))")
    #expect(page.text.ranges(of: " autofocus").count == 1)
    for (name, value) in typed where name.hasSuffix("-name") {
      #expect(page.text.contains("name=\"\(name)\" value=\"\(value)\""))
    }
    #expect(try await binding() == nil)
  }

  /// A path or a text as it is typed, where its fault stands, and its words.
  static let braces = [
    ("request_path", "/x/{nothing}", "{nothing} stands for nothing: the call has recipient,"),
    ("request_path", "/x/{", "a brace has to be around a name of the call"),
    ("request_path", "/x/{recipient}}", "a brace has to be around a name of the call"),
    ("request_text", "Hi {recipiant}", "{recipiant} stands for nothing: the call has recipient,"),
  ]

  @Test(arguments: braces)
  func `braces that stand for nothing are refused where they are typed`(
    field: String, typed: String, words: String
  ) async throws {
    let usual = [("request_path", "/x"), ("request_text", "Hello {")].filter { $0.0 != field }
    let fields =
      BindingEditorTests.crm + usual + [
        ("shown_for", "connection/crm"), ("request_as", "rows"), ("request_method", "POST"),
        ("request_body", "text"), (field, typed),
      ]
    let page = try await browser.post(form, fields)
    #expect(page.status == 422 && !page.text.contains("id=\"request-fault\""))
    let fault = try #require(
      page.text.split(separator: "id=\"\(field)-fault\"").dropFirst().first)
    #expect(fault.prefix { $0 != "\n" }.contains(words), "\(fault.prefix(200))")
    #expect(page.text.ranges(of: " autofocus").count == 1)
    let looked = try await browser.post(form, fields + [("look", "1")])
    #expect(looked.status == 200 && looked.text.contains("id=\"\(field)-fault\""))
    #expect(try await binding() == nil)
  }

  @Test func `a path with braces that an older program kept is shown as JSON`() async throws {
    let request: JSON = ["method": "GET", "path": "/x/{nothing}"]
    let binding = Binding(
      tool: "send_gmail", connection: "crm", mapping: Mapping(request: try Template(request)))
    try await world.services.bindings.put(binding, of: nil, by: world.act(.alice))
    let page = try await browser.get("/traces/\(id)?bind=1").text
    #expect(page.contains("<input type=\"radio\" name=\"request_as\" value=\"json\" checked>"))
    #expect(page.contains("&quot;path&quot;: &quot;/x/{nothing}&quot;"))
  }

  @Test func `a fault of a template that somebody wrote stands at it, and at no hidden row`()
    async throws
  {
    let params = try await browser.post(
      form,
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("remote", "send_mail"),
        ("shown_remote", "send_mail"), ("params_as", "json"),
        ("params_json", #"{"to": {"$reff": "x"}}"#), ("params-1-name", "to"),
        ("params-1-from", "call/recipient"),
      ])
    let request = try await browser.post(
      form,
      BindingEditorTests.crm + [
        ("shown_for", "connection/crm"), ("request_as", "json"),
        ("request_json", #"{"method": "GET", "query": {"name": {"$reff": "x"}}}"#),
        ("query-1-name", "name"), ("query-1-from", "call/subject"),
      ])
    for (page, part, row) in [(params, "params", "params-1"), (request, "request", "query-1")] {
      #expect(page.status == 422 && !page.text.contains("id=\"\(row)-fault\""))
      let fault = try #require(page.text.split(separator: "id=\"\(part)-fault\"").dropFirst().first)
      #expect(fault.prefix { $0 != "\n" }.contains("is not known here"))
      let field = try #require(
        page.text.split(separator: "<textarea id=\"\(part)_json\"").dropFirst().first?
          .prefix { $0 != ">" })
      #expect(field.contains("\(part)-fault\"") && field.contains("aria-invalid=\"true\""))
      #expect(page.text.ranges(of: " autofocus").count == 1)
      let focused = page.text.split(separator: "\n").first { $0.contains(" autofocus") }
      #expect(focused?.contains("<textarea id=\"\(part)_json\"") == true, "\(focused ?? "")")
    }
  }

  @Test func `what was said is still there while its connection is switched off`() async throws {
    let fields =
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", "send_mail"), ("remote", "send_mail"),
        ("params_as", "rows"), ("params-1-name", "text"), ("params-1-from", "parts"),
        ("params-1-text", "For {recipient}"), ("effect", "idempotent"), ("timeout", "60"),
      ]
    #expect(try await browser.post(form, fields).status == 303)
    let bound = try #require(try await binding())
    _ = try await world.services.connections.change(
      bound.connection.id, ConnectionChange(isEnabled: false), by: world.act(.alice))
    #expect(try await binding() == nil)
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("<option value=\"connection/desk\" selected>"))
    #expect(panel.contains("<option value=\"idempotent\" selected>"))
    let pages = [
      try await browser.get("/traces/\(id)?bind=1"),
      try await browser.post(form, BindingEditorTests.desk + [("effect", "idempotent")]),
    ]
    for page in pages {
      #expect(page.status == 200 && page.text.contains(">\nFor {recipient}</textarea>"))
      #expect(page.text.contains("value=\"60\" placeholder=\"30\""))
      #expect(page.text.contains("<option value=\"idempotent\" selected>"))
    }
  }

  @Test func `another tool over there is looked at before it is bound`() async throws {
    let fields =
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", "list_mail"), ("remote", "send_mail"),
        ("params_as", "same"),
      ]
    let page = try await browser.post(form, fields)
    #expect(page.status == 200 && page.text.contains("nothing is said of it yet: priority."))
    #expect(page.text.contains("name=\"shown_remote\" value=\"send_mail\""))
    #expect(try await binding() == nil)
    #expect(page.text.contains("Nothing is changed yet."))
    // One that is known not to be there has nothing to be seen.
    let other = fields.map { $0.0 == "remote" ? ($0.0, "send_fax") : $0 }
    #expect(try await browser.post(form, other).status == 422)
    #expect(try await binding() == nil)
  }

  @Test func `what a tool needs and a binding leaves out is told, and has its row again`()
    async throws
  {
    let fields =
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", "send_mail"), ("remote", "send_mail"),
        ("params_as", "rows"), ("params-1-name", "to"), ("params-1-from", "call/recipient"),
        ("params-2-name", "text"), ("params-2-from", "call/body"),
        ("params-3-name", "priority"), ("params-3-from", ""),
      ]
    let after = try await browser.follow(try await browser.post(form, fields)).text
    #expect(
      after.contains(
        "Step 1 (send_gmail): priority is missing, and needed by send_mail of the connection desk.")
    )
    #expect(after.contains("is carried out by an MCP server (connection desk, as send_mail)"))
    let again = try await browser.get("/traces/\(id)?bind=1").text
    #expect(again.contains("name=\"params-3-name\" value=\"subject\""))
    #expect(again.contains("name=\"params-4-name\" value=\"priority\""))
    #expect(again.contains("Needed there, and nothing is said of it yet: priority."))
  }

  @Test func `that a bound tool is known not to be there is told`() async throws {
    let put = try await world.call(
      .put, "/automation/bindings", token: try await world.token(of: "alice"),
      ["tool": "send_gmail", "connection": "desk", "remote": "send_fax"])
    #expect(put.json?["notices"] == ["It has no tool send_fax."])
    let panel = try await browser.get("/traces/\(id)").text
    #expect(panel.contains("Step 1 (send_gmail): It has no tool send_fax."))
  }

  @Test func `a connection that tells of no tools is not tested for them`() async throws {
    let page = try await browser.get("/traces/\(id)?bind=1&carried_out_by=connection%2Frunner")
    #expect(page.text.contains("Left empty, it is called by its own name."))
    #expect(!page.text.contains("Test the connection"))
  }

  @Test func `rows of an embedded tool stay, by whichever of its names`() async throws {
    let page = try await browser.post(
      form,
      [
        ("tool", "send_gmail"), ("carried_out_by", "local/send_email"),
        ("shown_for", "local/send_email"), ("shown_remote", "send_email"), ("params_as", "rows"),
        ("params-1-name", "recipient"), ("params-1-from", "call/recipient"), ("look", "1"),
      ])
    #expect(page.status == 200)
    #expect(page.text.contains("name=\"params-1-name\" value=\"recipient\""))
  }

  @Test func `what was shown for something else is looked at first`() async throws {
    let fields =
      [("tool", "send_gmail"), ("carried_out_by", "local/note")] + [
        ("shown_for", "connection/desk"), ("params_as", "rows"), ("params-1-name", "to"),
        ("params-1-from", "text"),
      ]
    let page = try await browser.post(form, fields)
    #expect(page.status == 200 && page.text.contains("<option value=\"local/note\" selected>"))
    #expect(try await binding() == nil)
    #expect(
      try await browser.post(form, [("tool", "send_gmail"), ("carried_out_by", "local/note")])
        .status == 303)
  }

  @Test func `a form in full is not carried out over another binding unseen`() async throws {
    let fields = BindingEditorTests.desk + [("shown_for", "connection/desk"), ("seen", "")]
    _ = try await browser.post(
      form, [("tool", "send_gmail"), ("carried_out_by", "local/send_email")])
    let held = try await browser.post(
      form,
      fields + [
        ("params_as", "rows"), ("params-1-name", "to"), ("params-1-from", "text"),
        ("params-1-text", "mine"),
      ])
    #expect(held.status == 409 && held.text.contains("became something else"))
    #expect(held.text.contains(">\nmine</textarea>"))
    #expect(try await binding()?.embedded == .sendEmail)
  }

  @Test func `another tool over there, bound meanwhile, is not overwritten unseen`() async throws {
    func bind(_ remote: String) async throws {
      _ = try await world.services.bindings.put(
        BindingDraft(tool: "send_gmail", connection: "desk", remote: remote), of: nil,
        by: world.act(.alice))
    }
    try await bind("send_mail")
    let mark = "name=\"tool\" value=\"send_gmail\">\n<input type=\"hidden\" name=\"seen\""
    let seen = try #require(
      try await browser.get("/traces/\(id)?bind=1").value(of: "value", after: mark))
    try await bind("list_mail")
    let fields =
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", "send_mail"), ("remote", "send_mail"),
        ("params_as", "same"), ("seen", seen),
      ]
    let held = try await browser.post(form, fields)
    #expect(held.status == 409 && held.text.contains("became something else"))
    #expect(try await binding()?.mapping.remote == "list_mail")
  }

  @Test func `names of parameters are isolated and harmless`() async throws {
    let id = try await world.save(tool: "t", params: ["a\u{202E}b": "c\u{202E}d"])
    let page = try await browser.get("/traces/\(id)?bind=1&carried_out_by=connection%2Frunner")
    let shown = page.text.replacing(/value="[^"]*"/, with: "")
    #expect(!shown.unicodeScalars.contains { $0.isDeceptive && $0 != "\n" })
  }

  @Test func `a call of many and long parameters keeps the page small`() async throws {
    let long = String(repeating: "x", count: 200)
    let params = JSON.object(
      (1...500).map { JSON.Member("\($0)\(long)", .string(String(repeating: "y", count: 5000))) })
    let id = try await world.save(tool: "t", params: params)
    let page = try await browser.get("/traces/\(id)?bind=1&carried_out_by=connection%2Frunner")
    #expect(page.status == 200 && page.body.count < 1_000_000, "\(page.body.count)")
    #expect(page.text.contains("460 more parameters of the call are not offered here"))
  }

  @Test func `the form is the golden one`() async throws {
    let page = try await browser.post(
      form,
      BindingEditorTests.desk + [
        ("shown_for", "connection/desk"), ("shown_remote", ""), ("remote", "send_mail"),
        ("look", "1"),
      ])
    let workflow = try #require(
      page.settled.firstMatch(
        of: /(?s)(<section class="card" id="workflow".*?<\/section>\n)<section class="card" aria/))
    try expectGolden(String(workflow.output.1), "binding")
  }

  private func binding() async throws -> BoundTool? {
    try await world.services.bindings.bindings(of: "alice").binding(of: "send_gmail")
  }
}
