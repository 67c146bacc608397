import Automations
import OrderedJSON
import Scheduling

/// A connection as bindings find it.
struct ConnectionPlace: Sendable {
  let id: String
  /// Whose it is.
  let userID: String
  let name: String
  /// Whether bindings of others go through it.
  let isShared: Bool
}

extension ConnectionPlace {
  /// - Parameter connection: of somebody's.
  init(_ connection: Connection) {
    self.init(
      id: connection.id, userID: connection.owner ?? "", name: connection.name,
      isShared: connection.isShared)
  }
}

/// Settings as they are written: texts before anybody waits for the writer.
struct ConnectionRow: Sendable {
  let settings: String
  let document: String?

  init(_ settings: ConnectionSettings) {
    self.settings = settings.json(withDocument: false).serialized
    document = settings.document
  }

  var documentBytes: Int { document?.utf8.count ?? 0 }
}

extension Connection {
  static let columns = """
    id, user_id, name, kind, settings, is_shared, is_enabled, off_reason, document
    """

  init(_ row: Row) throws {
    let kind: AdapterKind = try row.name(3)
    let document = row.textIfAny(8).map { [JSON.Member("document", .string($0))] }
    let members = try row.json(4).members ?? []
    let settings: ConnectionSettings
    do throws(Refusal) {
      settings = try ConnectionSettings.read(kind, .object(members + (document ?? []))).settings
    } catch {
      throw row.unreadable(4)
    }
    self.init(
      id: try row.text(0), owner: try row.text(1), name: try row.text(2), settings: settings,
      isShared: row.flag(5), isEnabled: row.flag(6), offReason: row.textIfAny(7))
  }
}

extension Session {
  /// A person's own, and after them those that others offer to everybody.
  func connections(of userID: String) throws -> [Connection] {
    let own = try all(
      "SELECT \(Connection.columns) FROM connections WHERE user_id = ? ORDER BY name", [userID],
      read: Connection.init)
    let others = try all(
      """
      SELECT \(Connection.columns) FROM connections WHERE is_shared = 1 AND user_id <> ?
      ORDER BY name
      """,
      [userID]
    ) { row in
      // What of one person's cannot be read stops no runs of others.
      try? Connection(row)
    }
    return own + others.compactMap(\.self)
  }

  func place(ofConnection id: String, in scope: Scope) throws -> ConnectionPlace? {
    try first(
      """
      SELECT id, user_id, name, is_shared FROM connections
      WHERE id = ? AND user_id = coalesce(CAST(? AS TEXT), user_id)
      """,
      [id, scope.userID]
    ) { row in
      ConnectionPlace(
        id: try row.text(0), userID: try row.text(1), name: try row.text(2),
        isShared: row.flag(3))
    }
  }

  /// The tools of the bindings that go through a connection, each once.
  func uses(of place: ConnectionPlace) throws -> ConnectionUses {
    let tools = try all(
      """
      SELECT DISTINCT tool FROM bindings WHERE \(place.isGoneThrough)
      ORDER BY tool LIMIT \(Limits.bindings.all)
      """,
      place.values
    ) { try $0.text(0) }
    return ConnectionUses(tools: tools, carriesMessages: try carriesMessages(place))
  }

  /// Lets the bindings that go through a connection follow it to another name.
  func rename(_ place: ConnectionPlace, to name: String) throws {
    try run(
      "UPDATE bindings SET connection = ? WHERE \(place.isGoneThrough)",
      [name] + place.values)
  }

  /// Marks the bindings that go through a connection which goes.
  func sever(_ place: ConnectionPlace) throws {
    try run("UPDATE bindings SET is_severed = 1 WHERE \(place.isGoneThrough)", place.values)
  }

  /// What keeps a connection from being as it is to be.
  /// - Parameters:
  ///   - row: its settings; `nil`: they stay.
  func obstacle(
    to place: ConnectionPlace, _ row: ConnectionRow?, isNew: Bool
  ) throws -> ConnectionOutcome? {
    let isTaken = try exists(
      "SELECT 1 FROM connections WHERE user_id = ? AND name = ? AND id <> ?",
      [place.userID, place.name, place.id])
    if isTaken { return .nameTaken }
    let isOffered =
      try place.isShared
      && exists(
        "SELECT 1 FROM connections WHERE is_shared = 1 AND name = ? AND id <> ?",
        [place.name, place.id])
    if isOffered { return .nameOffered }
    let (count, bytes) =
      try first(
        """
        SELECT count(*), coalesce(sum(document_bytes), 0) FROM connections
        WHERE user_id = ? AND id <> ?
        """,
        [place.userID, place.id]
      ) { (try $0.integer(0), try $0.integer(1)) } ?? (0, 0)
    if isNew, count >= Limits.connectionsOfPerson { return .tooMany }
    guard let row, row.documentBytes > 0 else { return nil }
    return bytes + row.documentBytes > Limits.apiDocumentsBytes ? .tooLong : nil
  }
}

extension ConnectionPlace {
  /// Of a binding: whether it goes through the connection. One of somebody else's goes through what is
  /// offered to everybody, unless that person has one of the same name.
  fileprivate var isGoneThrough: String {
    let own = "connection = ? AND is_severed = 0"
    guard isShared else { return "\(own) AND user_id = ?" }
    return """
      \(own) AND (user_id = ? OR NOT EXISTS (
        SELECT 1 FROM connections AS c
        WHERE c.user_id = bindings.user_id AND c.name = bindings.connection))
      """
  }

  fileprivate var values: Values { [name, userID] }
}
