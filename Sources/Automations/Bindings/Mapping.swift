package import Workflows

/// What becomes of a recorded call where its tool is bound, whatever carries it out.
package struct Mapping: Hashable, Sendable {
  /// What repeating the call does; `nil`: as the adapter says, else `once`.
  package let effect: Effect?

  package init(effect: Effect? = nil) {
    self.effect = effect
  }

  /// Calls are carried out as they were recorded, and repeated as the adapter says.
  package static let asRecorded = Mapping()
}
