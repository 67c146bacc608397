import Automations
import Testing

/// Shares of one thing, and who waits for them.
@Suite(.timeLimit(.minutes(20))) struct SlotsTests {
  @Test func `as many as may have a slot, some wait in turn, and the rest are told`() async throws {
    let slots = Slots(each: 1, line: 1)
    let first = try await slots.slot(of: "alice")
    let (busy, told) = AsyncStream.makeStream(of: Void.self)
    let others = (0..<3).map { _ in
      Task {
        do {
          try await slots.slot(of: "alice").free()
          return true
        } catch is Slots.Busy {
          told.yield()
          return false
        }
      }
    }
    var refused = busy.makeAsyncIterator()
    for _ in 0..<2 { await refused.next() }
    first.free()
    first.free()
    var waited = 0
    for other in others where try await other.value { waited += 1 }
    #expect(waited == 1)
    try await slots.slot(of: "alice").free()
  }

  @Test func `one thing's slots are no other's, and what has no name takes any number`()
    async throws
  {
    let slots = Slots(each: 1, line: 0)
    let alice = try await slots.slot(of: "alice")
    let bob = try await slots.slot(of: "bob")
    for _ in 0..<3 { _ = try await slots.slot(of: nil) }
    await #expect(throws: Slots.Busy.self) { _ = try await slots.slot(of: "bob") }
    alice.free()
    bob.free()
    try await slots.slot(of: "bob").free()
  }

  @Test func `more wait than the line takes while slots go from hand to hand`() async throws {
    let quick = Slots(each: 2, line: 0, patience: .seconds(600))
    let first = try await quick.slot(of: "alice")
    var second = try await quick.slot(of: "alice")
    // None has been given back yet: a server that never answers is like that.
    await #expect(throws: Slots.Busy.self) { _ = try await quick.slot(of: "alice") }
    second.free()
    second = try await quick.slot(of: "alice")
    // Each is waiting when the next one comes.
    let others = (0..<3).map { _ in Task.immediate { try await quick.slot(of: "alice").free() } }
    first.free()
    second.free()
    for other in others { try await other.value }
  }

  @Test func `those who wait beyond the line do not wait for long`() async throws {
    let brief = Slots(each: 2, line: 0, patience: .milliseconds(20))
    let slots = [try await brief.slot(of: "bob"), try await brief.slot(of: "bob")]
    slots[0].free()
    let last = try await brief.slot(of: "bob")
    // Whether it waited or that was too long ago already.
    await #expect(throws: Slots.Busy.self) { _ = try await brief.slot(of: "bob") }
    last.free()
    try await brief.slot(of: "bob").free()
  }

  @Test func `those who wait leave places for others, who leave some too`() async throws {
    let slots = Slots(each: 1, places: 6)
    let (busy, told) = AsyncStream.makeStream(of: Void.self)
    var refused = busy.makeAsyncIterator()
    var (working, waiting): ([Slots.Slot], [Task<Void, any Error>]) = ([], [])
    for (name, places) in [("alice", 3), ("bob", 2), ("charlie", 1)] {
      working.append(try await slots.slot(of: name))
      waiting += (0..<6).map { _ in
        Task {
          do { try await slots.slot(of: name).free() } catch is Slots.Busy { told.yield() }
        }
      }
      for _ in places..<6 { await refused.next() }
    }
    for slot in working { slot.free() }
    for task in waiting { try await task.value }
    // Everybody's place is free again.
    let alice = try await slots.slot(of: "alice")
    let next = Task { try await slots.slot(of: "alice").free() }
    alice.free()
    try await next.value
  }
}
