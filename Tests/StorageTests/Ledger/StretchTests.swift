import Automations
import Scheduling
import TestSupport
import Testing

/// Instants that end alike one after another, written down as they pass.
@Suite struct StretchTests {
  let world: World

  init() throws { world = try World() }

  private let paused = Reason(.paused, "The automation was paused.")

  @Test func `a hundred are rows, one more makes a stretch of them, and the next ones lengthen it`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id)
    for minute in 0..<100 { try await pass(minute, id) }
    #expect(try await world.occurrences(of: id).count == 100)
    for minute in 100..<103 { try await pass(minute, id) }
    let rows = try await world.occurrences(of: id)
    #expect(rows.count == 1)
    #expect(rows.first?.scheduledAt == .morning)
    #expect(rows.first?.until == time(102))
    #expect(rows.first?.instants == 103)
    #expect(rows.first?.reason == paused)
  }

  @Test func `another reason or a run between begins anew`() async throws {
    let id = try await world.save()
    try await world.deploy(id)
    for minute in 0..<60 { try await pass(minute, id) }
    try await world.plan(id, [Plan.Row(scheduledAt: time(60), skipped: Reason(.excluded, "x"))])
    for minute in 61..<121 { try await pass(minute, id) }
    let listing = try await world.history.occurrences(
      of: id, OccurrenceFilter(reasonCode: .paused), Window(limit: 100), in: .alice)
    #expect(listing.total == 120)
    #expect(listing.elements.allSatisfy { $0.until == nil })
  }

  @Test func `runs that found their tool unbound make a stretch, and the last of them is told`()
    async throws
  {
    let id = try await world.save()
    try await world.deploy(id)
    let unbound = Reason(.unbound, "Nothing carries out the tool \"note\" yet.")
    for minute in 0..<150 {
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
      let claim = try #require(try await world.claim(at: time(minute)).first)
      try await world.finish(claim, .skipped, unbound, at: time(minute))
    }
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(try await world.occurrences(of: id).count == 1)
    #expect(row.until == time(149) && row.instants == 150 && row.reason == unbound)
    let last = try await world.traces.automation(id, in: .alice)?.lastRun
    #expect(last?.runID == row.runID && last?.outcome == .skipped)
  }

  @Test func `instants that come while one run goes on make a stretch`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    for minute in 1...130 {
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
      _ = try await world.ledger.renew([claim.key], lease: time(minute + 1))
      #expect(try await world.batch(at: time(minute)).skipped.count == 1)
    }
    let rows = try await world.occurrences(of: id)
    #expect(rows.map(\.instants) == [130, nil])
    #expect(rows.first?.reason?.code == .overlap)
  }

  private func time(_ minute: Int) -> Instant { .morning.advanced(bySeconds: Int64(minute) * 60) }

  private func pass(_ minute: Int, _ id: String) async throws {
    try await world.plan(id, [Plan.Row(scheduledAt: time(minute), skipped: paused)])
  }
}
