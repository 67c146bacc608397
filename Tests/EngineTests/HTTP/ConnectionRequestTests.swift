import Automations
import Engine
import OrderedJSON
import Testing

/// What a binding's template becomes below its connection's base URL.
@Suite struct ConnectionRequestTests {
  @Test(
    arguments: [
      ("https://api.example/v1", "/contacts", "https://api.example/v1/contacts"),
      ("https://api.example/v1/", "contacts", "https://api.example/v1/contacts"),
      ("https://api.example", "contacts?a=1", "https://api.example/contacts?a=1"),
      ("https://api.example/v1?key=1", "/a?b=2", "https://api.example/v1/a?key=1&b=2"),
      ("https://api.example/v1/?key=1#x", "", "https://api.example/v1/?key=1"),
      ("https://api.example/v1", "?b=2", "https://api.example/v1?b=2"),
      ("https://api.example/v1", "/ä b/%2F", "https://api.example/v1/%C3%A4%20b/%2F"),
      ("https://api.example", "//evil.example/", "https://api.example//evil.example/"),
      ("https://api.example", "@evil.example/", "https://api.example/@evil.example/"),
      ("https://api.example", ":80@evil.example/", "https://api.example/:80@evil.example/"),
      ("https://api.example", "https://evil.example/", "https://api.example/https://evil.example/"),
      ("https://api.example", "\\evil.example", "https://api.example/%5Cevil.example"),
    ])
  func `a path is below the base URL, and queries follow one another`(
    _ base: String, _ path: String, _ url: String
  ) throws {
    let request = try request(["path": .string(path)], below: base)
    #expect(request.outgoing.url.text == url)
  }

  @Test(
    arguments: [
      ("a/b", "a%2Fb"), ("ä b", "%C3%A4%20b"), ("?x#y", "%3Fx%23y"), ("100%", "100%25"),
      ("%2e%2e", "%252e%252e"), ("a.b", "a.b"), ("...", "..."), ("~-_", "~-_"), ("1", "1"),
    ])
  func `a value in a path is escaped whole`(_ value: String, _ escaped: String) throws {
    #expect(PathValue.escaped(value) == escaped)
    let request = try request(["path": .string("/contacts/\(PathValue.escaped(value))/x")])
    #expect(request.outgoing.url.target == "/v1/contacts/\(escaped)/x")
  }

