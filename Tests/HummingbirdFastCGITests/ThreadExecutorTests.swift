import Foundation
import HummingbirdFastCGI
import Synchronization
import Testing

@Suite struct ThreadExecutorTests {
  @Test func `an operation runs on the thread that waits for it`() async throws {
    try await onThread {
      let executor = ThreadExecutor()
      let thread = pthread_self()
      let rounds = Atomic(0)
      for _ in 0..<1000 {
        executor.run {
          await Task.yield()
          if pthread_self() == thread { rounds.add(1, ordering: .relaxed) }
        }
      }
      #expect(rounds.load(ordering: .relaxed) == 1000)
    }
  }

  @Test func `a task that comes when nobody waits runs all the same`() async throws {
    let executor = ThreadExecutor()
    let name = await Task(executorPreference: executor) {
      await Task.yield()
      return "Alice"
    }.value
    #expect(name == "Alice")
  }

  @Test func `a task that outlives its operation goes on elsewhere`() async throws {
    let executor = ThreadExecutor()
    let task = try await onThread {
      let left = Left()
      executor.run {
        left.task.withLock {
          $0 = Task(executorPreference: executor) {
            try await Task.sleep(for: .milliseconds(20))
            return "Bob"
          }
        }
      }
      return left.task.withLock { $0 }
    }
    let name = try await task?.value
    #expect(name == "Bob")
  }
}

private final class Left: Sendable {
  let task = Mutex<Task<String, any Error>?>(nil)
}
