package import OrderedJSON

/// What somebody changes in a workflow. Proposals are left and taken first, then steps are changed,
/// moved, and inputs given values.
package struct WorkflowChange: Sendable {
  /// Ids of proposals, names of kinds, or `strong`.
  package var take: [String]
  /// Ids of proposals, or names of kinds.
  package var leave: [String]
  package var steps: [StepChange]
  /// The ids of all steps in another order; `nil`: as it is.
  package var order: [String]?
  /// By their names; each must be there.
  package var inputs: [Workflow.Input]

  package init(
    take: [String] = [], leave: [String] = [], steps: [StepChange] = [], order: [String]? = nil,
    inputs: [Workflow.Input] = []
  ) {
    (self.take, self.leave, self.steps) = (take, leave, steps)
    (self.order, self.inputs) = (order, inputs)
  }

  /// What is to be otherwise in a step; `nil` leaves as it is.
  package struct StepChange: Sendable {
    package let id: String
    package var params: JSON?
    package var isOn: Bool?
    /// Inside: `nil`: as its binding says.
    package var effect: Effect??
    /// Seconds.
    package var timeout: Int?
    /// Inside: `nil`: as the policies say.
    package var attempts: Int??
    package var onError: Workflow.OnError?
    /// Inside: `nil`: any shape.
    package var expect: ResultShape??

    package init(id: String) { self.id = id }
  }
}

/// What is wrong with a change, at one place of it.
package struct WorkflowFault: Error, Hashable, Sendable {
  /// In the change: `["take", "0"]`, `["steps", "2", "params", "to", "$ref"]`.
  package let path: [String]
  /// What would be right, for a person; begins with a verb.
  package let message: String

  package init(_ path: [String], _ message: String) {
    (self.path, self.message) = (path, message)
  }
}

/// All that is wrong with a change; nothing of it was done.
package struct WorkflowFaults: Error, Hashable, Sendable {
  /// One at least.
  package let faults: [WorkflowFault]
}
