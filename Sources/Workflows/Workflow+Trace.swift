import OrderedJSON

extension Workflow {
  /// The workflow of a trace: each tool call a step, in order, literally as recorded.
  package init(of entries: [TraceEntry]) {
    self.init(
      steps: entries.compactMap { entry in
        guard entry.isStep, let tool = entry.tool else { return nil }
        return Step(tool: tool, params: (entry.params ?? .object([])).escapingReferences)
      })
  }
}
