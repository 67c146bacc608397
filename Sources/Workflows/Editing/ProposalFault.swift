/// Why a proposal cannot be taken, in a sentence for a person.
package enum ProposalFault: Error, Hashable, Sendable {
  /// What stands at its place is not what was recorded, and nothing that was proposed for it.
  case edited
  /// A step of it stands in another loop.
  case loopsOverlap
  /// Its steps are not there, or not in a row.
  case stepsMissing
}

extension ProposalFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .edited: "cannot be taken: its place was edited by hand; put the recorded value back first"
    case .loopsOverlap: "cannot be taken: a step of it stands in another loop; leave that one first"
    case .stepsMissing: "cannot be taken: its steps do not stand in a row any more"
    }
  }
}
