package import Automations
import OrderedJSON
package import Scheduling

extension Database: ConnectionStore {
  package func connections(of userID: String) async throws -> [Connection] {
    try read { try $0.connections(of: userID) }
  }

  package func connection(_ id: String, in scope: Scope) async throws -> Connection? {
    try read { db in
      try db.first(
        """
        SELECT \(Connection.columns) FROM connections
        WHERE id = ? AND (user_id = coalesce(CAST(? AS TEXT), user_id) OR is_shared = 1)
        """,
        [id, scope.userID], read: Connection.init)
    }
  }

  package func uses(of connection: Connection) async throws -> ConnectionUses {
    try read { try $0.uses(of: ConnectionPlace(connection)) }
  }

  package func insert(_ new: NewConnection, by act: Act) async throws -> ConnectionOutcome {
    let row = ConnectionRow(new.connection.settings)
    let connection = new.connection
    let place = ConnectionPlace(connection)
    return try await write { db in
      if let obstacle = try db.obstacle(to: place, row, isNew: true) { return obstacle }
      try db.run(
        """
        INSERT INTO connections
          (id, user_id, name, kind, settings, is_shared, is_enabled, created_at, document_bytes,
           document)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          place.id, place.userID, place.name, connection.kind.rawValue, row.settings,
          place.isShared, connection.isEnabled, new.createdAt.milliseconds, row.documentBytes,
          row.document,
        ])
      for secret in new.secrets { try db.put(secret) }
      return .kept
    }
  }

  package func change(
    _ id: String, _ change: ConnectionUpdate, by act: Act
  ) async throws -> ConnectionOutcome {
    let row = change.settings.map(ConnectionRow.init)
    return try await write { db in
      guard let before = try db.place(ofConnection: id, in: act.scope) else { return .missing }
      let after = ConnectionPlace(
        id: id, userID: before.userID, name: change.name ?? before.name,
        isShared: change.isShared ?? before.isShared)
      if let obstacle = try db.obstacle(to: after, row, isNew: false) { return obstacle }
      // What goes through it does so by the name that it has before.
      if after.name != before.name {
        try db.rename(before, to: after.name)
        try db.renameChannels(by: before, to: after.name)
      }
      try db.run(
        "UPDATE connections SET name = ?, is_shared = ? WHERE id = ?",
        [after.name, after.isShared, id])
      if let isEnabled = change.isEnabled {
        try db.run(
          "UPDATE connections SET is_enabled = ?, off_reason = NULL WHERE id = ?", [isEnabled, id])
        if isEnabled { try db.tellOn(id, at: act.at) }
      }
      if let row {
        try db.run(
          "UPDATE connections SET settings = ?, document_bytes = ?, document = ? WHERE id = ?",
          [row.settings, row.documentBytes, row.document, id])
      }
      if let kept = change.keptSecrets {
        try db.forgetSecrets(in: .connection(id), except: kept, of: before.userID)
      }
      for secret in change.secrets { try db.put(secret) }
      return .kept
    }
  }

  package func delete(
    _ id: String, isConfirmed: Bool, by act: Act
  ) async throws -> ConnectionDeletion {
    try await write { db in
      guard let place = try db.place(ofConnection: id, in: act.scope) else { return .missing }
      let uses = try db.uses(of: place)
      guard isConfirmed || uses.isNone else { return .inUse(uses) }
      try db.sever(place)
      try db.severChannels(by: place, at: act.at)
      try db.run("DELETE FROM connections WHERE id = ?", [id])
      try db.forgetSecrets(in: .connection(id), of: place.userID)
      try db.forgetTrouble(ofConnection: id)
      return .deleted
    }
  }

  package func switchOff(
    _ id: String, because reason: String, byRun runID: String?, at now: Instant
  ) async throws -> Bool {
    try await write { db in
      let wasOn =
        try db.run(
          "UPDATE connections SET is_enabled = 0, off_reason = ? WHERE id = ? AND is_enabled = 1",
          [reason.recorded, id]) > 0
      if wasOn { try db.tellOff(id, because: reason, byRun: runID, at: now) }
      return wasOn
    }
  }
}
