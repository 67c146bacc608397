import OrderedJSON
import Testing
import Workflows

/// What the entries of a trace are.
@Suite struct TraceEntryTests {
  @Test func `what looks like a call and becomes no step is named`() {
    let good: JSON = ["event": "tool_call", "tool": "note"]
    let strange: [JSON] = [
      ["event": "tool_call", "name": "send_email"], ["event": "tool_call", "tool": ""],
      ["event": "Tool_Call", "tool": "note"], ["event": "TOOL_CALL", "tool": 7],
    ]
    func notice(_ entries: [JSON]) -> String? {
      TraceEntry.entries(of: .array(entries)).noticeOfCallsLeftOut
    }
    #expect(notice([good, ["event": "completion"], ["tool": "note"]]) == nil)
    let rule = "A step is made of \"event\": \"tool_call\" with the tool's name in \"tool\"."
    #expect(
      notice([good, strange[0]]) == "Entry 2 looks like a call and becomes no step. \(rule)")
    #expect(
      notice(strange + [good])
        == "4 entries look like calls and become no step: 1, 2, 3, 4. \(rule)")
    let many = notice(Array(repeating: strange[0], count: 10_000))
    #expect(many?.contains(", 20 and 9980 more. ") == true)
  }
}
