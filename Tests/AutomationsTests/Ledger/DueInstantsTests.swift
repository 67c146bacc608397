import Automations
import Scheduling
import Testing

/// What the instants of an automation come to that have come.
@Suite struct DueInstantsTests {
  private static let now = Instant(seconds: 1_795_510_800)
  private static let day: Int64 = 86_400

  private func due(
    _ missed: Policies.Missed = .once, spread: Int = 0, stops: [Stop] = []
  ) -> DueInstants {
    var policies = Policies()
    (policies.missed, policies.spreadSeconds) = (missed, spread)
    return DueInstants(
      of: PlannedAutomation(
        traceID: "trace", userID: "alice", version: 1, anchor: Self.now, policies: policies,
        plannedTo: Self.now, planAt: Self.now, nextRunAt: nil, revision: 1, stops: stops),
      now: Self.now)
  }

  /// - Parameter ages: seconds before now, in descending order.
  private func rows(_ ages: [Int64], _ due: DueInstants) -> [Plan.Row] {
    var due = due
    for age in ages { due.add(Self.now.advanced(bySeconds: -age)) }
    return due.rows
  }

  @Test func `what has come within the grace runs, and what is later runs late`() {
    let rows = rows([61, 60, 0], due())
    #expect(rows.map(\.late) == [true, false, false])
    #expect(rows.allSatisfy { $0.skipped == nil })
  }

  @Test func `of what was missed the latest runs, none does, or all do`() {
    let ages: [Int64] = [300, 200, 100]
    #expect(
      rows(ages, due(.once)).map(\.skipped)
        == [.missedBeforeTheLatest, .missedBeforeTheLatest, nil])
    #expect(rows(ages, due(.skip)).map(\.skipped) == Array(repeating: .missedAndSkipped, count: 3))
    #expect(rows(ages, due(.all)).map(\.late) == [true, true, true])
  }

  @Test func `of all that was missed the latest hundred run`() {
    let rows = rows((1...103).reversed().map { $0 * 100 }, due(.all))
    #expect(rows.count { $0.skipped == nil } == 100)
    #expect(
      rows.prefix(3).map(\.skipped) == Array(repeating: .missedBeforeTheLatestOnes, count: 3))
  }

  @Test func `what is too old does not run`() {
    let rows = rows([7 * Self.day + 1, 7 * Self.day], due(.all))
    #expect(rows.map(\.skipped) == [.missedLongAgo(Policies()), nil])
  }

  @Test func `what falls into a stop is skipped with its reason, and all is while one is in force`()
  {
    let paused = Reason(.paused, "Holidays.")
    func stop(until: Instant?) -> Stop {
      Stop(
        reason: paused, since: Self.now.advanced(bySeconds: -250), until: until, isOfAll: false)
    }
    let over = stop(until: Self.now.advanced(bySeconds: -150))
    #expect(rows([200, 100, 30], due(stops: [over])).map(\.skipped) == [paused, nil, nil])
    #expect(
      rows([300, 200, 30], due(stops: [stop(until: nil)])).map(\.skipped)
        == [paused, paused, paused])
  }

  @Test
  func `more than a hundred that end alike are one row, unless one of them has a row already`() {
    var whole = due(.skip)
    var parted = due(.skip)
    for index in (1...120 as ClosedRange<Int64>).reversed() {
      let instant = Self.now.advanced(bySeconds: index * -100)
      whole.add(instant)
      index == 60 ? parted.passOver() : parted.add(instant)
    }
    #expect(whole.rows.map { $0.stretch?.instants } == [120])
    #expect(parted.rows.count == 119)
    #expect(parted.rows.allSatisfy { $0.stretch == nil })
  }

  @Test func `an excluded instant is a row that says so`() {
    var due = due()
    due.addExcluded(Self.now)
    #expect(due.rows.map { $0.skipped?.code } == [.excluded])
  }
}
