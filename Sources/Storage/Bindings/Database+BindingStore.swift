package import Automations
import GRDB
import Workflows

extension Database: BindingStore {
  package func bindings(of userID: String) async throws -> [Binding] {
    try read { db in
      try db.all(
        """
        SELECT tool, adapter, connection, effect, success_codes FROM bindings
        WHERE user_id = ? ORDER BY tool
        """,
        [userID]
      ) { row in
        Binding(
          tool: try row.text(0), adapter: try row.name(1), connection: row.textIfAny(2),
          effect: try row.nameIfAny(3), successCodes: try row.nameIfAny(4))
      }
    }
  }

  package func put(_ binding: Binding, of userID: String) async throws {
    try await write { db in
      try db.run(
        """
        INSERT INTO bindings (user_id, tool, adapter, connection, effect, success_codes)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (user_id, tool) DO UPDATE
        SET adapter = excluded.adapter, connection = excluded.connection, effect = excluded.effect,
          success_codes = excluded.success_codes
        """,
        [
          userID, binding.tool, binding.adapter.rawValue, binding.connection,
          binding.effect?.rawValue, binding.successCodes?.rawValue,
        ])
    }
  }
}
