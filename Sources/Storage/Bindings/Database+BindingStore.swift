package import Automations
import OrderedJSON
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

  package func put(_ binding: Binding, of userID: String) async throws -> Bool {
    try await write { db in
      guard try db.hasRoom(for: binding, of: userID) else { return false }
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
      return true
    }
  }
}

extension Session {
  /// Whether a person may have a binding more, or has one of its tool. Of those that were made before
  /// there was a bound none goes.
  fileprivate func hasRoom(for binding: Binding, of userID: String) throws -> Bool {
    let isKnown = try exists(
      "SELECT 1 FROM bindings WHERE user_id = ? AND tool = ?", [userID, binding.tool])
    if isKnown { return true }
    let (all, patterns) =
      try first(
        """
        SELECT count(*), count(*) FILTER (WHERE tool LIKE '%*%') FROM bindings
        WHERE user_id = ?
        """,
        [userID]
      ) { (try $0.integer(0), try $0.integer(1)) } ?? (0, 0)
    return all < Limits.bindings.all
      && (!binding.isPattern || patterns < Limits.bindings.patterns)
  }
}
