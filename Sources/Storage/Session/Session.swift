/// A connection as statements see it: SQL with its values in, rows out. SQL is written once; where
/// databases differ it takes a word of the `dialect`. One thread at a time has a session.
struct Session {
  let dialect: any Dialect
  private let driver: any Driver

  init(_ driver: any Driver) {
    self.driver = driver
    dialect = driver.dialect
  }

  /// Carries a statement out, prepared once for the connection.
  /// - Returns: how many rows it changed, those of cascades not counted.
  @discardableResult
  func run(_ sql: String, _ values: Values = []) throws -> Int {
    try driver.carryOut(sql, values.list) { _ in true }
  }

  /// Reads rows, by the place of their columns.
  /// - Parameter read: whether it wants another.
  func each(_ sql: String, _ values: Values, _ read: (Row) throws -> Bool) throws {
    _ = try driver.carryOut(sql, values.list, read)
  }

  /// Reads each row.
  func all<Element>(
    _ sql: String, _ values: Values = [], read: (Row) throws -> Element
  ) throws -> [Element] {
    try prefix(sql, values) { row in try read(row) }
  }

  /// Reads rows until one is not wanted any more, or there are none.
  func prefix<Element>(
    _ sql: String, _ values: Values = [], read: (Row) throws -> Element?
  ) throws -> [Element] {
    var elements: [Element] = []
    try each(sql, values) { row in
      guard let element = try read(row) else { return false }
      elements.append(element)
      return true
    }
    return elements
  }

  /// Reads the first row; `nil` where there is none.
  func first<Element>(
    _ sql: String, _ values: Values = [], read: (Row) throws -> Element
  ) throws -> Element? {
    var first: Element?
    try each(sql, values) { row in
      first = try read(row)
      return false
    }
    return first
  }

  func exists(_ sql: String, _ values: Values = []) throws -> Bool {
    try first(sql, values) { _ in true } ?? false
  }

  func count(_ sql: String, _ values: Values = []) throws -> Int {
    try first(sql, values) { try $0.integer(0) } ?? 0
  }
}

/// What the library of a database does for a session.
protocol Driver: AnyObject {
  var dialect: any Dialect { get }

  /// Carries a statement out, prepared once for the connection. `?` and `?1` stand for the values as
  /// SQLite counts them: a `?` without a number is one more than the greatest before it.
  /// - Parameter read: told of each row, whose columns are there until it returns; whether it wants
  ///   another.
  /// - Returns: how many rows were changed, those of cascades not counted.
  func carryOut(
    _ sql: String, _ values: [Value], _ read: (Row) throws -> Bool
  ) throws -> Int
}
