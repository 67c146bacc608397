import Automations
import Scheduling
package import Templating

/// Ways to what carries tools out: one's own, and those that are offered to everybody.
package struct ConnectionListPage: Page {
  package static let template = "connections/list"

  let layout: Layout
  let connections: [Row]
  let testsLocal: Bool

  /// - Parameter testsLocal: whether the embedded tools can be tested.
  init(layout: Layout, connections: [Row], testsLocal: Bool) {
    self.layout = layout.within(.connections)
    self.connections = connections
    self.testsLocal = testsLocal
  }

  package static var fields: [Field<ConnectionListPage>] {
    [
      .model("layout") { $0.layout },
      .flag("any_rows") { !$0.connections.isEmpty },
      .list("rows") { $0.connections },
      .text("local_path") { $0.testsLocal ? Paths.connection(Connection.local.id) : nil },
    ]
  }

  /// A connection in the list.
  package struct Row: TemplateModel {
    let listed: ListedConnection
    let canTest: Bool
    let tested: LatestTests.State?
    let now: Instant

    package static var fields: [Field<Row>] {
      [
        .path("path", Paths.connection) { $0.listed.connection.id },
        .path("test_path", Paths.testConnection) { $0.listed.connection.id },
        .text("name") { $0.listed.connection.name.listed },
        .text("kind") { $0.listed.connection.kind.traits.title },
        .text("offered_by") { $0.listed.offer },
        .flag("is_offered") { $0.listed.isTheirs && $0.listed.connection.isShared },
        .text("place") { $0.listed.connection.settings.place?.listed },
        .list("secrets") { row in row.listed.secrets.map { SecretRow(note: $0, now: row.now) } },
        .list("tools") { ConnectionTools($0.listed.uses.tools).shown },
        .number("more_tools") { ConnectionTools($0.listed.uses.tools).more },
        .flag("carries_messages") { $0.listed.uses.carriesMessages },
        .model("badge") { Badge(isOn: $0.listed.connection.isEnabled) },
        .text("off_reason") { $0.listed.connection.offReason?.listed },
        .flag("can_test") { $0.canTest },
        .model("test") { row in row.tested.map { ConnectionPage.Tested(state: $0, now: row.now) } },
      ]
    }
  }
}
