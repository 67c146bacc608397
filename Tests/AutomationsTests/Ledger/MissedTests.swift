import Automations
import Scheduling
import Testing

/// What a row comes to that has waited, by its policies.
@Suite struct MissedTests {
  private static let now = Instant(seconds: 1_795_510_800)
  private static let day: Int64 = 86_400

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let policies: Policies
    /// Seconds before now.
    let planned: Int64
    let due: Int64
    var late = false
    /// Whether a later row is caught up, and whether one is due.
    var caughtUp = false
    var isDue = false
    /// Whether a hundred later rows wait.
    var areMany = false
    let reason: Reason?
  }

  private static func policies(_ missed: Policies.Missed, days: Int = 7) -> Policies {
    var policies = Policies()
    (policies.missed, policies.catchUpDays) = (missed, days)
    return policies
  }

  private static let cases = [
    Case(
      testDescription: "within the grace", policies: policies(.skip), planned: 60, due: 60,
      reason: nil),
    Case(
      testDescription: "later than the grace, skipped", policies: policies(.skip), planned: 61,
      due: 61, reason: .missedAndSkipped),
    Case(
      testDescription: "later than the grace, the latest", policies: policies(.once), planned: 61,
      due: 61, reason: nil),
    Case(
      testDescription: "later than the grace, another is due", policies: policies(.once),
      planned: 61, due: 61, isDue: true, reason: .missedBeforeTheLatest),
    Case(
      testDescription: "caught up, another is due", policies: policies(.once), planned: 900,
      due: 900, late: true, isDue: true, reason: nil),
    Case(
      testDescription: "caught up, another is caught up", policies: policies(.once), planned: 900,
      due: 900, late: true, caughtUp: true, reason: .missedBeforeTheLatest),
    Case(
      testDescription: "waited for a run, another is due", policies: policies(.once),
      planned: 900, due: 5, isDue: true, reason: nil),
    Case(
      testDescription: "waited for a run, skipped never", policies: policies(.skip), planned: 900,
      due: 5, reason: nil),
    Case(
      testDescription: "all of it runs", policies: policies(.all), planned: 6 * day, due: 6 * day,
      isDue: true, reason: nil),
    Case(
      testDescription: "all of it, but for what a hundred come after", policies: policies(.all),
      planned: 61, due: 61, areMany: true, reason: .missedBeforeTheLatestOnes),
    Case(
      testDescription: "what is in time, be it many", policies: policies(.all), planned: 60,
      due: 60, areMany: true, reason: nil),
    Case(
      testDescription: "all of it, but for what is too old", policies: policies(.all),
      planned: 7 * day + 1, due: 7 * day + 1, reason: .missedLongAgo(policies(.all))),
    Case(
      testDescription: "waited for a run for a day at least", policies: policies(.once, days: 0),
      planned: day, due: 5, reason: nil),
    Case(
      testDescription: "waited for a run for more than a day",
      policies: policies(.once, days: 0), planned: day + 1, due: 5,
      reason: .missedLongAgo(policies(.once, days: 0))),
  ]

  @Test(arguments: cases)
  func `a row that waited runs or says why not`(_ one: Case) {
    let row = DueRow(
      plannedAt: Self.now.advanced(bySeconds: -one.planned),
      dueAt: Self.now.advanced(bySeconds: -one.due), late: one.late, policies: one.policies)
    let reason = row.reasonOfBeingMissed(at: Self.now) { byAnyDue in
      one.caughtUp || byAnyDue && one.isDue
    } areEnoughLater: {
      one.areMany
    }
    #expect(reason == one.reason)
  }

  @Test func `whether a later row has come is asked only where the latest alone runs`() {
    for missed in [Policies.Missed.all, .skip] {
      let row = DueRow(
        plannedAt: Self.now, dueAt: Self.now, late: false, policies: Self.policies(missed))
      _ = row.reasonOfBeingMissed(at: Self.now) { _ in
        Issue.record("asked under \(missed)")
        return true
      } areEnoughLater: {
        Issue.record("asked of what is in time")
        return true
      }
    }
  }
}
