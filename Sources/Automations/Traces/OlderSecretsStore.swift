package import Scheduling
package import Workflows

/// Where traces are kept of which an older program has kept secrets as they were.
package protocol OlderSecretsStore: Sendable {
  /// Whether they are still to be looked for, or the file is still to be written anew.
  func hasOlderSecrets() async throws -> Bool

  /// Traces that were not looked at, some at a time; none: all were.
  func olderTraces() async throws -> [OlderTrace]

  /// Keeps traces without their secrets, and takes these out of what runs recorded, all or nothing; the
  /// traces were looked at then.
  func keep(_ traces: [MovedTrace]) async throws

  /// Writes the file anew where secrets were found, so that nothing is left of them in it.
  /// - Returns: how many were found.
  func endMoving(at now: Instant) async throws -> Int
}

/// A trace that an older program may have saved.
package struct OlderTrace: Sendable {
  package let traceID: String
  package let userID: String
  /// `nil`: it cannot be read.
  package let content: Content?

  /// All in which secrets may stand as they are.
  package struct Content: Sendable {
    package let recording: Recording
    /// Of all secrets that it or a kept workflow names.
    package let secretNames: Set<String>
    package let edited: EditedWorkflow?
    /// With their numbers within the automation.
    package let workflows: [(number: Int, workflow: Workflow)]
    /// Of its versions.
    package let configs: [KeptConfig]

    package init(
      recording: Recording, secretNames: Set<String>, edited: EditedWorkflow?,
      workflows: [(number: Int, workflow: Workflow)], configs: [KeptConfig]
    ) {
      self.recording = recording
      self.secretNames = secretNames
      self.edited = edited
      self.workflows = workflows
      self.configs = configs
    }
  }

  package init(traceID: String, userID: String, content: Content?) {
    (self.traceID, self.userID, self.content) = (traceID, userID, content)
  }
}

/// What of a trace is another without its secrets.
package struct MovedTrace: Sendable {
  package let traceID: String
  package let userID: String
  /// `nil`: as it is.
  package var recording: Recording?
  /// `nil`: as it is.
  package var edited: EditedWorkflow?
  package var workflows: [(number: Int, workflow: Workflow)] = []
  package var configs: [KeptConfig] = []
  /// Those that were not kept before.
  package var secrets: [SealedSecret] = []
  /// All of them, for what runs recorded.
  package var sought = SecretsSent.none
  /// How many these are.
  package var count = 0

  package init(traceID: String, userID: String) {
    (self.traceID, self.userID) = (traceID, userID)
  }
}
