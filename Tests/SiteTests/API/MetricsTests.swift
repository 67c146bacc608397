import Automations
import HTTPTypes
import MetricsTestKit
import OrderedJSON
import Site
import Testing

@Suite struct MetricsTests {
  private let name = "reprise_request_duration_seconds"

  @Test(arguments: ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
  func `who asks from this machine needs no token`(address: String) async throws {
    let reply = try await World().send(.get, "/metrics", from: address)
    #expect(reply.status == 200)
    #expect(reply.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(reply.text == "reprise_queue_depth 0\n")
  }

  @Test(arguments: [nil, "", "192.0.2.7", "::2", "::ffff:192.0.2.7", "unix:"])
  func `who asks from elsewhere needs one`(address: String?) async throws {
    let reply = try await World().send(.get, "/metrics", from: address)
    #expect(reply.status == 401)
    #expect(reply.json?["detail"] != nil)
  }

  @Test func `what a request says of its origin makes no address a local one`() async throws {
    let reply = try await World().send(
      .get, "/metrics", headers: [try name("X-Forwarded-For"): "127.0.0.1"], from: "192.0.2.7")
    #expect(reply.status == 401)
  }

  @Test(arguments: ["Forwarded", "Via", "X-Forwarded-For", "X-Real-IP"])
  func `what a proxy on this machine passes on needs a token`(header: String) async throws {
    let world = try await World()
    var headers: HTTPFields = [try name(header): "127.0.0.1"]
    #expect(
      try await world.send(.get, "/metrics", headers: headers, from: "127.0.0.1").status == 401)
    headers[.authorization] = "Bearer \(try await world.token(of: "alice"))"
    #expect(
      try await world.send(.get, "/metrics", headers: headers, from: "127.0.0.1").status == 403)
    headers[.authorization] = "Bearer \(try await world.token(of: "admin"))"
    #expect(
      try await world.send(.get, "/metrics", headers: headers, from: "127.0.0.1").status == 200)
  }

  @Test func `an administrator's session is no token`() async throws {
    let browser = try await World().browser(of: "admin")
    #expect(try await browser.get("/metrics").status == 401)
  }

  @Test func `requests are timed by the route that they took`() async throws {
    let world = try await World()
    let (one, other) = (try await world.save(), try await world.save())
    let token = try await world.token(of: "alice")
    for id in [one, other, "nobody's"] {
      _ = try await world.call(.get, "/automation/traces/\(id)", token: token)
    }
    let timer = try world.metrics.expectTimer(
      name, [("method", "GET"), ("route", "/automation/traces/{id}")])
    #expect(timer.values.count == 3)
    #expect(timer.values.allSatisfy { $0 > 0 })
    let list = try world.metrics.expectTimer(name, [("method", "GET"), ("route", "/traces")])
    #expect(list.values.isEmpty)
  }

  private func name(_ text: String) throws -> HTTPField.Name {
    try #require(HTTPField.Name(text))
  }
}
