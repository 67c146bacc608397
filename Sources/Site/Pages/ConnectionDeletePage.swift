package import Automations
import OrderedJSON
package import Templating

/// Asks once more before a connection is deleted, and names what uses it.
package struct ConnectionDeletePage: Page {
  package static let template = "connections/delete"

  let layout: Layout
  let listed: ListedConnection

  package init(layout: Layout, listed: ListedConnection) {
    self.layout = layout.within(.connections)
    self.listed = listed
  }

  package static var fields: [Field<ConnectionDeletePage>] {
    [
      .model("layout") { $0.layout },
      .path("path", Paths.deleteConnection) { $0.listed.connection.id },
      .path("connection_path", Paths.connection) { $0.listed.connection.id },
      .text("seen") { SeenConnection.text(of: $0.listed, on: $0.layout) },
      .text("name") { $0.listed.connection.name.listed },
      .list("tools") { ConnectionTools($0.listed.uses.tools, most: Limits.offeredTools).shown },
      .number("more_tools") {
        ConnectionTools($0.listed.uses.tools, most: Limits.offeredTools).more
      },
      .flag("any_tools") { !$0.listed.uses.tools.isEmpty },
      .flag("carries_messages") { $0.listed.uses.carriesMessages },
    ]
  }
}
