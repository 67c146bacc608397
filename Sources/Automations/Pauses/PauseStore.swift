package import Scheduling

/// The pauses of all that a person has.
package protocol PauseStore: Sendable {
  /// Begins a pause of all that whoever acts has, in place of the one that is in force, and ends
  /// what waits.
  /// - Parameter seen: what was in force when that was asked for; `nil`: whatever is.
  /// - Returns: the rows that waited, and whether the pause was begun: not where another one is in
  ///   force than was seen. Rows ended nevertheless where there are more than end at once.
  func begin(
    _ pause: Pause, inPlaceOf seen: SeenPause?, by act: Act
  ) async throws -> (ended: [EndedRow], isBegun: Bool)
  /// Ends the pause of whoever acts.
  /// - Parameter seen: the one that is meant; `nil`: whichever is in force.
  /// - Returns: whether it was in force.
  func endPause(_ seen: SeenPause?, by act: Act) async throws -> Bool
  /// Those in force, by whose they are.
  func pauses(of userIDs: Set<String>, at now: Instant) async throws -> [String: Pause]
}

/// The pause that was in force when somebody looked.
package struct SeenPause: Hashable, Sendable {
  /// When it was begun; `nil`: none was in force.
  package let since: Instant?

  /// - Parameter pause: `nil`: there was none.
  package init(_ pause: Pause?) { since = pause?.since }
}

extension PauseStore {
  /// The one of one person.
  package func pause(of userID: String, at now: Instant) async throws -> Pause? {
    try await pauses(of: [userID], at: now)[userID]
  }
}
