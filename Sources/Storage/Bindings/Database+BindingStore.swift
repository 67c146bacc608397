package import Automations
import OrderedJSON
import Workflows

extension Database: BindingStore {
  package func bindings(of userID: String) async throws -> [Binding] {
    try read { db in
      try db.all(
        """
        SELECT tool, adapter, connection, effect, success_codes, formulas FROM bindings
        WHERE user_id = ? ORDER BY tool
        """,
        [userID]
      ) { try Binding(row: $0) }.compactMap(\.self)
    }
  }

  package func put(_ binding: Binding, of userID: String, by act: Act) async throws -> Bool {
    try await write { db in
      guard try db.hasRoom(for: binding, of: userID) else { return false }
      try db.run(
        """
        INSERT INTO bindings
          (user_id, tool, adapter, connection, effect, success_codes, formulas)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (user_id, tool) DO UPDATE
        SET adapter = excluded.adapter, connection = excluded.connection, effect = excluded.effect,
          success_codes = excluded.success_codes, formulas = excluded.formulas
        """,
        [
          userID, binding.tool, binding.connection.adapter.rawValue, binding.connection.name,
          binding.mapping.effect?.rawValue, binding.connection.successCodes?.rawValue,
          binding.connection.formulas?.rawValue,
        ])
      return true
    }
  }
}

extension Binding {
  /// `nil`: an older program took it though it is open which embedded tool it means, and so nothing
  /// carries its tool out.
  fileprivate init?(row: Row) throws {
    let tool = try row.text(0)
    let adapter: AdapterKind = try row.name(1)
    let effect: Effect? = try row.nameIfAny(3)
    let codes: StatusCodes? = try row.nameIfAny(4)
    let formulas: Formulas? = try row.nameIfAny(5)
    do throws(Refusal) {
      self.init(
        tool: tool,
        connection: try Connection(
          adapter, name: row.textIfAny(2), successCodes: codes, formulas: formulas, for: tool),
        mapping: Mapping(effect: effect))
    } catch {
      return nil
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
