import Automations
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
      Binding(tool: "ask", connection: .http(), mapping: Mapping(effect: .read)),
      Binding(
        tool: "fetch", connection: .http(name: "desk", success: StatusCodes(rawValue: "404"))),
      Binding(tool: "send_*", connection: .local(.sendEmail)),
      Binding(tool: "sheet", connection: .local(.appendRow, formulas: .keep)),
    ]
    for binding in bindings { #expect(try await world.bindings.put(binding, of: "alice")) }
    #expect(try await world.bindings.bindings(of: "alice") == bindings)
  }

  @Test func `what an older program took without saying what it means carries nothing out`()
    async throws
  {
    try folder.change(
      """
      INSERT INTO bindings (user_id, tool, adapter, connection) VALUES
        ('alice', '*', 'local', NULL), ('alice', 'launch', 'local', 'rocket'),
        ('alice', 'send_gmail', 'local', NULL)
      """)
    let bindings = try await world.bindings.bindings(of: "alice")
    #expect(bindings == [Binding(tool: "send_gmail", connection: .local(.sendEmail))])
    // It makes room for one that says it.
    let launch = Binding(tool: "launch", connection: .local(.note))
    #expect(try await world.bindings.put(launch, of: "alice"))
    #expect(try await world.bindings.bindings(of: "alice").contains(launch))
  }
}
