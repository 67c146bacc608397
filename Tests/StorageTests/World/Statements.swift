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
  /// - Parameter withSubqueries: whether those of its subqueries are among them.
  func plan(of sql: String, withSubqueries: Bool = true) throws -> [String] {
    let connection = try DatabaseQueue(path: database)
    defer { try? connection.close() }
    return try connection.read { db in
      let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
      // Whatever the values are: there are no statistics.
      statement.setUncheckedArguments([])
      return try Row.fetchAll(statement)
        .filter { withSubqueries || $0["parent"] as Int? == 0 }
        .map { $0["detail"] as String? ?? "" }
    }
  }
}
