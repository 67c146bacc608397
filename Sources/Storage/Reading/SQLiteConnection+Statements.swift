import GRDB

extension SQLiteConnection {
  /// Carries a statement out, prepared once for the connection.
  /// - Returns: how many rows it changed, those of cascades not counted.
  @discardableResult
  func run(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
    try cachedStatement(sql: sql).execute(arguments: arguments)
    return changesCount
  }

  /// Reads each row, by the place of its columns.
  func all<Value>(
    _ sql: String, _ arguments: StatementArguments = [], read: (Row) throws -> Value
  ) throws -> [Value] {
    let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    var values: [Value] = []
    while let row = try rows.next() { values.append(try read(row)) }
    return values
  }

  /// Reads rows until one is not wanted any more, or there are none.
  func prefix<Value>(
    _ sql: String, _ arguments: StatementArguments = [], read: (Row) throws -> Value?
  ) throws -> [Value] {
    let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    var values: [Value] = []
    while let row = try rows.next(), let value = try read(row) { values.append(value) }
    return values
  }

  /// Reads the first row; `nil` where there is none.
  func first<Value>(
    _ sql: String, _ arguments: StatementArguments = [], read: (Row) throws -> Value
  ) throws -> Value? {
    let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    // The row is the statement's own, which the end of the cursor resets.
    return try withExtendedLifetime(rows) { try rows.next().map(read) }
  }

  func exists(_ sql: String, _ arguments: StatementArguments = []) throws -> Bool {
    try first(sql, arguments) { _ in true } ?? false
  }

  func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
    try first(sql, arguments) { try $0.integer(0) } ?? 0
  }
}
