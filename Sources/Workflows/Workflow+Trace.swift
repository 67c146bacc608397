import OrderedJSON

extension Workflow {
  /// The workflow of a log: each call of a tool a step, in order, literally as it was recorded.
  /// - Parameter mark: of what stands where secrets stood; `nil`: nothing does.
  package init(of log: Log, mark: SecretMark? = nil) {
    var steps: [Step] = []
    for (entry, content) in log.entries.map(\.content).enumerated() {
      guard case .call(let call) = content else { continue }
      let params = mark?.template(of: call.params) ?? call.params.escapingReferences
      steps.append(
        Step(id: Step.id(steps.count + 1), entry: entry, tool: call.tool, params: params))
    }
    self.init(steps: steps)
  }
}
