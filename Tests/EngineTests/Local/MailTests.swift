import Automations
import Engine
import Foundation
import OrderedJSON
import TestSupport
import Testing

/// Mails as people and agents ask for them.
@Suite struct MailTests {
  private let world: LocalWorld

  init() throws { world = try LocalWorld() }

  @Test(
    arguments: [
      ["to": "a@b", "body": "Hi"], ["recipient": "a@b", "message": "Hi"],
      ["recipients": ["a@b"], "content": "Hi"], ["email": "a@b", "text": "Hi"],
      ["to_email": "a@b", "body": "Hi", "cc": nil, "bcc": "", "reply_to": [], "html": nil],
      ["to": nil, "email": "a@b", "body": nil, "text": "Hi"],
      ["to": "a@b", "cc": " ", "bcc": ["", "\t"], "body": "", "text": "Hi"],
      ["to": "", "recipients": [], "email": "a@b", "body": " ", "message": "Hi"],
      ["to": [:], "email": "a@b", "cc": [:], "subject": [], "body": [:], "text": "Hi", "html": []],
      ["to": "a@b", "subject": [:], "body": [], "message": [:], "text": "Hi", "html": [:]],
    ] as [JSON])
  func `a mail is asked for by any of the usual names`(_ params: JSON) async throws {
    let message = try #require(await world.mail(params).message)
    #expect(message.contains("\r\nTo: a@b\r\nSubject: \r\n"))
    #expect(message.hasSuffix("\r\n\r\nHi\r\n"))
    #expect(!message.contains("Cc:") && !message.contains("Reply-To:"))
  }

