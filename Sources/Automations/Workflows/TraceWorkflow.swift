package import Workflows

/// The workflow of a trace, as people see and change it.
package struct TraceWorkflow: Sendable {
  package let trace: Trace
  /// It rises with each change; who changes it says which one was seen.
  package let revision: Int
  package let state: WorkflowState

  package init(trace: Trace, state: WorkflowState) {
    self.trace = trace
    revision = trace.automation.workflowRevision
    self.state = state
  }
}
