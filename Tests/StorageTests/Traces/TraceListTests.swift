import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct TraceListTests {
  let world: World

  init() throws { world = try World() }

  private func names(_ query: TraceQuery) async throws -> [String?] {
    try await world.traces.automations(query).elements.map(\.name)
  }

  @Test func `lists the newest first, and of one millisecond the last saved`() async throws {
    for (name, second) in [("b", 2), ("d", 4), ("a", 1), ("c", 2)] {
      try await world.save(name, at: .morning.advanced(bySeconds: Int64(second)))
    }
    #expect(
      try await names(TraceQuery(scope: .alice, window: Window())) == ["d", "c", "b", "a"])
  }

  @Test func `cuts a window and counts the whole`() async throws {
    for second in 0..<7 {
      try await world.save("\(second)", at: .morning.advanced(bySeconds: Int64(second)))
    }
    let page = try await world.traces.automations(
      TraceQuery(scope: .alice, window: Window(limit: 3, offset: 2)))
    #expect(page.elements.map(\.name) == ["4", "3", "2"])
    #expect(page.total == 7)
    let past = try await world.traces.automations(
      TraceQuery(scope: .alice, window: Window(limit: 3, offset: 70)))
    #expect(past.elements.isEmpty)
    #expect(past.total == 7)
  }

  @Test func `filters by provider and by status, and counts what is left`() async throws {
    let deployed = try await world.save("a", provider: "one")
    try await world.save("b", provider: "two")
    try await world.deploy(deployed)
    let ones = TraceQuery(scope: .alice, providerID: "one", window: Window())
    #expect(try await names(ones) == ["a"])
    let drafts = TraceQuery(scope: .alice, status: .draft, window: Window())
    #expect(try await names(drafts) == ["b"])
    let both = TraceQuery(scope: .alice, providerID: "two", status: .deployed, window: Window())
    #expect(try await world.traces.automations(both).total == 0)
  }

  @Test func `lists one's own, and everybody's for who may`() async throws {
    try await world.save("alice's", of: "alice")
    try await world.save("bob's", of: "bob", at: .morning.advanced(bySeconds: 1))
    #expect(try await names(TraceQuery(scope: .alice, window: Window())) == ["alice's"])
    #expect(try await names(TraceQuery(scope: .bob, window: Window())) == ["bob's"])
    #expect(try await names(TraceQuery(scope: .user("charlie"), window: Window())) == [])
    let all = TraceQuery(scope: .everybody, window: Window())
    #expect(try await names(all) == ["bob's", "alice's"])
    #expect(try await world.traces.automations(all).total == 2)
  }
}
