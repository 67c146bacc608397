import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// The pause of all that a person has.
@Suite struct PauseTests {
  let world: World

  init() throws { world = try World() }

  private let later = Instant.morning.advanced(bySeconds: 600)

  @Test func `what waits does not run, of its person alone, and says why`() async throws {
    let (id, other) = (try await world.planned(), try await world.planned(of: "bob"))
    try await world.insertManualRun("manual", of: id)
    try await begin()
    #expect(try await Set(world.claim().map(\.traceID)) == [id, other])
    let row = try await world.occurrences(of: id).first { !$0.manual }
    #expect(row?.outcome == .skipped)
    #expect(row?.reason == Reason(.paused, "Everything was paused: Holidays"))
  }

  @Test func `however much waits ends, more than one transaction may end and what came with it`()
    async throws
  {
    let ids = [try await world.save(), try await world.save(), try await world.save()]
    let instants = (0..<Limits.prunedAtOnce.rows).map {
      Instant.morning.advanced(bySeconds: Int64($0) * 60)
    }
    for id in ids {
      var policies = Policies()
      policies.overlap = .allow
      try await world.deploy(id, policies: policies)
      for part in stride(from: 0, to: instants.count, by: Limits.waitingRows / 2) {
        let rows = instants[part..<min(part + Limits.waitingRows / 2, instants.count)]
        try await world.plan(id, rows.map { Plan.Row(scheduledAt: $0) })
      }
    }
    let waiting = try world.folder.count("SELECT count(*) FROM occurrences WHERE outcome IS NULL")
    #expect(waiting == ids.count * Limits.waitingRows)
    let pause = Pause(reason: "Holidays", since: later, until: nil)
    let ended = try await world.pauses.begin(pause, of: "alice")
    #expect(ended.count == waiting)
    #expect(ended.allSatisfy { $0.reason == Reason(.paused, "Everything was paused: Holidays") })
    #expect(try await world.claim(at: later).isEmpty)
    #expect(try await world.pauses.pause(of: "alice", at: later) == pause)
  }

  @Test func `leaves every automation's own state, and stands among its stops`() async throws {
    let id = try await world.planned()
    try await begin(until: later)
    #expect(try await world.traces.automation(id, in: .alice)?.status == .deployed)
    let stops = try await world.ledger.automation(id)?.stops
    #expect(stops?.map(\.since) == [.morning])
    #expect(stops?.map(\.until) == [later])
  }

  @Test func `a run in progress goes on`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await begin()
    #expect(try await world.finish(claim, .succeeded) != nil)
  }

  @Test func `is told with its reason until it ends, by hand or by itself`() async throws {
    try await begin(until: later)
    let pause = Pause(reason: "Holidays", since: .morning, until: later)
    #expect(try await world.pauses.pause(of: "alice", at: .morning) == pause)
    #expect(try await world.pauses.pause(of: "bob", at: .morning) == nil)
    #expect(try await world.pauses.pause(of: "alice", at: later) == nil)

    let soon = Instant.morning.advanced(bySeconds: 5)
    #expect(try await world.pauses.endPause(of: "alice", at: soon))
    #expect(try await world.pauses.pause(of: "alice", at: soon) == nil)
    #expect(try await !world.pauses.endPause(of: "alice", at: soon))
  }

  @Test func `one in which no minute began is forgotten, so that no number of them is to be read`()
    async throws
  {
    let id = try await world.planned()
    for second in 1...20 as ClosedRange<Int64> {
      let since = Instant.morning.advanced(bySeconds: second)
      _ = try await world.pauses.begin(
        Pause(reason: "Again", since: since, until: nil), of: "alice")
      let end = since.advanced(byMilliseconds: 10)
      #expect(try await world.pauses.endPause(of: "alice", at: end))
      #expect(try await world.pauses.pause(of: "alice", at: end) == nil)
    }
    #expect(try await world.ledger.automation(id)?.stops == [])
    // This one holds a minute, which is to be skipped.
    let since = Instant.morning.advanced(bySeconds: 59)
    _ = try await world.pauses.begin(Pause(reason: "Now", since: since, until: nil), of: "alice")
    let end = Instant.morning.advanced(bySeconds: 61)
    #expect(try await world.pauses.endPause(of: "alice", at: end))
    #expect(try await world.ledger.automation(id)?.stops.map(\.until) == [end])
  }

  @Test func `a second one takes the place of the first`() async throws {
    let id = try await world.planned()
    try await begin()
    let soon = Instant.morning.advanced(bySeconds: 5)
    _ = try await world.pauses.begin(Pause(reason: "More", since: soon, until: nil), of: "alice")
    #expect(try await world.pauses.pause(of: "alice", at: soon)?.reason == "More")
    #expect(try await world.ledger.automation(id)?.stops.map(\.until) == [soon, nil])
  }

  @Test func `takes the place of no other pause than was seen, and ends no other`() async throws {
    try await begin()
    let soon = Instant.morning.advanced(bySeconds: 5)
    let act = Act.of(.alice, at: soon)
    let more = Pause(reason: "More", since: soon, until: nil)
    let seen = SeenPause(try await world.pauses.pause(of: "alice", at: .morning))
    #expect(seen.since == .morning)
    for other in [SeenPause(nil), SeenPause(more)] {
      let (ended, isBegun) = try await world.pauses.begin(more, inPlaceOf: other, by: act)
      #expect(ended.isEmpty && !isBegun)
      #expect(try await !world.pauses.endPause(other, by: act))
    }
    #expect(try await world.pauses.pause(of: "alice", at: soon)?.reason == "Holidays")
    #expect(try await world.pauses.begin(more, inPlaceOf: seen, by: act).isBegun)
    #expect(try await !world.pauses.endPause(seen, by: act))
    #expect(try await world.pauses.endPause(SeenPause(more), by: act))
    #expect(try await world.pauses.begin(more, inPlaceOf: SeenPause(nil), by: act).isBegun)
    #expect(try await world.pauses.pause(of: "alice", at: soon)?.reason == "More")
  }

  private func begin(until: Instant? = nil) async throws {
    _ = try await world.pauses.begin(
      Pause(reason: "Holidays", since: .morning, until: until), of: "alice")
  }
}
