/// SQLite's words.
struct SQLiteDialect: Dialect {
  func texts(_ parameter: String) -> String { "SELECT value FROM json_each(\(parameter))" }
  func integers(_ parameter: String) -> String { "SELECT value FROM json_each(\(parameter))" }

  func members(_ object: String) -> String { "json_each(\(object))" }

  func counting(_ object: String, key: String) -> String {
    let path = "'$.\"' || \(key) || '\"'"
    return "json_set(\(object), \(path), coalesce(json_extract(\(object), \(path)), 0) + 1)"
  }

  func greatest(_ one: String, _ other: String) -> String { "max(\(one), \(other))" }
  func least(_ one: String, _ other: String) -> String { "min(\(one), \(other))" }

  func time(_ column: String) -> String { column }
  func json(_ column: String) -> String { column }

  func indexed(by index: String) -> String { "INDEXED BY \(index)" }

  /// https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_plus
  func unindexed(_ column: String) -> String { "+\(column)" }

  /// Who writes is alone.
  func locked(_ table: String) -> String { "" }
}
