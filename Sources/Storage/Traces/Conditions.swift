import Automations

/// What a WHERE asks for, with its values.
struct Conditions {
  private(set) var arguments: Values = []
  private var terms: [String] = []

  /// Begins with whose rows the statement may touch.
  init(_ scope: Scope, column: String = "user_id") {
    add("\(column) = ?", scope.userID)
  }

  /// Adds a term with one `?`, unless there is no value for it.
  mutating func add(_ term: String, _ value: (some Storable)?) {
    guard let value else { return }
    terms.append(term)
    arguments += [value]
  }

  /// Adds a term with a `?` for each value.
  mutating func add(
    _ term: String, _ first: some Storable, _ second: some Storable
  ) {
    terms.append(term)
    arguments += [first, second]
  }

  /// With one more term, which has no value.
  func and(_ term: String) -> String { "WHERE " + (terms + [term]).joined(separator: " AND ") }

  var sql: String { terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND ") }
}
