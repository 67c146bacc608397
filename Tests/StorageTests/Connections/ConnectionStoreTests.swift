import Automations
import OrderedJSON
import TestSupport
import Testing
import Workflows

@Suite struct ConnectionStoreTests {
  private let world: World

  init() throws { world = try World() }

  @Test func `a connection comes back as it was put, whatever its kind is`() async throws {
    let connections: [Connection] = [
      .alices("api", .openapi(OpenAPISettings(document: .text("openapi: 3.1.0")))),
      .alices("crm", isEnabled: false),
      .alices("mcp", .mcp(.http(url: "https://mcp.example/", signIn: .header(name: "X-Key")))),
      .alices("runner", .webhook(WebhookSettings(url: "https://runner.example/"))),
      // As they were taken once: now such a secret has a place of its own.
      .alices(
        "weather",
        .http(
          HTTPSettings(
            baseURL: "https://weather.example/?api_key=correct-horse-battery",
            headers: [NamedText("X-API-Key", "correct-horse-battery")]))),
    ]
    for connection in connections { try await insert(connection) }
    #expect(try await world.connections.connections(of: "alice") == connections)
    #expect(try await world.bindings.tools(of: "alice").connections == connections)
    #expect(try await world.connections.connections(of: "bob").isEmpty)
    let crm = connections[1]
    #expect(try await world.connections.connection(crm.id, in: .alice) == crm)
    #expect(try await world.connections.connection(crm.id, in: .everybody) == crm)
    #expect(try await world.connections.connection(crm.id, in: .bob) == nil)
  }

  @Test func `names are unique among one's own, and among those that are offered`() async throws {
    try await insert(.alices("crm"))
    #expect(try await outcome(.alices("crm", id: "other")) == .nameTaken)
    let bobs = Connection(
      id: "bobs", owner: "bob", name: "crm",
      settings: .webhook(WebhookSettings(url: "https://bob.example/")), isShared: true)
    try await insert(bobs)
    #expect(
      try await outcome(.alices("desk"), change: ConnectionUpdate(name: "crm")) == .nameTaken)
    #expect(
      try await outcome(.alices("mail"), change: ConnectionUpdate(isShared: true)) == .kept)
    let update = ConnectionUpdate(isShared: true)
    let crm = Connection.alices("crm")
    #expect(
      try await world.connections.change(crm.id, update, by: .of(.everybody)) == .nameOffered)
    // One's own before what others offer.
    let names = try await world.connections.connections(of: "alice").map(\.id)
    #expect(names.last == "bobs" && names.first == crm.id)
  }

  @Test func `a change by somebody else finds nothing`() async throws {
    let crm = Connection.alices("crm", isShared: true)
    try await insert(crm)
    let update = ConnectionUpdate(name: "mine")
    #expect(try await world.connections.change(crm.id, update, by: .bob) == .missing)
    #expect(try await world.connections.delete(crm.id, isConfirmed: true, by: .bob) == .missing)
    #expect(try await world.connections.connection(crm.id, in: .bob) == crm)
  }

  @Test func `bindings of everybody who has none of that name go through one that is offered`()
    async throws
  {
    let crm = Connection.alices("crm", isShared: true)
    try await insert(crm)
    let bobs = Connection(
      id: "bobs", owner: "bob", name: "crm",
      settings: .webhook(WebhookSettings(url: "https://bob.example/")))
    try await insert(bobs)
    for (user, tool) in [("alice", "find"), ("bob", "look"), ("charlie", "seek")] {
      _ = try await world.bindings.put(Binding(tool: tool, connection: "crm"), of: user)
    }
    #expect(try await world.connections.uses(of: crm).tools == ["find", "seek"])
    #expect(try await world.connections.uses(of: bobs).tools == ["look"])
    _ = try await world.connections.change(
      crm.id, ConnectionUpdate(name: "customers"), by: .of(.alice))
    func connection(_ user: String) async throws -> String? {
      try await world.bindings.tools(of: user).bindings.first?.connection
    }
    #expect(try await connection("alice") == "customers")
    #expect(try await connection("bob") == "crm")
    #expect(try await connection("charlie") == "customers")

    #expect(
      try await world.connections.delete(crm.id, isConfirmed: false, by: .alice)
        == .inUse(ConnectionUses(tools: ["find", "seek"])))
    #expect(
      try await world.connections.delete(crm.id, isConfirmed: true, by: .alice)
        == .deleted)
    for (user, isSevered) in [("alice", true), ("bob", false), ("charlie", true)] {
      let binding = try await world.bindings.tools(of: user).bindings.first
      #expect(binding?.isSevered == isSevered)
    }
    #expect(try await world.connections.delete(bobs.id, isConfirmed: false, by: .bob) != .missing)
  }

  @Test func `messages go through a connection as calls do`() async throws {
    let desk = Connection(
      id: "desk", owner: "alice", name: "desk",
      settings: .webhook(WebhookSettings(url: "https://alice.example/")), isShared: true)
    let bobs = Connection(
      id: "bobs", owner: "bob", name: "desk",
      settings: .webhook(WebhookSettings(url: "https://bob.example/")))
    for connection in [desk, bobs] { try await insert(connection) }
    #expect(try await world.connections.uses(of: desk).isNone)
    try await world.addChannel("desk", of: "bob")
    #expect(try await world.connections.uses(of: desk).isNone)
    #expect(try await world.connections.uses(of: bobs).carriesMessages)
    try await world.addChannel("desk", of: "charlie")
    let uses = ConnectionUses(carriesMessages: true)
    #expect(try await world.connections.uses(of: desk) == uses)
    #expect(
      try await world.connections.delete(desk.id, isConfirmed: false, by: .alice) == .inUse(uses))
    #expect(
      try await world.connections.delete(desk.id, isConfirmed: true, by: .alice) == .deleted)
    // Another one of its name is not meant.
    try await insert(desk)
    #expect(try await world.connections.uses(of: desk).isNone)
    #expect(try await world.connections.uses(of: bobs).carriesMessages)
    #expect(
      try await world.notifications.settings(of: "charlie").channels.map(\.to)
        == ["desk (deleted) "])
  }

  @Test func `settings that cannot be read are told, not guessed`() async throws {
    try await insert(.alices("crm"))
    try world.folder.change("UPDATE connections SET settings = '{\"base_url\": 1}'")
    await #expect {
      _ = try await world.connections.connections(of: "alice")
    } throws: {
      ($0 as? any StorageFailure)?.isUnreadable == true
    }
  }

  @Test func `what of an offered one cannot be read is its owner's matter alone`() async throws {
    try await insert(.alices("crm"))
    try await insert(
      Connection(
        id: "bobs", owner: "bob", name: "desk",
        settings: .webhook(WebhookSettings(url: "https://bob.example/")), isShared: true))
    try world.folder.change("UPDATE connections SET settings = '{}' WHERE id = 'bobs'")
    #expect(try await world.connections.connections(of: "alice").map(\.name) == ["crm"])
  }

  private func insert(_ connection: Connection) async throws {
    #expect(try await outcome(connection) == .kept)
  }

  /// - Parameter change: what is done to it once it is there.
  private func outcome(
    _ connection: Connection, change: ConnectionUpdate? = nil
  ) async throws -> ConnectionOutcome {
    let owner = Act.of(.user(connection.owner ?? ""))
    let outcome = try await world.connections.insert(
      NewConnection(connection: connection, secrets: [], createdAt: .morning), by: owner)
    guard let change else { return outcome }
    return try await world.connections.change(connection.id, change, by: owner)
  }
}
