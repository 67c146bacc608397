import Automations
import OrderedJSON
import TestSupport
import Testing
import Workflows

@Suite struct BindingStoreTests {
  private let folder: TemporaryFolder
  private let world: World

  init() throws {
    folder = try TemporaryFolder()
    world = try World(folder: folder)
  }

  @Test func `a binding comes back as it was put, whatever its connection is`() async throws {
    let bindings = [
      .http("ask", effect: .read),
      .http("fetch", called: "desk", success: StatusCodes(rawValue: "404")),
      Binding(
        tool: "notify", connection: "runner",
        mapping: Mapping(
          remote: "page", params: try Template(["to": ["$ref": "params/recipient"]]),
          request: try Template(["path": "/x"]), timeout: 60, callbackTimeout: 3600)),
      Binding(tool: "send_*", to: .sendEmail),
      Binding(tool: "sheet", to: .appendRow, formulas: .keep),
      Binding(tool: "write", connection: "local", mapping: Mapping(remote: "note")),
    ]
    for binding in bindings {
      #expect(try await world.bindings.put(binding, of: "alice") == .kept)
    }
    #expect(try await world.bindings.tools(of: "alice").bindings == bindings)
    #expect(try await world.bindings.tools(of: "bob").bindings.isEmpty)
  }

  @Test func `what an older program took without saying what it means carries nothing out`()
    async throws
  {
    try folder.change(
      """
      INSERT INTO bindings (user_id, tool, connection, is_by_adapter, remote) VALUES
        ('alice', '*', 'local', 1, NULL), ('alice', 'launch', 'local', 1, 'rocket'),
        ('alice', 'send_gmail', 'local', 1, NULL)
      """)
    let bindings = try await world.bindings.tools(of: "alice").bindings
    #expect(bindings == [Binding(tool: "send_gmail", to: .sendEmail)])
    // It makes room for one that says it.
    let launch = Binding(tool: "launch", to: .note)
    #expect(try await world.bindings.put(launch, of: "alice") == .kept)
    #expect(try await world.bindings.tools(of: "alice").bindings.contains(launch))
  }

  @Test func `bindings that were made before they had mappings keep their meaning`() async throws {
    let older = try TemporaryFolder()
    do { _ = try World(folder: older) }
    try older.change(
      """
      DROP TABLE bindings;
      CREATE TABLE bindings (
        user_id TEXT NOT NULL, tool TEXT NOT NULL, adapter TEXT NOT NULL, connection TEXT,
        effect TEXT, success_codes TEXT, formulas TEXT, PRIMARY KEY (user_id, tool)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO bindings VALUES
        ('alice', 'ask', 'http', NULL, 'read', '200, 404', NULL),
        ('alice', 'fetch', 'http', 'desk', NULL, NULL, NULL),
        ('alice', 'log', 'local', 'append_row', 'once', NULL, 'keep'),
        ('alice', 'send_gmail', 'local', NULL, NULL, NULL, NULL);
      DELETE FROM grdb_migrations WHERE identifier = 'mappings';
      """)
    let bindings = try await World(folder: older).bindings.tools(of: "alice").bindings
    #expect(
      bindings == [
        .http("ask", effect: .read, success: StatusCodes(rawValue: "200, 404")),
        .http("fetch", called: "desk"),
        Binding(tool: "log", to: .appendRow, effect: .once, formulas: .keep),
        Binding(tool: "send_gmail", to: .sendEmail),
      ])
  }

  @Test func `a binding is taken away by its owner alone`() async throws {
    let note = Binding(tool: "launch", to: .note)
    #expect(try await world.bindings.put(note, of: "alice") == .kept)
    #expect(try await !world.bindings.remove("launch", of: "bob"))
    #expect(try await !world.bindings.remove("Launch", of: "alice"))
    #expect(try await world.bindings.remove("launch", of: "alice"))
    #expect(try await world.bindings.tools(of: "alice").bindings.isEmpty)
  }

  @Test func `takes the place of no other binding than was seen`() async throws {
    func binding(_ text: String, timeout: Int? = nil) throws -> Binding {
      Binding(
        tool: "launch", connection: "runner",
        mapping: Mapping(params: try Template(["text": .string(text)]), timeout: timeout))
    }
    let one = try binding("é 1")
    let others = [SeenBinding(nil), SeenBinding(try binding("é 2"))]
    func put(_ binding: Binding, seeing seen: SeenBinding) async throws -> BindingOutcome {
      try await world.bindings.put(binding, inPlaceOf: seen, of: "alice")
    }
    #expect(try await put(one, seeing: SeenBinding(one)) == .changed)
    #expect(try await put(one, seeing: SeenBinding(nil)) == .kept)
    for seen in others + [SeenBinding(try binding("é 1", timeout: 5))] {
      #expect(try await put(.http("launch"), seeing: seen) == .changed)
    }
    #expect(try await world.bindings.tools(of: "alice").bindings == [one])
    let there = try #require(try await world.bindings.tools(of: "alice").bindings.first)
    #expect(try await put(.http("launch"), seeing: SeenBinding(there)) == .kept)
  }

  @Test func `what an older program took is replaced by who has seen what is read of it`()
    async throws
  {
    try folder.change(
      """
      INSERT INTO bindings (user_id, tool, connection, is_by_adapter, remote) VALUES
        ('alice', 'launch', 'local', 1, 'rocket'), ('alice', 'send_gmail', 'local', 1, NULL)
      """)
    for (tool, seen) in [
      ("launch", SeenBinding(nil)),
      ("send_gmail", SeenBinding(Binding(tool: "send_gmail", to: .sendEmail))),
    ] {
      let note = Binding(tool: tool, to: .note)
      #expect(try await world.bindings.put(note, inPlaceOf: seen, of: "alice") == .kept)
    }
  }

  @Test
  func `templates of all bindings together have a bound, and what is there may become shorter`()
    async throws
  {
    func binding(_ tool: String, _ bytes: Int) throws -> Binding {
      let text = JSON.string(String(repeating: "x", count: bytes))
      return Binding(
        tool: tool, connection: "http", mapping: Mapping(params: try Template(["text": text])))
    }
    for number in 0..<16 {
      let kept = try await world.bindings.put(binding("t\(number)", 60_000), of: "alice")
      #expect(kept == .kept)
    }
    let more = try binding("more", 100_000)
    #expect(try await world.bindings.put(more, of: "alice") == .tooLong)
    #expect(try await world.bindings.put(more, of: "bob") == .kept)
    #expect(try await world.bindings.put(binding("t0", 59_000), of: "alice") == .kept)
    #expect(try await world.bindings.put(Binding.http("plain"), of: "alice") == .kept)
  }
}
