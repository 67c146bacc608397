package import OrderedJSON

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

extension JSON {
  /// Recorded data as a template: a key that begins with `$` gets another, so that nothing recorded
  /// is taken for a reference.
  package var escapingReferences: JSON {
    mapKeys { $0.hasPrefix("$") ? "$" + $0 : $0 }
  }

  /// A template as the tool receives it.
  package var unescapingReferences: JSON {
    mapKeys { $0.hasPrefix("$$") ? String($0.dropFirst()) : $0 }
  }

  private func mapKeys(_ transform: (String) -> String) -> JSON {
    switch self {
    case .array(let elements): .array(elements.map { $0.mapKeys(transform) })
    case .object(let members):
      .object(members.map { Member(transform($0.key), $0.value.mapKeys(transform)) })
    default: self
    }
  }
}
