import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Changes that wait for one another share a transaction.
@Suite struct SharedTransactionTests {
  let world: World

  init() throws { world = try World() }

  @Test func `one that cannot be made takes none of the others away`() async throws {
    let world = world
    let refused = await withTaskGroup(of: Int.self) { group in
      for number in 0..<100 {
        group.addTask {
          await number % 4 == 0 ? world.insertOrphan(number) : world.bind(number)
        }
      }
      return await group.reduce(0) { $0 + $1 }
    }
    #expect(refused == 25)
    #expect(try await world.bindings.tools(of: "alice").bindings.count == 75)
    #expect(try await world.accounts.sessions(of: "nobody").isEmpty)
  }

  @Test func `large changes and small ones are all made`() async throws {
    let world = world
    let large = String(repeating: "x", count: 1 << 20)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<12 {
        group.addTask {
          try await world.save(
            "Large \(number)", thread: "\(number)", [["event": "note", "text": .string(large)]])
        }
      }
      for number in 0..<12 {
        group.addTask {
          _ = await world.bind(number)
        }
      }
      try await group.waitForAll()
    }
    for number in 0..<12 {
      #expect(try await world.traces.newestTrace(ofThread: "\(number)", in: .alice) != nil)
    }
    #expect(try await world.bindings.tools(of: "alice").bindings.count == 12)
  }
}

extension World {
  /// - Returns: 1 where it was refused.
  fileprivate func bind(_ number: Int) async -> Int {
    let binding = Binding(tool: "tool-\(number)", to: .note)
    return await isRefused { _ = try await bindings.put(binding, of: "alice") }
  }

  /// A session of nobody's, which the tables do not take.
  fileprivate func insertOrphan(_ number: Int) async -> Int {
    let session = Session(
      id: "\(number)", secretHash: [UInt8(number)], userID: "nobody", isAdministrator: false,
      createdAt: .morning, lastUsedAt: .morning)
    return await isRefused {
      _ = try await accounts.insert(session, spending: "\(number)", expires: .morning)
    }
  }

  private func isRefused(_ work: () async throws -> Void) async -> Int {
    do {
      try await work()
      return 0
    } catch {
      return 1
    }
  }
}
