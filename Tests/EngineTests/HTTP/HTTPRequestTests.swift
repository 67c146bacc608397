import Automations
import Engine
import OrderedJSON
import Testing
import Workflows

/// What goes over the wire is what the params say, and what the record shows.
@Suite(.timeLimit(.minutes(20))) struct HTTPRequestTests {
  private let world = HTTPWorld()

  @Test(
    arguments: [
      ("/?x=%2Fy&t[]=1", "/?x=%2Fy&t[]=1"),
      ("/a%20b/ä?q=ü&x=a b", "/a%20b/%C3%A4?q=%C3%BC&x=a%20b"),
      ("", "/"), ("?a=1", "/?a=1"), ("/a?b?c=/d", "/a?b?c=/d"), ("/a#part", "/a"),
      ("/100%?p=%zz&q=%4", "/100%25?p=%25zz&q=%254"), ("/a//b/../c", "/a//b/../c"),
      ("/\"<>\\^`{|}", "/%22%3C%3E%5C%5E%60%7B%7C%7D"),
      ("/!$&'()*+,;=:@-._~", "/!$&'()*+,;=:@-._~"),
    ])
  func `a URL goes as it is written, and what may stand in none is encoded`(
    _ given: String, _ target: String
  ) async throws {
    let sent = try await world.sent { ["url": .string($0 + given)] }
    #expect(sent.wire.hasPrefix("GET \(target) HTTP/1.1\r\n"))
    #expect(sent.record["url"]?.text?.hasSuffix(target) == true)
    #expect(sent.record.asSent == sent.wire)
  }

  @Test(
    arguments: [
      ["method": "POST", "body": ["amount": .number("1.50"), "list": [1, nil]]],
      ["method": "PUT", "body": "a=1\r\n\r\nü", "headers": ["X-Team": "Müller", "host": "evil"]],
      ["method": "POST"], ["method": "DELETE"], ["method": "HEAD"], ["method": "OPTIONS"],
      ["body": "with a GET"],
      [
        "method": "POST", "body": ["a b": "c&d", "e": ["1", 2], "f": nil, "g": true],
        "headers": ["content-type": "application/x-www-form-urlencoded; charset=utf-8"],
      ],
      ["query": ["q": "ä b&c", "page": 2, "tag": ["x", "y"], "none": nil]],
      ["headers": ["accept-encoding": "identity", "User-agent": "Mine"]],
    ] as [JSON])
  func `the record shows a request byte for byte as it is sent`(_ params: JSON) async throws {
    let sent = try await world.sent { address in
      .object((params.members ?? []) + [.init("url", .string(address + "/in?to=1"))])
    }
    #expect(sent.record.asSent == sent.wire)
  }

  @Test func `an object under a form's content type is sent as a form`() async throws {
    let sent = try await world.sent {
      [
        "url": .string($0), "method": "POST",
        "headers": ["Content-Type": "application/x-www-form-urlencoded"],
        "body": ["name": "Müller & Söhne", "n": .number("1.50"), "tag": ["a", "b~*"]],
      ]
    }
    #expect(
      sent.wire.hasSuffix(
        "\r\n\r\nname=M%C3%BCller+%26+S%C3%B6hne&n=1.50&tag=a&tag=b%7E*"))
  }

  @Test func `query is added to the URL's own, encoded`() async throws {
    let sent = try await world.sent {
      ["url": .string($0 + "/a?b=%2F#c"), "query": ["q": "x y/ü", "n": 1, "t[]": ["1", "2"]]]
    }
    #expect(
      sent.wire.hasPrefix("GET /a?b=%2F&q=x%20y%2F%C3%BC&n=1&t%5B%5D=1&t%5B%5D=2 HTTP/1.1\r\n"))
  }

  @Test func `packed answers are asked for unless the step asks for others`() async throws {
    let usual = try await world.sent { ["url": .string($0)] }
    #expect(usual.wire.contains("\r\nAccept-Encoding: gzip, deflate\r\n"))
    let own = try await world.sent {
      ["url": .string($0), "headers": ["accept-encoding": "identity"]]
    }
    #expect(own.wire.contains("\r\naccept-encoding: identity\r\n"))
    #expect(!own.wire.contains("gzip"))
  }

  @Test func `a host of other letters is asked by its name in the DNS`() {
    let params: JSON = ["url": "https://BÜCHER.example:8443/ä"]
    let record = world.adapter().request(for: world.call(params))
    #expect(record["url"] == "https://xn--bcher-kva.example:8443/%C3%A4")
    #expect(record["headers"]?["Host"] == "xn--bcher-kva.example:8443")
  }

  @Test func `a hundred headers are sent, and one more is an error that says the bound`()
    async throws
  {
    func headers(_ count: Int) -> JSON {
      .object((0..<count).map { .init("X-\($0)", "v") })
    }
    let sent = try await world.sent { ["url": .string($0), "headers": headers(100)] }
    #expect(sent.wire.contains("\r\nX-99: v\r\n"))
    let many = await world.adapter().perform(
      world.call(["url": "http://127.0.0.1:1/", "headers": headers(24_000)]))
    #expect(
      many.error == "The param headers must have at most 100 names; there are 24000.")
    #expect(many.retry == .never)
  }

  @Test(
    arguments: [
      (["X-A": "1", "x-a": "2"], "x-a is the header X-A once more: give one of them."),
      (
        ["X": .string(String(repeating: "x", count: 16 << 10))],
        "X must have at most 16384 bytes with its name; there are 16385."
      ),
    ] as [(JSON, String)])
  func `a header that is there twice or too long is an error that names it`(
    _ headers: JSON, _ words: String
  ) async {
    let result = await world.adapter().perform(
      world.call(["url": "http://127.0.0.1:1/", "headers": headers]))
    #expect(result.error == "The param headers/\(words)")
    #expect(result.retry == .never)
  }

  @Test func `headers have 64 KiB in all`() async throws {
    func headers(_ last: Int) -> JSON {
      .object(
        (0..<4).map { .init("X-\($0)", .string(String(repeating: "v", count: 16_000))) }
          + [.init("Last", .string(String(repeating: "v", count: last)))])
    }
    let most = 65_536 - 4 * 16_003 - 4
    let sent = try await world.sent { ["url": .string($0), "headers": headers(most)] }
    #expect(sent.record.asSent == sent.wire)
    let many = await world.adapter().perform(
      world.call(["url": "http://127.0.0.1:1/", "headers": headers(most + 1)]))
    #expect(
      many.error == "The param headers must have at most 65536 bytes in all; there are 65537.")
  }

  @Test(
    arguments: [
      ("text/plain; charset=iso-8859-1", "Müller", 6), ("text/plain; charset=utf-8", "Müller", 7),
      ("text/plain", "Müller", 7), ("text/plain; charset=utf-16le", "Mü", 4),
      ("application/json; charset=iso-8859-1", ["ü"], 5),
      ("text/plain; charset=windows-1252", "€", 1), ("text/plain; charset=\"\"", "ü", 2),
    ] as [(String, JSON, Int)])
  func `a body is written in the charset that its header names`(
    _ type: String, _ body: JSON, _ count: Int
  ) async throws {
    let sent = try await world.sent {
      [
        "url": .string($0), "method": "POST", "headers": ["Content-Type": .string(type)],
        "body": body,
      ]
    }
    #expect(sent.wire.contains("\r\nContent-Length: \(count)\r\n"))
  }

  @Test func `a form is written in the charset that its header names`() async throws {
    let sent = try await world.sent {
      [
        "url": .string($0), "method": "POST", "body": ["ä": "ü"],
        "headers": ["Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-1"],
      ]
    }
    #expect(sent.wire.hasSuffix("\r\n\r\n%E4=%FC"))
  }

  @Test(
    arguments: [
      (
        "iso-8859-15", ["ä": "1 €", "b&": ["Š", "", nil, "Œ"], "": 2],
        "%E4=1+%A4&b%26=%A6&b%26=&b%26=%BC&=2"
      ),
      // Each begins and ends in ASCII.
      (
        "iso-2022-jp", ["日": ["本", "a"]],
        "%1B%24BF%7C%1B%28B=%1B%24BK%5C%1B%28B&%1B%24BF%7C%1B%28B=a"
      ),
      // The last letter of each is held back for an accent that may follow.
      ("big5-hkscs", ["Ê": ["Ê", "e"]], "%88f=%88f&%88f=e"),
    ] as [(String, JSON, String)])
  func `each name and value of a form is written as if it stood alone`(
    _ charset: String, _ body: JSON, _ text: String
  ) async throws {
    let sent = try await world.sent {
      [
        "url": .string($0), "method": "POST", "body": body,
        "headers": [
          "Content-Type": .string("application/x-www-form-urlencoded; charset=\(charset)")
        ],
      ]
    }
    #expect(sent.wire.hasSuffix("\r\n\r\n\(text)"))
    #expect(sent.record.asSent == sent.wire)
  }

  @Test func `a form of ten thousand fields is sent, and one more is an error that says the bound`()
    async throws
  {
    func params(_ url: String, _ fields: Int) -> JSON {
      [
        "url": .string(url), "method": "POST",
        "headers": ["Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-15"],
        "body": ["a": .array(Array(repeating: 1, count: fields - 1)), "none": [nil], "b": "€"],
      ]
    }
    let sent = try await world.sent { params($0, 10_000) }
    #expect(sent.wire.hasSuffix("&a=1&b=%A4"))
    let many = params("http://127.0.0.1:1/", 10_001)
    let words = "The param body must have at most 10000 fields; there are 10001."
    let result = await world.adapter().perform(world.call(many))
    #expect(result.error == words)
    #expect(result.retry == .never)
    // A review before a deployment says the same.
    let bindings = Bindings(own: [], adapters: [world.adapter()])
    let fault = bindings.fault(
      in: Workflow(steps: [Workflow.Step(tool: "http_request", params: many)]))
    #expect(fault?.step == 1)
    #expect(fault?.1.description == words)
  }

  @Test(
    arguments: [
      (
        "text/plain; charset=iso-8859-1", "1 €",
        "body has a character that its charset iso-8859-1 lacks: \"€\" (U+20AC); utf-8 has all."
      ),
      (
        "text/plain; charset=klingon", "x",
        "headers/Content-Type names the charset klingon, which nobody here can write; utf-8 would be "
          + "right."
      ),
      (
        "application/xml", ["a": 1],
        "body must be a text where Content-Type is application/xml: an object or a list is sent as "
          + "JSON or as a form."
      ),
      (
        "text/csv; charset=utf-8", [1],
        "body must be a text where Content-Type is text/csv: an object or a list is sent as JSON or as "
          + "a form."
      ),
    ] as [(String, JSON, String)])
  func `a body that is not what its header says is an error that says what would be right`(
    _ type: String, _ body: JSON, _ words: String
  ) async {
    let result = await world.adapter().perform(
      world.call([
        "url": "http://127.0.0.1:1/", "method": "POST", "headers": ["Content-Type": .string(type)],
        "body": body,
      ]))
    #expect(result.error == "The param \(words)")
    #expect(result.retry == .never)
  }

  @Test func `a host has a bound before anything looks at it`() async {
    for host in [
      String(repeating: "\u{1F1E6}", count: 16_000), String(repeating: ":", count: 60_000),
      String(repeating: "a@", count: 30_000), "[" + String(repeating: ":", count: 60_000) + "]",
    ] {
      let result = await world.adapter().perform(world.call(["url": .string("http://\(host)/")]))
      #expect(
        result.error
          == "The param url must have at most 1000 bytes between its scheme and its path.")
      #expect(result.retry == .never)
    }
  }

  @Test func `a long name of a long list is refused before it is written out`() async {
    // Both would take 15 GB.
    let name = String(repeating: "n", count: 300_000)
    let list = JSON.object([JSON.Member(name, .array(Array(repeating: 1, count: 50_000)))])
    let query = await world.adapter().perform(
      world.call(["url": "http://127.0.0.1:1/", "query": list]))
    #expect(query.error == "The param query must have at most 65536 bytes as it is sent.")
    let body = await world.adapter().perform(
      world.call([
        "url": "http://127.0.0.1:1/", "method": "POST", "body": list,
        "headers": ["Content-Type": "application/x-www-form-urlencoded"],
      ]))
    #expect(body.error == "The param body must have at most 8388608 bytes as it is sent.")
  }

  @Test func `a URL and a body have bounds that are said`() async {
    let url = "http://127.0.0.1:1/" + String(repeating: "a", count: 70_000)
    let long = await world.adapter().perform(world.call(["url": .string(url)]))
    #expect(long.error == "The param url must have at most 65536 bytes; there are 70019.")
    let form = await world.adapter().perform(
      world.call([
        "url": "http://127.0.0.1:1/", "method": "POST",
        "headers": ["Content-Type": "application/x-www-form-urlencoded"],
        "body": ["a": .string(String(repeating: "ü", count: 2 << 20))],
      ]))
    #expect(form.error?.hasPrefix("The param body must have at most 8388608 bytes") == true)
  }
}
