import Foundation
import Hummingbird
import HummingbirdFastCGI
import Synchronization
import Testing

/// Where handlers run.
@Suite struct HandlerTests {
  @Test func `a handler stays on its thread whoever resumes it`() async throws {
    try await withFastCGI(threads: 3) { _, context in
      let thread = pthread_self()
      for _ in 0..<20 {
        await withCheckedContinuation { continuation in
          Thread.detachNewThread { continuation.resume() }
        }
        #expect(pthread_self() == thread)
        try await Task.sleep(for: .milliseconds(1))
        #expect(pthread_self() == thread)
        await Task.yield()
        #expect(pthread_self() == thread)
      }
      return Response(text: "\(context.source.worker) \(thread)")
    } _: { client in
      let seen = try await withThrowingTaskGroup { group in
        for _ in 0..<24 {
          group.addTask { try await client.send(FastCGIClient.parameters()).text }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      // A worker's number and its thread go together.
      #expect(
        Set(seen.compactMap { $0.split(separator: " ").first }).isSubset(of: ["0", "1", "2"]))
      #expect(seen.count <= 3)
    }
  }

  @Test func `child tasks and actors take part and nothing hangs`() async throws {
    let ledger = Ledger()
    try await withFastCGI(threads: 4) { _, _ in
      let sum = await withTaskGroup { group in
        for number in 1...10 { group.addTask { await ledger.add(number) } }
        return await group.reduce(0, +)
      }
      async let one = ledger.add(1)
      let other = await Task { await ledger.add(2) }.value
      let detached = await Task.detached { await ledger.add(3) }.value
      return Response(text: "\(sum + (await one) + other + detached)")
    } _: { client in
      try await withThrowingTaskGroup { group in
        for _ in 0..<100 {
          group.addTask { try await client.send(FastCGIClient.parameters()).text }
        }
        for try await text in group { #expect(text == "61") }
      }
    }
    #expect(await ledger.count == 1300)
  }

  @Test func `every request has an id of its own`() async throws {
    try await withFastCGI { _, context in
      Response(text: context.id)
    } _: { client in
      let first = try await client.send(FastCGIClient.parameters()).text
      let second = try await client.send(FastCGIClient.parameters()).text
      #expect(!first.isEmpty && first != second)
    }
  }
}

private actor Ledger {
  private(set) var count = 0

  func add(_ number: Int) async -> Int {
    count += 1
    await Task.yield()
    return number
  }
}
