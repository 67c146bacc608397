import OrderedJSON
import Workflows

extension Workflow {
  /// The workflow of a trace that is to be run.
  /// - Throws: `Refusal.invalid` where it has no step, too many different tools, or calls one by a name
  ///   that is too long.
  init(toRun trace: Trace) throws(Refusal) {
    let entries = trace.entries
    for (index, entry) in entries.enumerated() where entry.isStep {
      guard let tool = entry.tool, let fault = Fault.ofToolName(tool, ["trace_id"]).first else {
        continue
      }
      throw .invalid([
        Fault(
          fault.path, "the name of the tool in entry \(index + 1) \(fault.message)", fault.kind)
      ])
    }
    self = trace.recording.workflow
    guard !steps.isEmpty else { throw .withoutStep }
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
      "this trace has no step: nothing in it is an entry with event \"tool_call\" and a tool")
  ])
}
