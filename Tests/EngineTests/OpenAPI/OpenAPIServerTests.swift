import Engine
import OrderedJSON
import Testing

/// Whom a call asks.
@Suite struct OpenAPIServerTests {
  @Test(
    arguments: [
      ("../v1", "https://docs.example/apis/mail/openapi.json", "https://docs.example/apis/v1/x"),
      ("/v1/", "https://docs.example/apis/openapi.json", "https://docs.example/v1/x"),
      ("/", "https://docs.example/apis/openapi.json", "https://docs.example/x"),
      (
        "", "https://docs.example/apis/openapi.json?v=1",
        "https://docs.example/apis/openapi.json/x?v=1"
      ),
      ("//api.example", "http://docs.example/openapi.json", "http://api.example/x"),
      ("https://api.example:8443/v1", nil, "https://api.example:8443/v1/x"),
      ("https://api.example/v1?key=a#b", nil, "https://api.example/v1/x?key=a"),
      ("https://api.example/./a/../b", nil, "https://api.example/./a/../b/x"),
    ] as [(String, String?, String)])
  func `a server's URL is read against the document's`(server: String, from: String?, url: String)
    throws
  {
    let document = try OpenAPIDocument(
      "{openapi: 3.1.0, servers: [{url: '\(server)'}], paths: {/x: {get: {operationId: a}}}}"
        .asYAML, from: from)
    #expect(try document.request("a", [:]).url == url)
  }

  @Test func `without servers the document's own host is asked`() throws {
    let document = try OpenAPIDocument(
      "{openapi: 3.1.0, paths: {/x: {get: {operationId: a}}}}".asYAML,
      from: "https://docs.example/apis/openapi.json")
    #expect(try document.request("a", [:]).url == "https://docs.example/x")
  }

  @Test func `an operation's server goes before its path's, that before all, a connection's first`()
    throws
  {
    let document = try OpenAPIDocument(
      """
      openapi: 3.0.0
      servers: [{url: https://all.example}, {url: https://second.example}]
      paths:
        /a: {get: {operationId: a}}
        /b: {servers: [{url: https://path.example}], get: {operationId: b}}
        /c:
          servers: [{url: https://path.example}]
          get: {operationId: c, servers: [{url: https://own.example}]}
      """)
    #expect(try document.request("a", [:]).url == "https://all.example/a")
    #expect(try document.request("b", [:]).url == "https://path.example/b")
    #expect(try document.request("c", [:]).url == "https://own.example/c")
    #expect(
      try document.request("c", [:], below: "https://my.example/x/?key=1").url
        == "https://my.example/x/c?key=1")
  }

  @Test(arguments: [
    ("/v1", "it is not known where the document came from: the connection needs a base_url"),
    (
      "https://{host}/v1",
      "has {host}, for which it gives no value: the connection needs a base_url"
    ),
    ("ftp://api.example", "must be a URL that begins with http:// or https://"),
    ("https://a b/", "must name a host"),
    ("https://alice:secret@api.example", "must not hold a user name or password"),
  ])
  func `a server that cannot be asked is told when it is`(server: String, words: String) throws {
    let document = try OpenAPIDocument(
      "{openapi: 3.1.0, servers: [{url: '\(server)'}], paths: {/x: {get: {operationId: a}}}}".asYAML
    )
    #expect(try document.fault("a", [:])?.contains(words) == true)
    #expect(try document.fault("a", [:], below: "https://api.example") == nil)
  }

  @Test func `a connection's own URL is checked, and no secret of it is quoted`() throws {
    let document = try OpenAPIDocument.of()
    #expect(
      try document.fault([:], below: "https://alice:secret@api.example")
        == "The base_url must not hold a user name or password; an Authorization header may.")
  }

  @Test(arguments: ["ftp://a.example/openapi.json", "openapi.json", "/openapi.json", ""])
  func `where a document comes from must be a URL`(url: String) {
    #expect(
      fault(ofDocument: "openapi: 3.1.0", from: url)?.description
        == "The URL of the OpenAPI document must be a URL that begins with http:// or https://.")
  }
}

extension String {
  /// With a line before it, so that it is not taken for JSON.
  fileprivate var asYAML: String { "---\n" + self }
}
