import OrderedJSON
import Workflows

extension Workflow {
  /// A workflow that is to be run.
  /// - Throws: `Refusal.invalid` where it has no step, too many different tools, or calls one by a name
  ///   that is too long.
  init(toRun workflow: Workflow) throws(Refusal) {
    self = workflow
    for step in steps {
      guard let fault = Fault.ofToolName(step.tool, ["trace_id"]).first else { continue }
      let place = step.entry.map { "entry \($0 + 1)" } ?? "step \(step.id)"
      throw .invalid([
        Fault(fault.path, "the name of the tool in \(place) \(fault.message)", fault.kind)
      ])
    }
    guard steps.contains(where: \.isOn) else { throw .withoutStep }
    let tools = Set(steps.map { Array($0.tool.utf8) }).count
    guard tools <= Limits.toolsOfWorkflow else {
      throw .invalid([
        Fault(
          ["trace_id"],
          "the workflow must call at most \(Limits.toolsOfWorkflow) different tools; there are \(tools)",
          .tooLong)
      ])
    }
  }
}

extension Refusal {
  /// A trace in which no tool was called has nothing to run.
  package static let withoutStep = Refusal.invalid([
    Fault(
      ["trace_id"],
      "this trace has no step: nothing in it is the call of a tool, or all steps are switched off")
  ])
}
