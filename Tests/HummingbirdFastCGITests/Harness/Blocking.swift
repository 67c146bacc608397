import Foundation

/// Runs what blocks on a thread of its own: the pool's few threads are the handlers'.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}

/// Asks again, every few milliseconds, until it is so.
func waitUntil(_ what: String, _ isSo: () -> Bool) async throws {
  for _ in 0..<20_000 {
    if isSo() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  throw Trouble("waited a hundred seconds in vain until \(what)")
}
