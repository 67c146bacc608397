import OrderedJSON
import Testing
import Workflows

/// Picks that people write, held against what was recorded.
@Suite struct PickFaultTests {
  private func faults(_ reference: JSON) throws -> [String] {
    let log = try Recorded()
      .call("open_ticket", #"{"title": "Printer"}"#, gives: #""Ticket: T-99001\nRoom: 1\nRoom: 2""#)
      .call("assign_ticket", #"{"ticket_id": "T-99001"}"#)
    var state = WorkflowState(log.draft)
    var step = WorkflowChange.StepChange(id: "s2")
    step.params = ["x": reference]
    do throws(WorkflowFaults) {
      try state.apply(WorkflowChange(steps: [step]))
      return []
    } catch {
      return error.faults.map { "\($0.path.joined(separator: ".")) \($0.message)" }
    }
  }

  @Test func `what a pick does not find in the recording is told at its place`() throws {
    #expect(try faults(["$ref": "steps/s1/result", "pick": ["label": "Ticket"]]) == [])
    #expect(
      try faults(["$ref": "steps/s1/result", "pick": ["label": "Key"]]) == [
        "steps.0.params.x.pick finds nothing in the recording: there is not a line with the label "
          + "\"Key\""
      ])
    #expect(
      try faults(["$text": ["in ", ["$ref": "steps/s1/result", "pick": ["label": "Room"]]]]) == [
        "steps.0.params.x.$text.1.pick finds 2 in the recording where one is meant: a line with the "
          + "label \"Room\"; \"nth\" says which"
      ])
  }

  @Test func `what may find nothing, or hangs on what was not recorded, is no fault`() throws {
    let key: JSON = ["label": "Key"]
    #expect(try faults(["$ref": "steps/s1/result", "pick": key, "default": 0]) == [])
    #expect(try faults(["$ref": "steps/s1/result", "pick": key, "optional": true]) == [])
    #expect(try faults(["$ref": "run/date", "pick": key]) == [])
    let elements: JSON = ["where": ["/day": ["$ref": "run/date"]]]
    #expect(try faults(["$ref": "steps/s1/result", "pick": elements]) == [])
  }

  @Test func `what is proposed of it finds what it is to in the recording`() throws {
    let log = try Recorded()
      .call("open_ticket", #"{"title": "Printer"}"#, gives: #""Ticket: T-99001\nRoom: 1\nRoom: 2""#)
      .call("assign_ticket", #"{"ticket_id": "T-99001"}"#)
    var state = WorkflowState(log.draft)
    try state.apply(WorkflowChange(take: ["link"]))
    #expect(
      state.workflow.steps[1].params["ticket_id"]
        == ["$ref": "steps/s1/result", "pick": ["label": "Ticket"]])
  }
}
