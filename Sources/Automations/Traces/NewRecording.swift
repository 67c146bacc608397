package import Workflows

/// What was recorded, ready to be kept: its secrets are taken out, and sealed.
package struct NewRecording: Sendable {
  package let recording: Recording
  /// Those that were not kept before.
  package let secrets: [SealedSecret]
  /// The names of all that stand in it.
  package let names: Set<String>
  /// What the names were given beside.
  package let basis: Basis

  /// What a trace was while a recording was made ready to take its place.
  package enum Basis: Hashable, Sendable {
    /// It has no secrets, so that it may take any other's place.
    case any
    /// There was no such trace.
    case none
    /// - Parameter revision: how often its entries had become others.
    case trace(String, revision: Int)
  }

  /// - Parameters:
  ///   - secrets: for the row of its trace.
  ///   - names: of those, and of those that were kept before.
  package init(
    _ recording: Recording, secrets: [SealedSecret] = [], names: Set<String> = [],
    basis: Basis = .any
  ) {
    self.recording = recording
    self.secrets = secrets
    self.names = names
    self.basis = basis
  }
}

/// A recording as it is kept.
package struct KeptRecording: Sendable {
  package let traceID: String
  package let userID: String
  /// How often its entries became others.
  package let revision: Int
  package let recording: Recording
  /// Of all secrets that it or a kept workflow names, or that are kept; none is given to another one.
  package let secretNames: Set<String>

  package init(
    traceID: String, userID: String, revision: Int, recording: Recording,
    secretNames: Set<String>
  ) {
    self.traceID = traceID
    self.userID = userID
    self.revision = revision
    self.recording = recording
    self.secretNames = secretNames
  }
}

/// A trace became another one while a recording was made ready to take its place; nothing was kept.
package struct RecordingOutpaced: Error, Sendable {
  package init() {}
}
