import Automations
import Foundation
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import Storage
import TestSupport
import Testing

@Suite struct ErrorPageTests {
  @Test func `what is not there says so, in the dress of the site, and what to do next`()
    async throws
  {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    for path in ["/nowhere", "/traces/nope", "/runs/nope", "/traces/%3Cscript%3E"] {
      let page = try await browser.get(path)
      #expect(page.status == 404)
      #expect(page.text.contains("<h1>Nothing here</h1>"))
      #expect(page.text.contains("Start from the traces") && page.text.contains("Sign out"))
      #expect(!page.text.contains("<script>"))
    }
  }

  @Test func `a query that cannot be is named`() async throws {
    let page = try await World().browser(of: "alice").get("/traces?limit=0")
    #expect(page.status == 422)
    #expect(page.text.contains("limit: must be a whole number from 1 to 100"))
  }

  @Test func `a program gets JSON, a person a page`() async throws {
    let world = try await World()
    let call = try await world.call(
      .get, "/automation/nowhere", token: try await world.token(of: "alice"))
    #expect(call.status == 404 && call.json?["detail"]?.text == "Not found")
    let page = try await world.browser(of: "alice").get("/nowhere")
    #expect(page.headers[.contentType] == "text/html; charset=utf-8")
  }

  @Test func `a body over the limit is refused like all else, with every header`() async throws {
    let world = try await World()
    for path in ["/sign-in", "/automation/traces"] {
      let reply = try await world.refuseOversized(path)
      #expect(reply.status == 413 && reply.text.contains("8 MiB"))
      #expect(reply.headers[.cacheControl] == "no-store")
      #expect(reply.headers[.contentSecurityPolicy] != nil)
    }
  }

  @Test func `a form of more fields than anybody needs is refused before it is read`()
    async throws
  {
    let world = try await World()
    let nobody = Browser(world: world, secret: "", formToken: "")
    let many = String(repeating: "a&", count: 1000)
    for (body, type) in [
      (many, "application/x-www-form-urlencoded"),
      (
        String(
          repeating: "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n",
          count: 1001) + "--x--\r\n", "multipart/form-data; boundary=x"
      ),
    ] {
      let page = try await nobody.post("/sign-in", raw: Array(body.utf8), type: type)
      #expect(page.status == 422)
      #expect(page.text.contains("a form of at most 1000 fields would be right"))
    }
    let few = try await nobody.post(
      "/sign-in", raw: Array(many.dropLast(2).utf8), type: "application/x-www-form-urlencoded")
    #expect(few.text.contains("Name and password do not fit"))
  }

  @Test func `what is stored and cannot be read is not called a storage that does not answer`()
    async throws
  {
    let world = try await World(keepingAnswersIn: { _ in Unreadable() })
    var headers: HTTPFields = [.authorization: "Bearer \(try await world.token(of: "alice"))"]
    if let name = HTTPField.Name("Idempotency-Key") { headers[name] = "a" }
    let reply = try await world.send(.post, "/automation/traces", headers: headers)
    #expect(reply.status == 500 && reply.headers[.retryAfter] == nil)
    let told = try #require(reply.json?["detail"]?.text)
    #expect(told.hasPrefix("What is stored here cannot be read; nothing was changed, and the log"))
  }

  @Test func `a template that broke while it was worked on says where`() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let templates = folder.url.appending(path: "Templates")
    try FileManager.default.copyItem(at: Project.templates, to: templates)
    let world = try await World(templates: templates.path)
    let browser = try await world.browser(of: "alice")
    #expect(try await browser.get("/traces").status == 200)
    try "\n{{nonsense}}".write(
      to: templates.appending(path: "traces/list.mustache"), atomically: true, encoding: .utf8)
    let page = try await browser.get("/traces")
    #expect(page.status == 500 && page.headers[.contentType] == "text/plain; charset=utf-8")
    #expect(page.text.contains("traces/list.mustache:2"), "\(page.text)")
    #expect(page.headers[.cacheControl] == "no-store")
  }

  @Test func `health says why it is bad, and names no path of the server`() async throws {
    let faults: [(any Error, String)] = [
      (StorageFault.full(path: "/srv/data/reprise.db"), "the disk is full"),
      (StorageFault.locked(folder: "/srv/data", holder: "7"), "another process has"),
      (StorageFault.notWritable(path: "/srv/data", reason: "/srv"), "cannot be opened"),
      (StorageFault.corrupt(path: "/srv/data", reason: "/srv"), "is damaged"),
      (Unreadable.Unknown(), "the database does not answer"),
    ]
    for (fault, words) in faults {
      let reply = try await World(healthFault: fault).send(.get, "/health")
      #expect(reply.status == 503 && reply.json?["status"]?.text == "unavailable")
      #expect(reply.json?["reason"]?.text?.contains(words) == true, "\(reply.text)")
      #expect(!reply.text.contains("/srv"))
    }
  }

  @Test func `a wrong method says which would be right`() async throws {
    let page = try await World().browser(of: "alice").post("/runs/nope")
    #expect(page.status == 405 && page.headers[.allow] == "GET, HEAD")
    #expect(page.text.contains("<h1>Not possible here</h1>"))
  }
}

/// Finds nothing that it can read.
private struct Unreadable: IdempotencyStore {
  struct Unknown: Error, CustomStringConvertible {
    let description = "SQLite error 1 in /srv/data/reprise.db"
  }

  func begin(
    _ call: RepeatableCall, at now: Instant, answeredSince since: Instant
  ) async throws -> KnownCall {
    throw StorageFault.unreadable(column: "fingerprint")
  }

  func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws {}

  func take(_ receipt: String, of userID: String, since: Instant) async throws -> String? { nil }
}
