import Engine
import OrderedJSON
import Testing
import Workflows

/// What is read of a document, and what is told of the rest.
@Suite struct OpenAPIDocumentTests {
  @Test func `each operation with a name is a tool, and the others are told`() throws {
    let document = try OpenAPIDocument.sample("mail.json")
    #expect(document.version == "3.0.3")
    #expect(document.title == "Mail of the office")
    #expect(
      document.operations.map(\.id)
        == ["listMails", "sendMail", "readMail", "replaceMail", "deleteMail"])
    #expect(
      document.leftAway == [
        "GET /status is left away: it has no operationId, by which it could be called."
      ])
  }

  @Test func `a tool is listed with what it takes, and where that goes`() throws {
    let outline = try OpenAPIDocument.sample("mail.json").outline
    #expect(
      outline.map(\.address).prefix(2) == ["GET /users/{user}/mails", "POST /users/{user}/mails"])
    #expect(
      outline.map(\.summary).prefix(3) == [
        "The mails of somebody", "Sends a mail. It is gone then.", nil,
      ])
    #expect(
      outline[1].arguments.map { "\($0.name) \($0.places.map(\.rawValue)) \($0.isRequired)" } == [
        #"user ["path"] true"#, #"X-Source ["header"] false"#, #"to ["body"] true"#,
        #"subject ["body"] true"#, #"body ["body"] false"#, #"priority ["body"] false"#,
      ])
    #expect(outline[0].notices == ["The parameter session is left away: no cookies are sent."])
    #expect(
      outline[1].notices == [
        "The parameter Authorization is left away: the connection sets this header."
      ])
  }

  @Test func `what a request does to a second one is certain of some methods, proposed of others`()
    throws
  {
    let document = try OpenAPIDocument.sample("mail.json")
    #expect(document.operations.map(\.certainEffect) == [.read, nil, .read, nil, nil])
    #expect(
      document.operations.map(\.proposedEffect) == [.read, nil, .read, .idempotent, .idempotent])
  }

  @Test func `HEAD only reads, as GET does`() throws {
    let document = try OpenAPIDocument(
      #"{"openapi": "3.1.0", "paths": {"/status": {"head": {"operationId": "probe"}}}}"#)
    #expect(document.operations.map(\.certainEffect) == [.read])
    #expect(document.operations.map(\.proposedEffect) == [.read])
  }

  @Test func `an operation's parameter goes before one of its path`() throws {
    let document = try OpenAPIDocument.sample("mail.json")
    let call: JSON = ["user": "alice", "mail": "x", "If-Match": "1"]
    let base = "https://mail.example"
    #expect(
      try document.fault("readMail", call, below: base)
        == "The param mail must be a whole number; it is a text.")
    #expect(try document.fault("deleteMail", call, below: base) == nil)
  }

  @Test func `a document of 3-1 in YAML is read as well`() throws {
    let document = try OpenAPIDocument.sample("calendar.yaml")
    #expect(
      document.operations.map(\.id) == ["listEvents", "createEvent", "addGuests", "writeNote"])
    #expect(document.operation("listEvents")?.summary == "Events of a time")
    #expect(
      document.operation("listEvents")?.arguments.map { "\($0.name) \($0.isRequired)" }
        == ["from true", "until false", "kinds false", "filter false", "near false"])
    #expect(
      document.operation("createEvent")?.arguments.map(\.name) == ["title", "on", "hours", "parts"])
    #expect(document.operation("addGuests")?.arguments.map(\.name) == ["event", "body"])
    #expect(document.operation("removeEvents") == nil)
  }

  @Test func `bodies that cannot be written, and names that several places have, are told`() throws
  {
    let document = try OpenAPIDocument.sample("shop.yaml")
    #expect(document.operations.map(\.id) == ["changeThing", "order", "ping"])
    #expect(document.leftAway.count == 1)
    #expect(
      document.leftAway.first?.hasPrefix(
        "POST /pictures is left away: it takes a body of multipart/form-data, and only JSON")
        == true)
    #expect(
      document.operation("changeThing")?.notices == [
        "The argument id goes into the path and the body.",
        "The argument lang goes into the query, not into the header and the body, which can "
          + "be without it.",
      ])
    #expect(
      document.operation("ping")?.notices == ["The body is left away: a GET request has none."])
  }

  @Test(arguments: [
    ("swagger: '2.0'\npaths: {}", OpenAPIFault.swagger("2.0")),
    (#"{"swagger": "2.0"}"#, .swagger("2.0")), ("swagger: 2.0", .swagger("2.0")),
    ("openapi: 3.2.0", .otherVersion("3.2.0")), ("openapi: 3.10.0", .otherVersion("3.10.0")),
    ("openapi: 4.0.0", .otherVersion("4.0.0")), ("openapi: yes", .otherVersion("yes")),
    ("title: A shop", .noDocument), ("<html>", .noDocument), ("[]", .noDocument),
    ("{}", .noDocument), ("openapi: [3.1.0]", .noDocument),
    ("openapi: 3.0.0\npaths: []", .malformed(part: "paths", rule: "must be an object of paths")),
  ])
  func `what is no document of 3-0 or 3-1 is told in words`(text: String, fault: OpenAPIFault) {
    #expect(EngineTests.fault(ofDocument: text) == fault)
  }

  @Test(arguments: [
    "openapi: 3.0", "openapi: 3.1", "openapi: 3.0.0", "\u{FEFF} {\"openapi\": \"3.1.9\"}",
  ])
  func `a version is told by its first two numbers`(text: String) {
    #expect(fault(ofDocument: text) == nil)
  }

  @Test func `a text that cannot be read says where it ends to be one`() {
    #expect(
      fault(ofDocument: "{\"openapi\": \"3.0.0\",\n \"paths\": {,}}")?.description
        == "The OpenAPI document is no JSON, line 2, column 12: expected a member's name in double "
        + "quotes.")
    #expect(
      fault(ofDocument: "openapi: 3.0.0\npaths: *nothing")?.description
        == "The OpenAPI document is no YAML for it, line 2, column 8: the alias *nothing names "
        + "nothing that ends before it.")
  }

  @Test func `two operations of one name are refused`() {
    let fault = fault(
      ofDocument: """
        openapi: 3.1.0
        paths:
          /a: {get: {operationId: look}}
          /b: {post: {operationId: look}}
        """)
    #expect(
      fault?.description
        == "In the OpenAPI document GET /a and POST /b have the same operationId, look; each must "
        + "have one of its own.")
  }

  @Test(arguments: [
    ("{$ref: '#/components/parameters/None'}", "leads to nothing in the document"),
    ("{$ref: '#/components/parameters/Loop'}", "leads back to itself"),
    ("{$ref: 'other.yaml#/Id'}", "leads out of the document, which alone is read"),
    ("{name: id}", "one of its parameters lacks name or place"),
    ("{in: query}", "one of its parameters lacks name or place"),
    ("{name: id, in: body}", "its parameter id stands in body; path, query, header and cookie"),
    (
      "{name: id, in: query, style: matrix}",
      "its parameter id has the style matrix, which the query"
    ),
    ("{name: id, in: query, style: wavy}", "its parameter id has the style wavy, which the query"),
    ("{name: 'a b', in: header}", "its parameter a b is no name of a header"),
    (
      "{name: id, in: query, content: {application/xml: {}, text/plain: {}}}",
      "its parameter id is of the media type application/xml"
    ),
    (
      "{name: id, in: query, content: {image/png: {}}}",
      "its parameter id is of the media type image/png"
    ),
  ])
  func `an operation that cannot be read is left away, and the others stay`(
    parameter: String, why: String
  ) throws {
    let document = try OpenAPIDocument(
      """
      openapi: 3.1.0
      paths:
        /a:
          get: {operationId: look, parameters: [\(parameter)]}
          post: {operationId: make}
      components:
        parameters:
          Loop: {$ref: '#/components/parameters/Back'}
          Back: {$ref: '#/components/parameters/Loop'}
      """)
    #expect(document.operations.map(\.id) == ["make"])
    #expect(document.leftAway.first?.hasPrefix("GET /a is left away: ") == true)
    #expect(document.leftAway.first?.contains(why) == true, "\(document.leftAway)")
  }

  @Test func `paths and operations of odd forms are told, too`() throws {
    let document = try OpenAPIDocument(
      """
      openapi: 3.0.0
      paths:
        x-note: {get: {operationId: a}}
        things: {get: {operationId: b}}
        /c#d: {get: {operationId: c}}
        /e: [1]
        /f: {$ref: '#/paths/~1none'}
        /g: {trace: {operationId: g}, get: {operationId: ''}, parameters: []}
        /h/{x}: {get: {operationId: h}}
        /i: {get: {operationId: i, parameters: [{name: x, in: path, schema: {}}]}}
      """)
    #expect(document.operations.map(\.id) == ["i"])
    #expect(
      document.operation("i")?.notices == [
        "The parameter x is left away: it is not in the path."
      ])
    #expect(
      document.leftAway == [
        "The path things is left away: a path begins with /.",
        "The path /c#d is left away: what stands behind a # is never sent.",
        "The path /e is left away: it must be an object of operations.",
        "The path /f is left away: the reference #/paths/~1none leads to nothing in the document.",
        "TRACE /g is left away: such a request would be answered with itself, secrets included.",
        "GET /g is left away: it has no operationId, by which it could be called.",
        "GET /h/{x} is left away: no parameter says what {x} in its path is.",
      ])
    #expect(document.leftAwayCount == 7)
  }

  @Test func `a path may refer to another, and its own operations go before those`() throws {
    let document = try OpenAPIDocument(
      """
      openapi: 3.1.0
      paths:
        /a:
          $ref: '#/components/pathItems/A%20path'
          get: {operationId: own}
      components:
        pathItems:
          A path: {get: {operationId: look}, post: {operationId: make}}
      """)
    #expect(document.operations.map(\.id) == ["make", "own"])
  }

  @Test func `headers that a call cannot set, or has already, are told`() throws {
    let document = try OpenAPIDocument.of(
      """
      "parameters": [{"name": "Accept", "in": "header"}, {"name": "host", "in": "header"},
        {"name": "X-A", "in": "header"}, {"name": "x-a", "in": "header"}],
      """)
    #expect(
      document.operations[0].notices == [
        "The parameter Accept is left away: the connection sets this header.",
        "The parameter host is left away: a step cannot set this header.",
        "The parameter x-a is left away: the header is there already.",
      ])
    #expect(document.operations[0].arguments.map(\.name) == ["X-A"])
  }

  @Test func `what is told of an operation ends somewhere`() throws {
    let cookies = (0..<30).map { #"{"name": "c\#($0)", "in": "cookie"}"# }
    let document = try OpenAPIDocument.of(#""parameters": [\#(cookies.joined(separator: ","))],"#)
    #expect(document.operations[0].notices.count == 21)
    #expect(
      document.operations[0].notices.last
        == "10 more of its arguments are left away or shared.")
  }

  @Test func `braces that enclose no name are part of the path`() throws {
    let document = try OpenAPIDocument.of(
      #""parameters": [{"name": "a", "in": "path"}],"#, path: "/x}/{a}.json/{b")
    #expect(
      try document.request(["a": "1"]).url == "https://api.example/x%7D/1.json/%7Bb")
  }
}
