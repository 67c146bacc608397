import Automations
import Scheduling
import Testing

/// What a row comes to that is due while a run of its automation goes on.
@Suite struct OverlapTests {
  private static let now = Instant(seconds: 1_795_510_800)

  struct Case: Sendable, CustomTestStringConvertible {
    let overlap: Policies.Overlap
    var missed = Policies.Missed.once
    /// Seconds.
    var lateness: Int64 = 0
    var late = false
    var isFirst = true
    let verdict: OverlapVerdict

    var testDescription: String {
      "\(overlap), missed \(missed), \(lateness) s, \(late), first \(isFirst)"
    }
  }

  private static let cases = [
    Case(overlap: .allow, verdict: .runs),
    Case(overlap: .allow, missed: .all, lateness: 61, verdict: .runs),
    Case(overlap: .skip, verdict: .isSkipped(.overlapping)),
    Case(overlap: .skip, late: true, verdict: .isSkipped(.overlapping)),
    Case(overlap: .cancel, verdict: .cancelsTheOther),
    Case(overlap: .queue, verdict: .waits(late: false, insteadOfEarlier: false)),
    Case(overlap: .queue, isFirst: false, verdict: .isSkipped(.overlappingTwo)),
    Case(
      overlap: .queue, late: true, isFirst: false,
      verdict: .waits(late: true, insteadOfEarlier: true)),
    Case(
      overlap: .skip, missed: .all, late: true,
      verdict: .waits(late: true, insteadOfEarlier: false)),
    Case(
      overlap: .cancel, missed: .all, lateness: 61,
      verdict: .waits(late: true, insteadOfEarlier: false)),
    Case(overlap: .skip, missed: .all, lateness: 60, verdict: .isSkipped(.overlapping)),
    Case(
      overlap: .queue, missed: .all, late: true, isFirst: false,
      verdict: .waits(late: true, insteadOfEarlier: false)),
  ]

  @Test(arguments: cases)
  func `the next run comes while one goes on`(_ one: Case) {
    var policies = Policies()
    (policies.overlap, policies.missed) = (one.overlap, one.missed)
    let due = Self.now.advanced(bySeconds: -one.lateness)
    let row = DueRow(plannedAt: due, dueAt: due, late: one.late, policies: policies)
    #expect(row.verdictOnOverlap(at: Self.now) { one.isFirst } == one.verdict)
  }
}
