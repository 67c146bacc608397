/// What is known of a tool over there that a version could rely on.
package enum ToldContract: Hashable, Sendable {
  case takes(ToolContract)
  /// As its server told longer ago, and may not be any more: nothing to rely on.
  case took(ToolContract)
  /// Its server lists its tools, and it is none of them.
  /// - Parameter words: a sentence for a person.
  case lacking(words: String)
  /// Nothing is known of it, or it is nobody's to change.
  case unknown

  /// `nil`: it is not known what the tool takes.
  package var contract: ToolContract? {
    switch self {
    case .takes(let contract), .took(let contract): contract
    case .lacking, .unknown: nil
    }
  }
}
