import OrderedJSON

/// Long texts as lists read them.
enum Excerpt {
  /// The beginning of a text: one character more than is shown, which tells that it goes on.
  static func sql(_ column: String) -> String {
    "substr(\(column), 1, \(Limits.excerptCharacters + 1))"
  }
}
