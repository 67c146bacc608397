import Automations
import OrderedJSON
import Scheduling
import Testing

/// Texts for the record may quote what a caller wrote, and stay short.
@Suite struct RecordedTextTests {
  @Test(arguments: [("abcdef", "abcdef"), ("abcdefg", "abc…"), ("äöü", "äöü"), ("äöüß", "ä…")])
  func `a text is cut between characters`(_ text: String, _ cut: String) {
    #expect(text.cut(toBytes: 6) == cut)
  }

  @Test func `errors and reasons have at most 2 kB`() {
    let long = String(repeating: "ü", count: 4_000_000)
    let now = Instant(seconds: 0)
    let texts = [
      Reason(.stepFailed, long).words,
      AttemptEnd(
        step: 1, number: 1, durationMilliseconds: 0, response: nil, error: long, outcome: .failed
      ).error,
      Attempt(
        number: 1, startedAt: now, durationMilliseconds: 0, request: .null, response: nil,
        error: long, isCutOff: false
      ).error,
    ]
    for text in texts {
      #expect(text?.utf8.count == 2047 && text?.hasSuffix("ü…") == true)
    }
    #expect(Reason(.stopped, "Stopped by alice.").words == "Stopped by alice.")
  }
}
