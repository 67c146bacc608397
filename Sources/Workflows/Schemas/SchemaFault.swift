package import OrderedJSON

/// What is wrong at one place of a value that a schema is for.
package struct SchemaFault: Hashable, Sendable {
  /// In the value; of a member that is missing, where it should stand.
  package let path: JSONPointer
  /// What would be right, for a person; begins with a verb, `must be a text; it is a number`. It tells
  /// nothing of the value but kinds and counts, as it may be secret.
  package let message: String
  let cause: Cause

  /// By which it is seen which of several alternatives was meant.
  enum Cause: Hashable {
    case type(SchemaTypes)
    case value
    case other
  }

  init(_ path: [String], _ message: String, _ cause: Cause = .other) {
    self.path = JSONPointer(path)
    self.message = message
    self.cause = cause
  }

  static let tooLarge = SchemaFault(
    [], "cannot be checked: its schema is too large, or has too many alternatives")
}

extension SchemaFault: CustomStringConvertible {
  /// `rows/0/name must be a text; it is a number`
  package var description: String {
    path.tokens.isEmpty
      ? message : "\(path.relative.inOneLine(Limits.quotedNameBytes)) \(message)"
  }
}
