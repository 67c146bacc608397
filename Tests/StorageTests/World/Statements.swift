import GRDB
import Synchronization
import TestSupport

/// The statements that a database was told of, each once.
final class Statements: Sendable {
  private let known = Mutex<Set<String>>([])

  func add(_ sql: String) { known.withLock { _ = $0.insert(sql) } }

  /// As if nothing was told yet.
  func forgetAll() { known.withLock { $0 = [] } }

  /// Those that read or change tables, in order.
  var all: [String] {
    known.withLock { $0 }.filter { sql in
      ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { sql.hasPrefix($0) }
        && !sql.contains("sqlite_master") && !sql.contains("grdb_migrations")
    }.sorted()
  }
}

extension TemporaryFolder {
  /// How SQLite carries a statement out: a line for each table.
  func plan(of sql: String) throws -> [String] { try steps(of: sql).map(\.detail) }

  /// What is done once for the whole statement, not for each row of it.
  func outerPlan(of sql: String) throws -> [String] {
    try steps(of: sql).filter { $0.parent == 0 }.map(\.detail)
  }

  private func steps(of sql: String) throws -> [(parent: Int, detail: String)] {
    let connection = try DatabaseQueue(path: database)
    defer { try? connection.close() }
    return try connection.read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      // Whatever the values are: there are no statistics.
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement).map { ($0["parent"] ?? 0, $0["detail"] ?? "") }
    }
  }
}