  @Test func `copies, replies and lists go into their headers, blind copies into none`()
    async throws
  {
    let message = try #require(
      await world.mail([
        "to": "a@b.example, \"Last, First\" <c@d.example>",
        "cc": ["e@f.example", "g@h.example, i@j.example"],
        "bcc": "secret@k.example", "reply_to": "Desk <desk@l.example>", "subject": "x",
        "body": "y",
      ]).message)
    #expect(
      message.contains(
        """
        \r\nTo: a@b.example,\r\n "Last, First" <c@d.example>\r
        Cc: e@f.example,\r\n g@h.example,\r\n i@j.example\r
        Reply-To: "Desk" <desk@l.example>\r
        Subject: x\r

        """))
    #expect(!message.lowercased().contains("bcc:") && !message.contains("secret"))
  }

  @Test(
    arguments: [
      (["Müller, Hans <h@x.example>"], "=?utf-8?B?TcO8bGxlciwgSGFucw==?= <h@x.example>"),
      (["Last, First <a@x.example>"], "\"Last, First\" <a@x.example>"),
      ("\"O\\\"Brien, J\" <a@x.example>", "=?utf-8?B?TyJCcmllbiwgSg==?= <a@x.example>"),
      (["\"O\\\"Brien, J\" <a@x.example>"], "=?utf-8?B?TyJCcmllbiwgSg==?= <a@x.example>"),
    ] as [(JSON, String)])
  func `a comma in a name parts nobody`(_ to: JSON, _ header: String) async throws {
    let message = try #require(await world.mail(["to": to, "body": "x"]).message)
    #expect(message.contains("\r\nTo: \(header)\r\n"))
  }

  @Test func `a name that hides an address is refused`() async {
    for to in [["a@b.example, Müller, Hans <h@x.example>"], "Müller, Hans <h@x.example>"] as [JSON]
    {
      let mail = await world.mail(["to": to, "body": "x"])
      #expect(mail.result.error == "The param to holds \"Müller\", which is no address.")
    }
  }

  @Test(
    arguments: [
      "Alice <alice@a.example>; Bob <bob@b.example>",
      "Alice <alice@a.example>;\r\n Bob <bob@b.example>;",
      ["Alice <alice@a.example>; Bob <bob@b.example>"],
      ["Alice <alice@a.example>;", " Bob <bob@b.example>"],
      "\"Alice\" <alice@a.example>,;\"Bob\" <bob@b.example>",
    ] as [JSON])
  func `semicolons part recipients as commas do`(_ value: JSON) async throws {
    for (name, field) in [("to", "To"), ("cc", "Cc"), ("reply_to", "Reply-To")] {
      let world = try LocalWorld()
      let rest: JSON = name == "to" ? ["body": "x"] : ["to": "a@b", "body": "x"]
      let message = try #require(
        await world.mail(.object((rest.members ?? []) + [.init(name, value)])).message)
      #expect(
        message.contains(
          "\r\n\(field): \"Alice\" <alice@a.example>,\r\n \"Bob\" <bob@b.example>\r\n"))
    }
    let program = try world.folder.program("sendmail", "#!/bin/sh\necho \"$@\" > \"$0.args\"\n")
    let blind: JSON = ["to": "a@b", "bcc": value, "body": "x"]
    let sent = await world.adapter(sendmail: program).perform(world.call("send_email", blind))
    #expect(sent.result?["sent"] == true)
    #expect(
      try world.folder.text("sendmail.args") == "-i a@b alice@a.example bob@b.example\n")
  }

  @Test func `a semicolon within quotes parts nobody`() async throws {
    let to: JSON = "\"Sales; North\" <sales@a.example>; bob@b.example"
    let message = try #require(await world.mail(["to": to, "body": "x"]).message)
    #expect(
      message.contains("\r\nTo: \"Sales; North\" <sales@a.example>,\r\n bob@b.example\r\n"))
  }

  @Test(
    arguments: [
      ("Alice <alice@a.example> Bob <bob@b.example>", "<, > or @"),
      ("Alice <alice@a.example>\nBob <bob@b.example>", "<, > or @"),
      ("alice@a.example Bob <bob@b.example>", "<, > or @"),
      ("\"Alice\" alice@a.example <bob@b.example>", "<, > or @"),
      ("Alice> <bob@b.example>", "<, > or @"),
      ("\"Alice <alice@a.example>, Bob <bob@b.example>", "a quote that does not end"),
    ])
  func `a name in which another recipient may hide is refused`(
    _ to: String, _ has: String
  ) async {
    for value in [.string(to), [.string(to)]] as [JSON] {
      let mail = await world.mail(["to": value, "body": "x"])
      #expect(
        mail.result.error
          == "The param to holds \"\(to)\", whose name has \(has): write a comma or "
          + "semicolon between recipients, or the name in quotes.")
      #expect(mail.result.retry == .never && mail.message == nil)
    }
  }

  @Test(
    arguments: [
      ("\"alice@home\" <alice@a.example>", "\"alice@home\" <alice@a.example>"),
      ("alice@a.example <alice@a.example>", "\"alice@a.example\" <alice@a.example>"),
    ])
  func `a name may be an address in quotes, or one's own`(
    _ to: String, _ header: String
  ) async throws {
    let message = try #require(await world.mail(["to": .string(to), "body": "x"]).message)
    #expect(message.contains("\r\nTo: \(header)\r\n"))
  }

  @Test func `everybody's address is handed to sendmail, each once`() async throws {
    let program = try world.folder.program(
      "sendmail", "#!/bin/sh\necho \"$@\" > \"$0.args\"\ncat > \"$0.got\"\n")
    let params: JSON = [
      "to": ["Alice <a@b.example>", "c@müller.example"], "cc": "a@b.example",
      "bcc": "secret@k.example", "body": "y",
    ]
    let sent = await world.adapter(sendmail: program).perform(world.call("send_email", params))
    #expect(sent.result?["sent"] == true)
    #expect(
      try world.folder.text("sendmail.args")
        == "-i a@b.example c@xn--mller-kva.example secret@k.example\n")
    #expect(try !world.folder.text("sendmail.got").contains("secret"))
  }

  @Test(
    arguments: [
      ("info@müller.example", "info@xn--mller-kva.example"),
      ("INFO@BÜCHER.example", "INFO@xn--bcher-kva.example"),
      ("a@faß.example", "a@xn--fa-hia.example"),
      ("Müller <a@b。example>", "=?utf-8?B?TcO8bGxlcg==?= <a@b.example>"),
      ("first.last+tag@example.com", "first.last+tag@example.com"),
    ])
  func `a domain of other letters is written as the DNS has it`(
    _ given: String, _ header: String
  ) async throws {
    let message = try #require(await world.mail(["to": .string(given), "body": "x"]).message)
    #expect(message.contains("\r\nTo: \(header)\r\n"))
    #expect(message.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [
    "a..b@example.com", ".a@example.com", "a.@example.com", "a b@example.com", "a@exa mple.com",
    "a@example..com", "a@.example.com", "a@example.com.", "a@-example.com", "a@exam_ple.com",
    "ä@example.com", "a@b@c", "@example.com", "a@", "-oQ/tmp@example.com", "a\u{200B}@example.com",
    "\"a b\"@example.com", "a@[127.0.0.1]", "Alice <a@example.com",
  ])
  func `what is no address is refused, and named`(_ address: String) async {
    for name in ["to", "cc", "bcc", "reply_to"] {
      let params: JSON = ["to": "a@b", "body": "x"]
      let mail = await world.mail(
        .object((params.members ?? []) + [.init(name, .string(address))]))
      #expect(
        mail.result.error == "The param \(name) holds \"\(address)\", which is no address.")
      #expect(mail.result.retry == .never && mail.message == nil)
    }
  }

  @Test(
    arguments: [
      [:], ["body": nil], ["body": ""], ["body": " \n"], ["html": " "], ["text": nil, "html": nil],
      ["body": []], ["body": [:], "text": []], ["message": "", "html": [:]],
    ] as [JSON])
  func `a mail without a text is an error`(_ params: JSON) async {
    let mail = await world.mail(.object((params.members ?? []) + [.init("to", "a@b")]))
    #expect(mail.result.error == "The param body must be a text, or html: a mail needs one.")
    #expect(mail.message == nil)
  }

  @Test func `HTML has a text beside it, its own or the step's`() async throws {
    let html = """
      <html><head><title>T</title><style>p { color: red }</style></head><body>
      <h1>Report &amp; more</h1><p>All   <b>gr&uuml;n</b>,&nbsp;see <a href="https://x.example/?a=1&amp;b=2">here</a>.<br>
      1 &lt; 2 &#8364; &unknown;</p><ul><li>one</li><li>two</li></ul><!-- hidden > -->
      <table><tr><td>a</td><td>b</td></tr></table><script>alert("<p>x")</script></body></html>
      """
    let own = try #require(await world.mail(["to": "a@b", "html": .string(html)]).message)
    #expect(
      own.contains(
        """
        MIME-Version: 1.0\r
        Content-Type: multipart/alternative; boundary="=_key"\r
        \r
        --=_key\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        Report & more\r
        \r
        All grün, see here (https://x.example/?a=1&b=2).\r
        1 < 2 € &unknown;\r
        \r
        - one\r
        - two\r
        \r
        a b\r
        --=_key\r
        Content-Type: text/html; charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        <html><head>
        """))
    #expect(own.hasSuffix("</html>\r\n--=_key--\r\n"))
  }

  @Test(.timeLimit(.minutes(20))) func `flags in HTML are read in the time that letters take`()
    async throws
  {
    let flags = String(repeating: "\u{1F1E6}", count: 10_000)
    let links = String(repeating: "<a href=\"https://x.example/?\(flags)\">\(flags)</a> ", count: 8)
    let html = flags + String(repeating: "<b> \u{1F1E6}</b>", count: 20_000) + links
    let message = try #require(await world.mail(["to": "a@b", "html": .string(html)]).message)
    #expect(message.contains("multipart/alternative"))
  }

  @Test func `a text that the step gives stands beside its HTML`() async throws {
    let message = try #require(
      await world.mail(["to": "a@b", "text": "Plain", "html": "<p>Rich</p>"]).message)
    #expect(message.contains("\r\n\r\nPlain\r\n--=_key\r\n"))
    #expect(message.hasSuffix("\r\n\r\n<p>Rich</p>\r\n--=_key--\r\n"))
  }

  @Test func `no text can end a part of a mail`() async throws {
    let message = try #require(
      await world.mail(["to": "a@b", "text": "a\n--=_key--\nb", "html": "<p>x"]).message)
    #expect(message.components(separatedBy: "--=_key--").count == 2)
    #expect(message.contains("base64"))
  }

  @Test func `HTML that nobody can read aloud says what it is`() async throws {
    let message = try #require(
      await world.mail(["to": "a@b", "html": "<img src='x'>"]).message)
    #expect(message.contains("\r\n\r\nThis mail is in HTML; open it"))
  }

  @Test(arguments: ["<", "<!--", "<a href=", "&", "<p>", "<script>", "</a>", "<x "])
  func `HTML of any kind takes time by its length`(_ piece: String) async {
    let html = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
    let mail = await world.mail(["to": "a@b", "html": .string(html)])
    #expect(mail.message != nil)
  }

  @Test func `a value that is no text is mailed as its JSON`() async throws {
    let message = try #require(
      await world.mail(["to": "a@b", "body": ["sum": .number("1.50")]]).message)
    #expect(message.hasSuffix("\r\n\r\n{\r\n  \"sum\": 1.50\r\n}\r\n"))
  }

  @Test func `a hundred recipients get a mail, and one more is an error that says the bound`()
    async
  {
    func recipients(_ count: Int) -> JSON {
      .string((0..<count).map { "a\($0)@b.example" }.joined(separator: ","))
    }
    let many = await world.mail(["to": recipients(300_000), "body": "x"])
    #expect(
      many.result.error == "The param to must have at most 100 recipients, of 1000 bytes each.")
    for params in [
      ["to": recipients(101), "body": "x"],
      ["to": recipients(60), "bcc": recipients(41), "body": "x"],
    ] as [JSON] {
      #expect(
        await world.mail(params).result.error == "The param to must have at most 100 recipients, "
          + "those of copies included; there are 101.")
    }
    #expect(await world.mail(["to": recipients(100), "body": "x"]).message != nil)
  }

  @Test(
    arguments: [
      (["to": .string(String(repeating: "x", count: 7_800_000)), "body": "x"], "to"),
      (
        [
          "to": "a@b", "body": "x", "subject": .string(String(repeating: "x", count: 999)),
        ], "subject"
      ),
      (["to": "a@b", "body": .string(String(repeating: "x", count: 3 << 20))], "body"),
      (["to": "a@b", "html": .string(String(repeating: "x", count: 3 << 20))], "html"),
      (["to": "a@b", "body": .array([JSON](repeating: 1, count: 2 << 20))], "body"),
    ] as [(JSON, String)])
  func `what no mail holds is an error, and no work`(_ params: JSON, _ param: String) async throws {
    let mail = await world.mail(params)
    #expect(mail.result.error?.hasPrefix("The param \(param) ") == true)
    #expect(try #require(mail.result.error).utf8.count < 300)
    #expect(mail.message == nil)
  }
}
