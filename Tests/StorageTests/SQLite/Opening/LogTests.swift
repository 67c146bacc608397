import Automations
import Foundation
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport
import Testing

/// The write-ahead log.
@Suite struct LogTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(folder: folder.path)
  }

  @Test func `stays under 64 MiB, however much is written while others read`() async throws {
    let database = database
    let isOver = Flag()
    let largest = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 {
        group.addTask {
          while !isOver.isSet.load(ordering: .relaxed) {
            _ = try await database.automations(
              TraceQuery(scope: .everybody, window: Window(limit: 100)))
            await Task.yield()
          }
          return 0
        }
      }
      let text = JSON.string(String(repeating: "x", count: 1 << 20))
      var largest = 0
      for number in 0..<150 {
        try await database.insert(
          try World.trace("trace-\(number)", thread: "\(number)", [["event": text]]))
        largest = max(largest, try await database.logState().bytes)
      }
      isOver.isSet.store(true, ordering: .relaxed)
      try await group.waitForAll()
      return largest
    }
    #expect(largest > 0)
    #expect(largest <= 64 << 20)
  }

  @Test func `is empty after a checkpoint, and tells who writes`() async throws {
    let before = try await database.logState()
    try await database.insert(try World.trace("trace"))
    let after = try await database.logState()
    #expect(after.commits == before.commits + 1)
    #expect(after.bytes > 0)
    try await database.checkpoint()
    let state = try await database.logState()
    #expect(state == LogState(bytes: 0, commits: after.commits))
    #expect(try await database.automation("trace", in: .everybody) != nil)
  }
}

private final class Flag: Sendable {
  let isSet = Atomic(false)
}
