package import Automations
import OrderedJSON
import Workflows

extension Database: BindingStore {
  package func tools(of userID: String) async throws -> OwnTools {
    let tools = try read { try $0.tools(of: userID) }
    let names = Set((Connection.embedded + tools.connections).map { Array($0.name.utf8) })
    let areAllThere = tools.bindings.allSatisfy {
      $0.isSevered || names.contains(Array($0.connection.utf8))
    }
    // One may have got another name between two statements, and its bindings with it.
    return areAllThere ? tools : try read { try $0.tools(of: userID) }
  }

  package func put(
    _ binding: Binding, inPlaceOf seen: SeenBinding?, of userID: String, by act: Act
  ) async throws -> BindingOutcome {
    let row = BindingRow(binding)
    let there = try seen == nil ? nil : read { try $0.binding(of: binding.tool, userID) }
    if let seen, there?.binding != seen.binding { return .changed }
    let stored = there?.stored
    return try await write { db in
      if seen != nil, try db.stored(of: binding.tool, userID) != stored { return .changed }
      if let obstacle = try db.obstacle(to: binding, row.bytes, of: userID) { return obstacle }
      try db.put(row, of: userID)
      return .kept
    }
  }

  package func remove(_ tool: String, of userID: String, by act: Act) async throws -> Bool {
    try await write { db in
      try db.run("DELETE FROM bindings WHERE user_id = ? AND tool = ?", [userID, tool]) > 0
    }
  }
}

/// A binding as it is written: its templates are texts before anybody waits for the writer.
private struct BindingRow: Sendable {
  let binding: Binding
  let params: String?
  let request: String?

  init(_ binding: Binding) {
    self.binding = binding
    params = binding.mapping.params?.json.serialized
    request = binding.mapping.request?.json.serialized
  }

  /// Of the templates.
  var bytes: Int { (params?.utf8.count ?? 0) + (request?.utf8.count ?? 0) }
}

extension Binding {
  fileprivate static let columns = """
    tool, connection, is_by_adapter, called, remote, params, request, effect, success_codes,
    formulas, timeout, callback_timeout, is_severed
    """
  fileprivate static let places = columns.split(separator: ",").indices
  fileprivate static let ofTool = "SELECT \(columns) FROM bindings WHERE user_id = ? AND tool = ?"

  /// `nil`: an older program took it though it is open which embedded tool it means, and so nothing
  /// carries its tool out.
  fileprivate init?(row: Row) throws {
    let (tool, connection) = (try row.text(0), try row.text(1))
    let isByAdapter = row.flag(2)
    var remote = row.textIfAny(4)
    if isByAdapter, connection == Connection.local.name {
      let embedded =
        remote.map(LocalTool.init(rawValue:)) ?? LocalTool(spokenOfBy: tool)
      guard let embedded else { return nil }
      remote = embedded.rawValue
    }
    self.init(
      tool: tool, connection: connection,
      mapping: Mapping(
        remote: remote, params: try row.templateIfAny(5), request: try row.templateIfAny(6),
        effect: try row.nameIfAny(7), success: try row.nameIfAny(8),
        formulas: try row.nameIfAny(9), timeout: row.integerIfAny(10),
        callbackTimeout: row.integerIfAny(11)),
      wording: isByAdapter ? .adapter(called: row.textIfAny(3)) : .connection,
      isSevered: row.flag(12))
  }
}

extension Row {
  /// What rests of a binding, with nothing parsed; texts as bytes, of which none is another's equal.
  fileprivate var stored: [Value] {
    Binding.places.map { column in
      if let text = textIfAny(column) { return .bytes(Array(text.utf8)) }
      return integerIfAny(column).map { Value.integer(Int64($0)) } ?? .null
    }
  }

  fileprivate func templateIfAny(_ column: Int) throws -> Template? {
    try jsonIfAny(column).map { json in
      do throws(TemplateFaults) {
        return try Template(json)
      } catch {
        throw unreadable(column)
      }
    }
  }
}

extension Session {
  fileprivate func tools(of userID: String) throws -> OwnTools {
    OwnTools(
      bindings: try all(
        "SELECT \(Binding.columns) FROM bindings WHERE user_id = ? ORDER BY tool", [userID]
      ) { try Binding(row: $0) }.compactMap(\.self),
      connections: try connections(of: userID))
  }

  /// What rests of a person's binding of a tool, and what is read of it, as `Binding(row:)`.
  fileprivate func binding(
    of tool: String, _ userID: String
  ) throws -> (stored: [Value], binding: Binding?)? {
    try first(Binding.ofTool, [userID, tool]) { row in
      (stored: row.stored, binding: try Binding(row: row))
    }
  }

  fileprivate func stored(of tool: String, _ userID: String) throws -> [Value]? {
    try first(Binding.ofTool, [userID, tool]) { $0.stored }
  }

  fileprivate func put(_ row: BindingRow, of userID: String) throws {
    let (binding, mapping) = (row.binding, row.binding.mapping)
    var (isByAdapter, called): (Bool, String?) = (false, nil)
    if case .adapter(let name) = binding.wording { (isByAdapter, called) = (true, name) }
    try run(
      """
      INSERT INTO bindings
        (user_id, tool, connection, is_by_adapter, called, remote, params, request, effect,
         success_codes, formulas, timeout, callback_timeout, is_severed, mapping_bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (user_id, tool) DO UPDATE
      SET connection = excluded.connection, is_by_adapter = excluded.is_by_adapter,
        called = excluded.called, remote = excluded.remote, params = excluded.params,
        request = excluded.request, effect = excluded.effect,
        success_codes = excluded.success_codes, formulas = excluded.formulas,
        timeout = excluded.timeout, callback_timeout = excluded.callback_timeout,
        is_severed = excluded.is_severed, mapping_bytes = excluded.mapping_bytes
      """,
      [
        userID, binding.tool, binding.connection, isByAdapter, called, mapping.remote, row.params,
        row.request, mapping.effect?.rawValue, mapping.success?.rawValue,
        mapping.formulas?.rawValue, mapping.timeout, mapping.callbackTimeout, binding.isSevered,
        row.bytes,
      ])
  }

  /// What keeps a person from a binding. Of those that were made before there was a bound none goes.
  /// - Parameter bytes: of its templates.
  fileprivate func obstacle(
    to binding: Binding, _ bytes: Int, of userID: String
  ) throws -> BindingOutcome? {
    let isKnown = try exists(
      "SELECT 1 FROM bindings WHERE user_id = ? AND tool = ?", [userID, binding.tool])
    let (all, patterns, others) =
      try first(
        """
        SELECT count(*), count(*) FILTER (WHERE tool LIKE '%*%'),
          coalesce(sum(mapping_bytes) FILTER (WHERE tool <> ?), 0)
        FROM bindings WHERE user_id = ?
        """,
        [binding.tool, userID]
      ) { (try $0.integer(0), try $0.integer(1), try $0.integer(2)) } ?? (0, 0, 0)
    let hasRoom =
      isKnown
      || all < Limits.bindings.all
        && (!binding.isPattern || patterns < Limits.bindings.patterns)
    guard hasRoom else { return .tooMany }
    return bytes > 0 && others + bytes > Limits.mappingBytes.all ? .tooLong : nil
  }
}
