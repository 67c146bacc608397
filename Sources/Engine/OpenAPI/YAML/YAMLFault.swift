import OrderedJSON

/// Why a text is no YAML that stands for one JSON value, and where.
package struct YAMLFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in characters (Unicode scalars).
  package let column: Int
  /// What is wrong there, for a person.
  package let message: String

  /// `line 3, column 7: …`
  package var description: String { "line \(line), column \(column): \(message)" }

  static let tooDeep = "nested deeper than \(Limits.depth) levels"
}
