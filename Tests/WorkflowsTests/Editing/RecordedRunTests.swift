import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What would be sent, as far as the recording tells.
@Suite struct RecordedRunTests {
  private let zones = TimeZoneDatabase()

  private func run(_ state: WorkflowState, at text: String = "2026-12-01T23:30:00Z") throws
    -> RecordedRun
  {
    let zone = try #require(zones.zone(named: "Europe/Berlin"))
    let instant = try #require(Instant(rfc3339: text))
    return RecordedRun(
      of: state, mark: nil,
      run: RunValue(scheduledAt: instant, number: 1, previous: nil, zone: zone), zones: zones)
  }

  private func edit(_ id: String, _ params: JSON) -> WorkflowChange {
    var change = WorkflowChange.StepChange(id: id)
    change.params = params
    return WorkflowChange(steps: [change])
  }

  private func sent(_ state: WorkflowState) throws -> [JSON?] {
    try run(state).params(of: state.workflow.steps).map(\.params)
  }

  @Test func `recorded results, inputs and the day stand where references are`() throws {
    let draft = try Recorded().said("Send the totals of today to ann@x.example")
      .call("get_totals", #"{"day": "2026-11-24"}"#, gives: #"{"report": {"id": "R-48151"}}"#)
      .call("send", #"{"id": "R-48151", "to": "ann@x.example"}"#).draft
    let state = WorkflowState(draft).takingStrong()
    // In Berlin it is the next day already.
    #expect(
      try sent(state) == [["day": "2026-12-02"], ["id": "R-48151", "to": "ann@x.example"]])
    #expect(state.workflow.steps[1].params != ["id": "R-48151", "to": "ann@x.example"])
  }

  @Test func `in a loop the first element stands, and after it all that was recorded`() throws {
    let draft = try Recorded()
      .call(
        "list_mails", "{}",
        gives: #"{"mails": [{"id": "m-10001"}, {"id": "m-10002"}, {"id": "m-10003"}]}"#
      )
      .call("read_mail", #"{"id": "m-10001"}"#, gives: #""one""#)
      .call("read_mail", #"{"id": "m-10002"}"#, gives: #""two""#)
      .call("read_mail", #"{"id": "m-10003"}"#, gives: #""three""#)
      .call("sum", #"{"all": []}"#).draft
    var state = WorkflowState(draft).takingStrong()
    try state.apply(edit("s5", ["all": ["$ref": "steps/s2/results"]]))
    let recorded = try run(state)
    #expect(recorded.elements(of: state.workflow.steps[1])?.count == 3)
    #expect(recorded.elements(of: state.workflow.steps[0]) == nil)
    #expect(try sent(state)[1] == ["id": "m-10001"])
    #expect(try sent(state)[4] == ["all": ["one", "two", "three"]])
  }

  @Test func `what a reference does not find is said, and the other steps are shown`() throws {
    var state = try WorkflowState(
      Recorded().failedCall("first", "{}", "no").call("second", #"{"id": 7}"#).draft)
    try state.apply(edit("s2", ["id": ["$ref": "steps/s1/result/id"]]))
    let shown = try run(state).params(of: state.workflow.steps)
    #expect(shown[0] == SentParams(params: [:]))
    #expect(shown[1].params == nil)
    #expect(shown[1].fault?.contains("steps/s1/result/id finds nothing") == true)
  }

  @Test func `a rehearsal has what was recorded of steps that others refer to, and of no others`()
    throws
  {
    let draft = try Recorded()
      .call("create", #"{"title": "Jam"}"#, gives: #"{"id": "T-48151"}"#)
      .call("assign", #"{"id": "T-48151"}"#, gives: #""done""#).draft
    let literal = WorkflowState(draft)
    #expect(literal.rehearsed(mark: nil).standIns.isEmpty)
    let workflow = literal.takingStrong().rehearsed(mark: nil)
    #expect(workflow.standIns == ["s1": ["id": "T-48151"]])
    #expect(try Workflow(json: workflow.json) == workflow)
  }
}
