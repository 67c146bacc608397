package import Workflows

/// What a tool's name means here: the connection that carries it out, and what becomes of its calls.
package struct Binding: Hashable, Sendable {
  /// A tool's name, or a pattern in which `*` stands for any characters.
  package let tool: String
  /// What carries the tool out.
  package let connection: Connection
  /// What becomes of a call of it as it was recorded.
  package let mapping: Mapping

  package init(tool: String, connection: Connection, mapping: Mapping = .asRecorded) {
    self.tool = tool
    self.connection = connection
    self.mapping = mapping
  }
}

extension Binding {
  /// The tools that are bound from the start, for everybody.
  package static let embedded: [Binding] =
    [Binding(tool: "http_request", connection: .http())]
    + LocalTool.allCases.map { Binding(tool: $0.rawValue, connection: .local($0)) }

  /// Whether the pattern covers a tool's name.
  package func covers(_ name: String) -> Bool {
    Glob(tool).matches(name)
  }
}

extension Binding {
  /// A binding as API and forms say it.
  /// - Throws: `Refusal.invalid` with every fault, also where it is open which embedded tool is meant.
  package init(
    tool: String, adapter: AdapterKind, connection: String?, effect: Effect?,
    successCodes: StatusCodes?, formulas: Formulas?
  ) throws(Refusal) {
    let read: Result<Connection, Refusal> = Result { () throws(Refusal) in
      try Connection(
        adapter, name: connection, successCodes: successCodes, formulas: formulas, for: tool)
    }
    let faults = Fault.ofBoundTool(tool)
    if case .failure(.invalid(let others)) = read { throw .invalid(faults + others) }
    guard faults.isEmpty else { throw .invalid(faults) }
    self.init(tool: tool, connection: try read.get(), mapping: Mapping(effect: effect))
  }
}
