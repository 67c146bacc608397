import OrderedJSON
package import Scheduling

/// Something about an automation that its owner is told once.
package struct AutomationNotice: Hashable, Sendable {
  /// The automation's.
  package let traceID: String
  /// When it came to pass.
  package let at: Instant
  /// For programs.
  package let kind: Kind
  /// Sentences for the owner, at most 2 kB; what a server answered may be quoted.
  package let words: String

  /// What came to pass.
  package enum Kind: String, CaseIterable, Sendable {
    /// It was stopped for failing, until somebody sets its status or deploys it.
    case circuitOpened = "circuit_opened"
    /// A run succeeded, the first since that.
    case recovered
  }

  package init(traceID: String, at: Instant, kind: Kind, words: String) {
    self.traceID = traceID
    self.at = at
    self.kind = kind
    self.words = words.recorded
  }
}