  @Test(
    arguments: [
      ("", "must not be empty in the place of a value: it would lead elsewhere"),
      (".", "must not have . or .. in the place of a value: it would lead elsewhere"),
      ("..", "must not have . or .. in the place of a value: it would lead elsewhere"),
      ("../admin", "must not have . or .. in the place of a value: it would lead elsewhere"),
      ("a/../../b", "must not have . or .. in the place of a value: it would lead elsewhere"),
      ("..\\admin", "must not have . or .. in the place of a value: it would lead elsewhere"),
    ])
  func `a value that would lead to another place is refused`(_ value: String, _ rule: String) {
    for (before, after) in [("/contacts/", ""), ("/contacts/", "/x"), ("/", "?q=1")] {
      #expect(throws: ParamFault("request/path", rule)) {
        try request(["path": .string(before + PathValue.escaped(value) + after)])
      }
    }
    #expect(throws: ParamFault.self) {
      try request(["path": .string("/a/.\(PathValue.escaped("."))/b")])
    }
  }

  @Test(arguments: ["/../../z", "..", "/a/./b", "/a/..", "/a\\..\\b", "../?q=1"])
  func `a path that somebody wrote stays below its URL as well`(_ path: String) {
    let fault = ParamFault(
      "request/path", "must not have . or .. as a part: it would lead elsewhere")
    #expect(throws: fault) { try request(["path": .string(path)]) }
  }

  @Test func `behind a path's question mark a value may be empty, or dots`() throws {
    let values = ["", "..", "a&b"].map(PathValue.escaped)
    let request = try request(["path": .string("/a?x=\(values[0])&y=\(values[1])&z=\(values[2])")])
    #expect(request.outgoing.url.target == "/v1/a?x=&y=%2E%2E&z=a%26b")
  }

  @Test func `query, headers and what every request has`() throws {
    let request = try request(
      [
        "method": "post", "path": "/a?x=1", "query": ["q": "ä&b", "tag": ["1", 2], "none": nil],
        "headers": ["X-B": "mine", "Host": "evil", "Idempotency-Key": "evil"],
      ], headers: [(name: "x-b", value: "theirs"), (name: "X-C", value: "c")])
    #expect(request.outgoing.url.target == "/v1/a?x=1&q=%C3%A4%26b&tag=1&tag=2")
    #expect(
      request.outgoing.headers.map { "\($0.name): \($0.value)" } == [
        "Host: api.example", "X-B: mine", "X-C: c", "Accept: */*",
        "Accept-Encoding: gzip, deflate", "User-Agent: Reprise", "Idempotency-Key: key",
        "Content-Length: 0",
      ])
  }

  @Test func `what reads has no idempotency key`() throws {
    let request = try request(["method": "GET", "path": "/a"])
    #expect(!request.outgoing.headers.contains { $0.name == "Idempotency-Key" })
    #expect(ConnectionRequest.isRead(["method": "head"]))
    #expect(!ConnectionRequest.isRead(["method": "PUT"]))
  }

  @Test(
    arguments: [
      (["json": ["a": .number("1.50")]], #"{"a":1.50}"#, "application/json"),
      (["json": "text"], #""text""#, "application/json"),
      (["json": nil], "null", "application/json"),
      (
        ["form": ["a b": "c&d", "e": [1, true]]], "a+b=c%26d&e=1&e=true",
        "application/x-www-form-urlencoded"
      ),
      (["text": "ä\r\n"], "ä\r\n", "text/plain; charset=utf-8"),
      (["text": 5], "5", "text/plain; charset=utf-8"),
      (
        ["json": [1], "headers": ["content-type": "application/vnd.api+json"]], "[1]",
        "application/vnd.api+json"
      ),
    ] as [(JSON, String, String)])
  func `a body is sent as what it is called`(
    _ body: JSON, _ sent: String, _ type: String
  ) throws {
    let request = try request(
      .object([JSON.Member("method", "POST"), .init("path", "/a")] + (body.members ?? [])))
    #expect(String(decoding: request.outgoing.body ?? [], as: UTF8.self) == sent)
    let types = request.outgoing.headers.filter { $0.name.lowercased() == "content-type" }
    #expect(types.map(\.value) == [type])
  }

  @Test(
    arguments: [
      ("text", "request", "must be an object with method and path"),
      (
        ["path": "/", "body": "x"], "request/body",
        "is nothing that a request has: it may have method, path, query, headers, json, form, text"
      ),
      (
        ["path": "/", "json": 1, "text": "x"], "request/text",
        "must be absent beside json: a request has one body"
      ),
      (["path": 5], "request/path", "must be a text"),
      (
        ["path": "/a#b"], "request/path", "must not have #: what follows it is never sent"
      ),
      (["path": "/a\nb"], "request/path", "must be one line without control characters"),
      (["path": "/", "form": [1]], "request/form", "must be an object of names and values"),
      (["path": "/", "text": [1]], "request/text", "must be a text"),
      (
        ["path": "/", "headers": ["A B": "c"]], "request/headers/A B",
        "is no name of a header: letters, digits and - would be right"
      ),
    ] as [(JSON, String, String)])
  func `what makes no request is named`(_ template: JSON, _ param: String, _ rule: String) {
    #expect(throws: ParamFault(param, rule)) { try request(template) }
  }

  @Test func `a base URL that is none is named as such`() {
    #expect(
      throws: ParamFault("base_url", "must be a URL that begins with http:// or https://")
    ) { try request(["path": "/"], below: "api.example") }
  }

  @Test func `the record shows all but the secret`() throws {
    let request = try request(["method": "POST", "path": "/a", "json": ["a": 1]])
    let credentials = Credentials(
      .bearer, secrets: ["token": "open sesame"],
      place: TokenPlace(connection: "crm", owner: "alice"))
    let record = request.record(as: credentials)
    #expect(record["method"] == "POST")
    #expect(record["url"] == "https://api.example/v1/a")
    #expect(record["headers"]?["Authorization"] == "Bearer [secret token]")
    #expect(record["body"] == ["a": 1])
    #expect(!record.serialized.contains("sesame"))
  }

  private func request(
    _ template: JSON, below base: String = "https://api.example/v1",
    headers: [(name: String, value: String)] = []
  ) throws -> ConnectionRequest {
    try ConnectionRequest(template, below: base, headers: headers, key: "key")
  }
}
