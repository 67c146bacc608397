/// A row to which secrets belong.
package struct SecretRow: Hashable, Sendable {
  /// The table in which it lies, by its name.
  package let table: String
  /// What names it there.
  package let id: String

  package init(table: String, id: String) {
    self.table = table
    self.id = id
  }
}

extension SecretRow {
  /// The row of a connection.
  /// - Parameter id: the connection's own.
  package static func connection(_ id: String) -> SecretRow {
    SecretRow(table: connectionTable, id: id)
  }

  /// The row of a trace, with the secrets that were found in it.
  /// - Parameter id: the trace's own.
  package static func trace(_ id: String) -> SecretRow {
    SecretRow(table: "automation_traces", id: id)
  }

  /// The row of an automation's schedule, with the secrets that were found in its `schedule_config`.
  /// - Parameter id: the trace's.
  package static func schedule(_ id: String) -> SecretRow {
    SecretRow(table: "schedules", id: id)
  }

  /// The table of connections.
  package static let connectionTable = "connections"
}

/// Where one secret belongs: a name in a row.
package struct SecretPlace: Hashable, Sendable {
  package let row: SecretRow
  /// As people and programs call it: `token`, `password`.
  package let name: String

  package init(_ row: SecretRow, _ name: String) {
    self.row = row
    self.name = name
  }
}

extension SecretPlace {
  /// What a sealed secret is bound to: it opens at no other place.
  var associatedData: [UInt8] { Sealing.associatedData(row.table, row.id, name) }
}
