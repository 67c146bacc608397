import OrderedJSON
import Testing
import Workflows

/// What people make of a workflow.
@Suite struct WorkflowStateTests {
  private func recorded() throws -> Recorded {
    try Recorded().said("Tell Ann about ticket T-48151")
      .call("create_ticket", #"{"title": "Printer"}"#, gives: #"{"ticket": {"id": "T-99001"}}"#)
      .call("assign_ticket", #"{"ticket_id": "T-99001", "ref": "T-48151"}"#)
  }

  private func faults(_ change: WorkflowChange) throws -> [String] {
    var state = WorkflowState(try recorded().draft)
    do throws(WorkflowFaults) {
      try state.apply(change)
      return []
    } catch {
      return error.faults.map { "\($0.path.joined(separator: ".")) \($0.message)" }
    }
  }

  private func changing(_ id: String, _ params: JSON) -> WorkflowChange {
    var step = WorkflowChange.StepChange(id: id)
    step.params = params
    return WorkflowChange(steps: [step])
  }

  @Test func `proposals are open until somebody takes or leaves them, one by one or by kind`()
    throws
  {
    var state = WorkflowState(try recorded().draft)
    #expect(state.states == [.open, .open] && !state.isEdited)
    try state.apply(WorkflowChange(take: ["link"], leave: ["input"]))
    #expect(state.states == [.left, .taken] && state.isEdited)
    #expect(
      state.workflow.steps[1].params
        == ["ticket_id": ["$ref": "steps/s1/result/ticket/id"], "ref": "T-48151"])
    let kept = try EditedWorkflow(json: try JSON(parsing: state.edited.json.serialized))
    state = WorkflowState(try recorded().draft, edited: kept)
    #expect(state.states == [.left, .taken])
    try state.apply(WorkflowChange(take: [state.draft.proposals[0].id], leave: ["link"]))
    #expect(state.states == [.taken, .left])
    #expect(state.workflow.inputs == [.init(name: "ref", value: "T-48151")])
    try state.apply(WorkflowChange(inputs: [.init(name: "ref", value: "T-1")]))
    #expect(state.workflow.inputs == [.init(name: "ref", value: "T-1")])
  }

  @Test func `what was edited by hand is not replaced`() throws {
    var state = WorkflowState(try recorded().draft)
    try state.apply(changing("s2", ["ticket_id": "mine", "ref": "T-48151"]))
    let id = try #require(state.draft.proposals.first { $0.kind == .link }).id
    #expect(throws: WorkflowFaults.self) { try state.apply(WorkflowChange(take: [id])) }
    #expect(state.workflow.steps[1].params["ticket_id"] == "mine")
  }

  @Test func `each fault is told at its place, and nothing is changed`() throws {
    #expect(
      try faults(WorkflowChange(take: ["p3"])).first?.hasPrefix("take.0 must be the id") == true)
    #expect(
      try faults(changing("s1", ["x": ["$ref": "steps/s2/result"]]))
        == ["steps.0.params.x.$ref refers to s2, which comes no earlier"])
    #expect(
      try faults(changing("s2", ["x": ["$ref": "steps/s1/result/ticket/name"]])) == [
        "steps.0.params.x.$ref leads to nothing in the recorded result of s1, which goes as far as "
          + "\"/ticket\""
      ])
    #expect(
      try faults(changing("s2", ["x": ["$ref": "item/id"], "y": ["$ref": "inputs/a"]])).count == 2)
    #expect(
      try faults(changing("s2", ["x": ["$date": ["add": "soon"]]])).first?
        .hasPrefix("steps.0.params.x.$date.add must be like") == true)
    #expect(try faults(WorkflowChange(order: ["s1"])) == ["order must name each step once"])
    var off = WorkflowChange.StepChange(id: "s1")
    off.isOn = false
    #expect(
      try faults(WorkflowChange(take: ["link"], steps: [off]))
        == ["steps.s2.params.ticket_id.$ref refers to s1, which is switched off"])
    #expect(
      try faults(WorkflowChange(take: ["link"], order: ["s2", "s1"]))
        == ["steps.s2.params.ticket_id.$ref refers to s1, which comes no earlier"])
  }
}
