/// Whether something that waits for a number of seconds ends as it should. A slow machine may need more
/// of them to get to where the waiting begins, so that it is done again with more; what is wrong, is
/// wrong with as many as a minute.
/// - Parameter isRight: does it, within these seconds.
package func patiently(_ isRight: (_ seconds: Int) async throws -> Bool) async rethrows -> Bool {
  for seconds in [1, 4, 16] where try await isRight(seconds) { return true }
  return try await isRight(60)
}

/// Seconds for what takes an instant, however much a machine has to do beside it.
package let ample = 600
