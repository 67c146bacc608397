import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Every route, asked by everybody; what each may see is read from the route table itself.
@Suite struct AccessMatrixTests {
  /// Who asks.
  enum Asker: String, CaseIterable, Sendable {
    case nobody, owner, other, reader, expired, revoked, administrator
  }

  @Test func `every route has a row, and every row a route`() async throws {
    let routes = Set(RouteTable(try await World().services).routes.map(\.name))
    #expect(routes.symmetricDifference(AccessRow.all.keys) == [])
  }

  @Test(arguments: AccessRow.all.keys.sorted(), Asker.allCases)
  func `a route answers each caller with what is theirs`(name: String, asker: Asker) async throws {
    let row = try #require(AccessRow.all[name])
    let world = try await World()
    let route = try #require(RouteTable(world.services).routes.first { $0.name == name })
    let scene = try await Scene(world, asker)
    let reply = try await scene.ask(route, row)
    #expect(reply.status == expected(route, row, asker), "\(reply.text.prefix(300))")
    #expect(reply.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
    #expect(reply.headers[.cacheControl] == "no-store")
    if reply.status == 404 {
      let missing = try await scene.ask(route, row, nobodys: true)
      #expect(reply.body == missing.body, "tells a thing of somebody else from one of nobody")
    }
  }

  @Test(arguments: [
    ("POST /traces", "POST /automation/traces"),
    ("POST /traces/{id}/name", "PATCH /automation/traces/{id}"),
    ("POST /traces/{id}/schedule", "POST /automation/deploy"),
    ("POST /traces/{id}/status", "PATCH /automation/deployment-status/{id}"),
    ("POST /traces/{id}/runs", "POST /automation/traces/{id}/runs"),
    ("POST /traces/{id}/bindings", "PUT /automation/bindings"),
    ("POST /traces/{id}/notifications", "PUT /automation/traces/{id}/notifications"),
    ("POST /account/notifications", "PUT /automation/notifications"),
    ("POST /connections", "POST /automation/connections"),
    ("POST /connections/{id}", "PATCH /automation/connections/{id}"),
    ("POST /connections/{id}/enabled", "PATCH /automation/connections/{id}"),
    ("POST /connections/{id}/test", "POST /automation/connections/{id}/test"),
    ("POST /connections/{id}/delete", "DELETE /automation/connections/{id}"),
    ("POST /runs/{id}/rerun", "POST /automation/runs/{id}/rerun"),
    ("POST /runs/{id}/resolve", "POST /automation/runs/{id}/resolve"),
    ("POST /runs/{id}/cancel", "POST /automation/runs/{id}/cancel"),
  ])
  func `a form weighs what the call weighs that does the same`(form: String, call: String)
    async throws
  {
    let routes = RouteTable(try await World().services).routes
    let weights = [form, call].map { name in routes.first { $0.name == name }?.weight }
    #expect(weights[0] != nil && weights[0] == weights[1])
  }

  private func expected(_ route: Route, _ row: AccessRow, _ asker: Asker) -> Int {
    switch (asker, route.face) {
    case (.owner, _): row.expected
    case (.other, _): row.forOthers
    case (.administrator, _): row.forAdministrators ?? row.expected
    case (.reader, .api): route.isReading || route.audience == .everybody ? row.expected : 403
    // A session has no scopes: to the pages, a reader of the API is nobody.
    case (.nobody, .api), (.expired, .api), (.revoked, .api):
      route.isProvedByAddress || route.audience == .everybody && asker == .nobody
        ? row.expected : 401
    case (.nobody, .page), (.reader, .page), (.expired, .page), (.revoked, .page):
      switch route.name {
      case "GET /sign-in": 200
      case "POST /sign-in", "GET /confirm-address", "POST /confirm-address": row.expected
      case "POST /sign-out": 303
      // Asks who it is, with the form in hand.
      default: route.method == .post ? 401 : 303
      }
    }
  }
}

/// Alice's deployed trace with a run, a session and a token of hers, and somebody's ways in.
private struct Scene {
  let world: World
  let traceID: String
  let runID: String
  let sessionID: String
  let tokenID: String
  let connectionID: String
  let channelID = Identifier.random()
  let token: String?
  let browser: Browser

