import Automations
import Testing

/// When an automation stops, and when it works again.
@Suite struct CircuitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let failures: Int
    var isFailing = false
    let outcome: Outcome
    var isPermanent = false
    let verdict: Circuit.Verdict

    var testDescription: String { "\(outcome) after \(failures), \(isFailing), \(isPermanent)" }
  }

  private static let cases = [
    Case(failures: 0, outcome: .succeeded, verdict: .stays),
    Case(failures: 2, outcome: .succeeded, verdict: .works),
    Case(failures: 0, isFailing: true, outcome: .succeeded, verdict: .works),
    Case(failures: 0, outcome: .failed, verdict: .counts(failures: 1)),
    Case(failures: 1, outcome: .failed, verdict: .counts(failures: 2)),
    Case(
      failures: 2, outcome: .failed,
      verdict: .opens(failures: 3, words: "Stopped after 3 failed runs in a row. The last: 503.")),
    Case(
      failures: 5, outcome: .failed,
      verdict: .opens(failures: 6, words: "Stopped after 6 failed runs in a row. The last: 503.")),
    Case(
      failures: 0, outcome: .failed, isPermanent: true,
      verdict: .opens(failures: 1, words: "Stopped at once, since this error stays. 503.")),
    Case(failures: 2, outcome: .unknown, verdict: .stays),
    Case(failures: 2, outcome: .cancelled, verdict: .stays),
    Case(failures: 2, isFailing: true, outcome: .skipped, isPermanent: true, verdict: .stays),
  ]

  @Test(arguments: cases)
  func `a run ends, and its automation goes on or stops`(_ one: Case) {
    let circuit = Circuit(failures: one.failures, isFailing: one.isFailing, openAfter: 3)
    let end = RunEnd(
      outcome: one.outcome, reason: Reason(.stepFailed, "503."), isPermanent: one.isPermanent)
    #expect(circuit.verdict(on: end) == one.verdict)
  }

  @Test func `one failed run is enough where that is set`() {
    let circuit = Circuit(failures: 0, isFailing: false, openAfter: 1)
    let end = RunEnd(outcome: .failed, reason: Reason(.stepFailed, "503."))
    #expect(
      circuit.verdict(on: end)
        == .opens(failures: 1, words: "Stopped after 1 failed run. The last: 503."))
  }
}
