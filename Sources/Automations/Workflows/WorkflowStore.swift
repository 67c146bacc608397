package import Workflows

/// Where what people made of workflows rests.
package protocol WorkflowStore: Sendable {
  /// Keeps what somebody made of a workflow, or forgets it.
  /// - Parameters:
  ///   - edited: `nil`: it is read from its trace again.
  ///   - revision: that of the workflow that was changed, as of `Automation`.
  /// - Returns: whether it had that revision; `nil` where the scope has no such trace. Nothing was
  ///   changed then.
  func keep(
    _ edited: EditedWorkflow?, of traceID: String, revision: Int, by act: Act
  ) async throws -> Bool?
}