  init(_ world: World, _ asker: AccessMatrixTests.Asker) async throws {
    self.world = world
    traceID = try await world.save()
    try await world.deploy(traceID)
    runID = try await world.services.runs.runNow(traceID, by: world.act(.alice))
    let session = try await world.browser(of: "alice").session()
    sessionID = session.id
    _ = try await world.token(of: "alice")
    tokenID = try #require(try await world.services.accounts.own(session).tokens.first).id
    connectionID = try await world.services.connections.create(
      ConnectionDraft(
        name: "crm", kind: .http, settings: ["base_url": "https://crm.example/"]), of: nil,
      by: world.act(.alice)
    ).made.connection.id
    try await world.services.notifications.add(
      ChannelDraft(kind: .ntfy, to: "https://ntfy.example/desk"), id: channelID,
      by: world.act(.alice))
    token = try await world.token(of: asker)
    browser = try await world.browser(of: asker)
  }

  /// - Parameter nobodys: names what nobody has in place of Alice's.
  func ask(
    _ route: Route, _ row: AccessRow, nobodys: Bool = false
  ) async throws -> World.Reply {
    let path = path(of: route, nobodys: nobodys)
    return switch (route.face, route.method) {
    case (.api, _):
      try await world.call(
        route.method, path + row.query, token: token,
        row.json?.replacing("{trace}", with: nobodys ? nobodysID : traceID))
    case (.page, .get): try await browser.get(path)
    case (.page, _): try await browser.post(path, row.fields)
    }
  }

  private let nobodysID = "00000000-0000-4000-8000-000000000000"

  private func path(of route: Route, nobodys: Bool) -> String {
    let id =
      switch route.path.prefix(while: { $0 != "{" }) {
      case let path where path.hasSuffix("/runs/"): runID
      case "/account/sessions/": sessionID
      case "/account/tokens/": tokenID
      case "/automation/connections/", "/connections/": connectionID
      case "/automation/notifications/", "/account/notifications/channels/": channelID
      default: traceID
      }
    return route.path
      .replacing("{thread_id}", with: nobodys ? "nobody" : "thread-1")
      .replacing("{id}", with: nobodys ? nobodysID : id)
      .replacing("{number}", with: "1")
  }
}

extension World {
  fileprivate func token(of asker: AccessMatrixTests.Asker) async throws -> String? {
    switch asker {
    case .nobody: return nil
    case .owner: return try await token(of: "alice")
    case .other: return try await token(of: "bob")
    case .reader: return try await token(of: "alice", .read)
    case .administrator: return try await token(of: "admin")
    case .expired:
      let token = try await token(of: "alice", expiresAt: clock.now.advanced(bySeconds: 60))
      clock.advance(seconds: 61)
      return token
    case .revoked:
      let token = try await token(of: "alice")
      for each in try await accounts.tokens(of: "alice") {
        _ = try await accounts.deleteToken(each.id, by: act(.alice))
      }
      return token
    }
  }

  fileprivate func browser(of asker: AccessMatrixTests.Asker) async throws -> Browser {
    switch asker {
    case .owner: return try await browser(of: "alice")
    case .other: return try await browser(of: "bob")
    case .administrator: return try await browser(of: "admin")
    case .nobody, .reader: return Browser(world: self, secret: "", formToken: "")
    case .expired:
      let browser = try await browser(of: "alice")
      clock.advance(seconds: 12 * 3600 + 1)
      return browser
    case .revoked:
      let browser = try await browser(of: "alice")
      #expect(try await browser.post("/sign-out").status == 303)
      return browser
    }
  }
}

extension Route {
  /// Names the route in the matrix.
  fileprivate var name: String { "\(method.rawValue) \(path)" }
}

extension JSON {
  /// The value with one text in place of another, wherever it stands whole.
  fileprivate func replacing(_ text: String, with other: String) -> JSON {
    switch self {
    case .string(text): .string(other)
    case .array(let elements): .array(elements.map { $0.replacing(text, with: other) })
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.replacing(text, with: other)) })
    default: self
    }
  }
}
