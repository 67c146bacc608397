/// What a call of an operation may have, by name.
package struct OpenAPIArgument: Hashable, Sendable {
  package let name: String
  /// Where it goes, at least one: to the first that has it, and to others that cannot be without.
  package let places: [Place]
  /// Whether a call without it cannot be made.
  package let isRequired: Bool
  /// What becomes of a name that several places have, in a sentence; `nil`: one alone has it.
  package let sharing: String?

  /// The parts of a request, in the order in which they take a name that several have.
  package enum Place: String, CaseIterable, Sendable {
    case path, query, header, body
  }
}
