import HTTPTypes
import Site
import Testing

/// Requests of extreme shape, none of which costs more than reading it once: what grew by the square
/// of its length would not come to its end here.
@Suite(.timeLimit(.minutes(20))) struct ExtremeRequestTests {
  @Test(arguments: [
    "Content-Disposition: form-data; name=\"name\"" + long(";a=b"),
    "Content-Disposition: form-data" + long(";"), long("a: b\r\n"), "a" + long("\r\n\r"),
    long("\"\\"),
  ])
  func `a part of a form has a bound before its content`(head: String) async throws {
    let reply = try await World().browser(of: "alice").post(
      "/account/tokens", raw: Array("--x\r\n\(head)\r\n\r\nalice\r\n--x--\r\n".utf8),
      type: "multipart/form-data; boundary=x")
    #expect(reply.status == 422)
    #expect(reply.text.contains("with at most 8192 bytes before their content would be right"))
  }

  @Test func `what nearly ends a part again and again is its content`() async throws {
    let content = long("\r\n--xxxxxxxxxx")
    let reply = try await World().browser(of: "alice").post(
      "/traces", [("trace", "")], file: Array(content.utf8), boundary: "xxxxxxxxxxx")
    #expect(reply.status == 422 && reply.text.contains("id=\"trace-fault\""))
    #expect(reply.text.utf8.count > content.utf8.count)
  }

  @Test(arguments: [
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "",
  ])
  func `who is nobody yet sends no more than the sign-in page does`(type: String) async throws {
    for text in ["link=" + long("."), "name=" + long("%41"), long("&", 1 << 20), long("--x\r\n")] {
      let reply = try await nobody.post("/sign-in", raw: Array(text.utf8), type: type)
      #expect(reply.status == 413 && reply.text.contains("over the limit of 384 KiB"))
      #expect(reply.body.count < 10_000, "it is sent back")
    }
  }

  @Test func `a name that is none is not sent back`() async throws {
    let reply = try await nobody.post("/sign-in", [("name", long("a", 300_000))])
    #expect(reply.status == 422 && reply.text.contains("Name and password do not fit"))
    #expect(reply.body.count < 10_000, "it is sent back")
  }

  @Test(arguments: [
    "name=\"a;b\"; x=y", "x=\"name=no\"; name=\"a;b\"", "filename=\"\\\"; name=no\"; name=\"a;b\"",
    " Name = \"a;b\"", "x;name=\"a;b", "name=\"a;b\"; name=other",
  ])
  func `a parameter is found however the others look`(parameters: String) async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    var body = Array("--x\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n".utf8)
    body += [0xFF]
    body += "\r\n--x--\r\n".utf8
    let reply = try await browser.post(
      "/account/tokens", raw: body, type: "multipart/form-data; boundary=x")
    #expect(reply.status == 422 && reply.text.contains("a;b: a text in UTF-8 would be right"))
  }

  @Test(arguments: [
    "/traces?" + long("/", 5400), "/traces?" + long("%", 8000), "/" + long("/", 8000),
    "/" + long("a/", 8000), "/traces/" + long("%41", 8000), "/traces/" + long("+", 8000),
    "/runs?" + long("a=b&", 8000), "/traces?" + long("&", 8000), "/" + long("%2F", 8000),
    "/traces" + long("/", 8000),
  ])
  func `an address as long as may be is answered, and leads to sign-in if to anything`(path: String)
    async throws
  {
    let world = try await World()
    let reply = try await world.send(.get, path)
    #expect([303, 404].contains(reply.status))
    #expect((reply.location ?? "").utf8.count <= 5000)
    if let location = reply.location {
      #expect(location.hasPrefix("/sign-in"))
      #expect(try await world.send(.get, location).status == 200)
    }
    let signedIn = try await world.browser(of: "alice").get(path)
    let isHome = signedIn.location == "/traces"
    #expect(isHome || [200, 404].contains(signedIn.status), "\(signedIn.text.prefix(300))")
    let call = try await world.call(
      .get, "/automation" + path, token: try await world.token(of: "alice"))
    #expect([200, 404, 422].contains(call.status) && call.json != nil)
  }

  @Test func `what is too long to lead back loses its query, and then itself`() async throws {
    let world = try await World()
    let query = try await world.send(.get, "/traces?" + long("/", 1500))
    #expect(query.location == "/sign-in?next=%2Ftraces")
    let path = try await world.send(.get, "/traces/" + long("/", 1500) + "x")
    #expect(path.location == "/sign-in")
    let next = "/" + long("a", 5000)
    let page = try await world.send(.get, "/sign-in?next=\(next)")
    #expect(page.text.contains("name=\"next\" value=\"/traces\""))
  }

  @Test(arguments: [("/runs/nope", "GET, HEAD"), ("/account/sessions/nope/end", "POST")])
  func `a method is judged by the path, however it ends`(path: String, allowed: String)
    async throws
  {
    let browser = try await World().browser(of: "alice")
    for end in ["", "/", long("/", 8000)] {
      let page =
        allowed == "POST" ? try await browser.get(path + end) : try await browser.post(path + end)
      #expect(page.status == 405 && page.headers[.allow] == allowed)
      let nothing = try await browser.get(path + end + "/x")
      #expect(nothing.status == 404)
    }
  }

  @Test(arguments: [
    long(";", 32_000), long("reprise=x;", 32_000), long("=", 32_000),
    "reprise=" + long("x", 32_000),
  ])
  func `a cookie as long as may be is nobody's`(cookie: String) async throws {
    let world = try await World()
    let reply = try await world.send(.get, "/traces", headers: [.cookie: cookie])
    #expect(reply.status == 303)
  }

  @Test func `as many header fields as the server takes`() async throws {
    let world = try await World()
    var headers: HTTPFields = [:]
    for number in 0..<1000 {
      headers.append(HTTPField(name: number.isMultiple(of: 2) ? .cookie : .accept, value: "a=b; c"))
    }
    #expect(try await world.send(.get, "/traces", headers: headers).status == 303)
    headers[.authorization] = "Bearer " + long("rep_ ", 30_000)
    #expect(try await world.send(.get, "/automation/traces", headers: headers).status == 401)
  }

  @Test(arguments: [("/traces", "text/html"), ("/automation/traces", "application/json")])
  func `a request that cannot be read is refused in the dress of the part that was asked`(
    path: String, type: String
  ) async throws {
    let world = try await World()
    for (status, words) in [
      (HTTPResponse.Status.badRequest, "could not be understood"),
      (.requestHeaderFieldsTooLarge, "over 1000 header fields"),
    ] {
      let reply = try await world.refuseUnreadable(path, status)
      #expect(reply.status == status.code && reply.text.contains(words))
      #expect(reply.headers[.contentType]?.hasPrefix(type) == true)
      #expect(reply.headers[.contentSecurityPolicy] != nil)
    }
  }

  private var nobody: Browser {
    get async throws { Browser(world: try await World(), secret: "", formToken: "") }
  }
}

/// A text again and again, of so many bytes.
private func long(_ text: String, _ bytes: Int = 8 << 20) -> String {
  String(repeating: text, count: bytes / text.utf8.count)
}
