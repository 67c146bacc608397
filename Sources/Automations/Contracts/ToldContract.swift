/// What is known of a tool over there that a version could rely on.
package enum ToldContract: Hashable, Sendable {
  case takes(ToolContract)
  /// Its server lists its tools, and it is none of them.
  /// - Parameter words: a sentence for a person.
  case lacking(words: String)
  /// Nothing is known of it, or it is nobody's to change.
  case unknown

  /// `nil`: it is not known what the tool takes.
  package var contract: ToolContract? {
    if case .takes(let contract) = self { contract } else { nil }
  }
}
