package import Scheduling

/// Where answers to call-backs rest until the run goes on with them.
package protocol CallbackStore: Sendable {
  /// Takes the answer of an attempt whose step waits or goes on still, and makes its run due where
  /// nobody holds it, all in one transaction. One that does not count is noted at its attempt, of
  /// several the first.
  func answer(
    _ token: CallbackToken, with answer: CallbackAnswer, at now: Instant
  ) async throws -> CallbackReceipt
}
