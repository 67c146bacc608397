package import Scheduling

/// The pauses of all that a person has.
package protocol PauseStore: Sendable {
  /// Begins a pause of all that whoever acts has, in place of the one that is in force, and ends
  /// what waits.
  /// - Returns: the rows that waited.
  func begin(_ pause: Pause, by act: Act) async throws -> [EndedRow]
  /// Ends the pause of whoever acts.
  /// - Returns: whether one was in force.
  func endPause(by act: Act) async throws -> Bool
  /// Those in force, by whose they are.
  func pauses(of userIDs: Set<String>, at now: Instant) async throws -> [String: Pause]
}

extension PauseStore {
  /// The one of one person.
  package func pause(of userID: String, at now: Instant) async throws -> Pause? {
    try await pauses(of: [userID], at: now)[userID]
  }
}
