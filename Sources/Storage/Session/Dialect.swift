/// The words in which databases differ. Each gives a piece of SQL; what it takes are pieces of SQL
/// too: a column, a parameter, an expression.
///
/// Statements need no word where SQLite 3.40 and PostgreSQL 15 agree: `IS NOT DISTINCT FROM` compares
/// with `NULL`, `CAST(? AS TEXT)` gives a parameter its type, `INSERT … RETURNING` tells a new id. Flags
/// are the integers 0 and 1, instants are milliseconds. Texts are in the order of their bytes, which is
/// a matter of the columns.
protocol Dialect: Sendable {
  /// The texts of a parameter that holds a list as JSON: for `IN`.
  func texts(_ parameter: String) -> String
  /// The integers of a parameter that holds a list as JSON: for `IN`.
  func integers(_ parameter: String) -> String

  /// The members of a JSON object as a table of `key`, a text, and `value`.
  func members(_ object: String) -> String
  /// A JSON object of counts with one more for a key, which it may have or not.
  func counting(_ object: String, key: String) -> String

  /// The greater of two values, none of which is `NULL`.
  func greatest(_ one: String, _ other: String) -> String
  /// The smaller of two values, none of which is `NULL`.
  func least(_ one: String, _ other: String) -> String

  /// A column of the contract's table that holds a time: as RFC 3339 in UTC with milliseconds.
  func time(_ column: String) -> String
  /// A column of the contract's table that holds JSON: as the text that was written.
  func json(_ column: String) -> String

  /// Behind a table's name: the index that finds its rows, where the database has to be told.
  func indexed(by index: String) -> String
  /// A column by which the database must not look for an index: another term of the WHERE has the
  /// index that finds few.
  func unindexed(_ column: String) -> String

  /// Behind a SELECT: its rows of a table are this transaction's, and those that another one has are
  /// passed over.
  func locked(_ table: String) -> String
}
