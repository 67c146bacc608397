import Automations
import Scheduling
import TestSupport
import Testing

@Suite struct ClaimingTests {
  let world: World

  init() throws { world = try World() }

  private let leaseOver = Instant.morning.advanced(bySeconds: 31)

  @Test func `claims what is due; what it is to carry out is read beside it`() async throws {
    let id = try await world.planned()
    #expect(try await world.claim(at: .morning.advanced(byMilliseconds: -1)).isEmpty)
    let claim = try #require(try await world.claim().first)
    #expect(claim.traceID == id)
    #expect(claim.userID == "alice")
    #expect(claim.scheduledAt == .morning)
    #expect(!claim.manual)
    #expect(claim.key.epoch == 1)
    let work = try await world.ledger.work(of: claim)
    #expect(work.workflow == World.workflow() && work.progress.isEmpty)
    let run = try #require(try await world.history.run(claim.runID, in: .alice))
    #expect(run.startedAt == .morning)
    #expect(try await world.occurrences(of: id).first?.runID == claim.runID)
  }

  @Test func `claims the oldest first, up to the limit`() async throws {
    for second: Int64 in [3, 1, 2] {
      _ = try await world.planned(at: .morning.advanced(bySeconds: second))
    }
    let later = Instant.morning.advanced(bySeconds: 9)
    let first = try await world.claim(at: later, limit: 2)
    #expect(
      first.map(\.scheduledAt)
        == [.morning.advanced(bySeconds: 1), .morning.advanced(bySeconds: 2)])
    #expect(try await world.claim(at: later, limit: 2).count == 1)
  }

  @Test func `nobody else gets a row before its lease is over`() async throws {
    _ = try await world.planned()
    let first = try #require(try await world.claim(by: "one").first)
    #expect(try await world.claim(at: .morning.advanced(bySeconds: 29), by: "two").isEmpty)
    let second = try #require(try await world.claim(at: leaseOver, by: "two").first)
    #expect(second.runID == first.runID)
    #expect(second.key.occurrenceID == first.key.occurrenceID)
    #expect(second.key.epoch == 2)
    #expect(
      try await world.history.run(first.runID, in: .alice)?.startedAt == .morning)
  }

  @Test func `a run whose holder is gone goes before all that waits, and before its owner's limit`()
    async throws
  {
    let id = try await world.planned()
    let first = try #require(try await world.claim(by: "gone").first)
    for _ in 0..<20 { _ = try await world.planned() }
    let claims = try await world.claim(at: leaseOver, by: "two", limit: 3, perUser: 1)
    #expect(claims.map(\.traceID) == [id])
    #expect(claims.map(\.runID) == [first.runID])
    #expect(claims.map(\.beginning) == [.reclaimed])
  }

  @Test func `a worker does not claim what it carries out, be its lease over or not`() async throws
  {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    let request = ClaimRequest(
      worker: "worker", holding: [claim.key], now: leaseOver,
      lease: leaseOver.advanced(bySeconds: 30), limit: 9)
    #expect(try await world.ledger.claim(request).claims.isEmpty)
    #expect(try await world.end(1, of: claim, outcome: .succeeded) == true)
    #expect(try await world.claim(at: leaseOver).map(\.runID) == [claim.runID])
  }

  @Test func `a run that waits for its next attempt is held by nobody, and counts for nobody`()
    async throws
  {
    _ = try await world.planned()
    let claim = try #require(try await world.claim(perUser: 1).first)
    _ = try await world.begin(1, of: claim)
    let retry = Instant.morning.advanced(bySeconds: 300)
    _ = try await world.end(1, of: claim, outcome: nil, error: "429", retryAt: retry)
    #expect(try await world.ledger.renew([claim.key], lease: retry).isEmpty)
    #expect(try await !world.begin(1, attempt: 2, of: claim))
    #expect(try await world.ledger.nextWork().dueAt == retry)

    let other = try await world.planned()
    #expect(try await world.claim(perUser: 1).map(\.traceID) == [other])
    let again = try #require(try await world.claim(at: retry, perUser: 9).last)
    #expect(again.runID == claim.runID && again.beginning == .afterWait)
    #expect(try await world.ledger.work(of: again).progress[1]?.last?.number == 1)
  }

  @Test func `an attempt whose time has come goes before all that waits, within the limits`()
    async throws
  {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await world.begin(1, of: claim)
    let retry = Instant.morning.advanced(bySeconds: 10)
    _ = try await world.end(1, of: claim, outcome: nil, error: "503", retryAt: retry)
    for _ in 0..<20 { _ = try await world.planned() }
    #expect(try await world.claim(at: retry, limit: 1).map(\.runID) == [claim.runID])
    #expect(try await world.claim(at: retry, limit: 1, perUser: 1).isEmpty)
  }

  @Test func `renewing keeps a claim`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    let held = try await world.ledger.renew(
      [claim.key], lease: .morning.advanced(bySeconds: 60))
    #expect(held == [claim.key])
    #expect(try await world.claim(at: leaseOver).isEmpty)
    #expect(try await world.claim(at: .morning.advanced(bySeconds: 61)).count == 1)
  }

  @Test func `a late writer changes nothing`() async throws {
    let id = try await world.planned()
    let late = try #require(try await world.claim(by: "one").first)
    let claim = try #require(try await world.claim(at: leaseOver, by: "two").first)
    let lease = leaseOver.advanced(bySeconds: 30)
    #expect(try await world.ledger.renew([late.key, claim.key], lease: lease) == [claim.key])
    #expect(try await !world.begin(1, of: late))
    #expect(try await world.begin(1, of: claim))
    #expect(try await !world.end(1, of: late, outcome: .failed))
    #expect(try await world.finish(late, .failed, at: leaseOver) == nil)
    #expect(try await world.claim(at: leaseOver).isEmpty)
    let row = try #require(try await world.occurrences(of: id).first)
    #expect(row.outcome == nil)
  }

  @Test func `what has ended is never claimed again`() async throws {
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    #expect(try await world.finish(claim, .succeeded) != nil)
    #expect(try await world.finish(claim, .failed) == nil)
    #expect(try await world.ledger.renew([claim.key], lease: leaseOver).isEmpty)
    #expect(try await world.claim(at: leaseOver).isEmpty)
  }

  @Test func `a deleted automation takes its claims along, and their names never come back`()
    async throws
  {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    #expect(try await world.begin(1, of: claim))
    #expect(try await world.traces.delete(id, at: .morning, in: .alice) != nil)
    #expect(try await !world.begin(2, of: claim))
    #expect(try await world.ledger.renew([claim.key], lease: leaseOver).isEmpty)
    #expect(try await world.history.run(claim.runID, in: .everybody) == nil)

    _ = try await world.planned()
    let next = try #require(try await world.claim().first)
    #expect(next.key != claim.key)
  }

  @Test func `two claimers never hold the same row`() async throws {
    let world = world
    let count = 60
    for _ in 0..<count { _ = try await world.planned() }
    let keys = try await withThrowingTaskGroup(of: [Claim.Key].self) { group in
      for worker in 0..<8 {
        group.addTask {
          var keys: [Claim.Key] = []
          while true {
            let claims = try await world.claim(by: "worker-\(worker)", limit: 3)
            if claims.isEmpty { return keys }
            keys += claims.map(\.key)
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(keys.count == count)
    #expect(Set(keys.map(\.occurrenceID)).count == count)
  }
}
