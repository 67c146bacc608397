import OrderedJSON

extension Workflow {
  /// The workflow of a trace: each tool call a step, in order, literally as recorded.
  /// - Parameter mark: of what stands where secrets stood; `nil`: nothing does.
  package init(of entries: [TraceEntry], mark: SecretMark? = nil) {
    self.init(
      steps: entries.compactMap { entry in
        guard entry.isStep, let tool = entry.tool else { return nil }
        let params = entry.params ?? .object([])
        return Step(tool: tool, params: mark?.template(of: params) ?? params.escapingReferences)
      })
  }
}
