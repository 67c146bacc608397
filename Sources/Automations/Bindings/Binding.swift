package import Workflows

/// What a tool's name means here: the adapter that carries it out.
package struct Binding: Hashable, Sendable {
  /// A tool's name, or a pattern in which `*` stands for any characters.
  package let tool: String
  /// The program has one adapter of each kind; that one carries the tool out.
  package let adapter: AdapterKind
  /// Which connection of the adapter; for `local` the embedded tool that stands in.
  package let connection: String?
  /// What repeating the tool does; `nil`: as the adapter says, else `once`.
  package let effect: Effect?
  /// Which statuses of an HTTP answer are success; `nil`: `StatusCodes.success`.
  package let successCodes: StatusCodes?

  package init(
    tool: String, adapter: AdapterKind, connection: String?, effect: Effect?,
    successCodes: StatusCodes? = nil
  ) {
    self.tool = tool
    self.adapter = adapter
    self.connection = connection
    self.effect = effect
    self.successCodes = successCodes
  }
}

/// The kinds of adapter that this program carries.
package enum AdapterKind: String, CaseIterable, Sendable {
  case http, local
}

extension Binding {
  /// The tools that are bound from the start, for everybody.
  package static let embedded: [Binding] =
    [Binding(tool: "http_request", adapter: .http, connection: nil, effect: nil)]
    + LocalTool.allCases.map {
      Binding(tool: $0.rawValue, adapter: .local, connection: $0.rawValue, effect: nil)
    }

  /// Whether the pattern covers a tool's name.
  package func covers(_ name: String) -> Bool {
    Glob(tool).matches(name)
  }
}

/// The bindings of one person, asked for a tool at a time.
package struct Bindings: Sendable {
  private let bindings: [Binding]

  /// - Parameter own: the person's bindings; they go before the embedded ones.
  package init(own: [Binding]) {
    bindings = Bindings.byPrecision(own) + Binding.embedded
  }

  /// The binding of a tool: a person's own before an embedded one, a name before a pattern, a longer
  /// pattern before a shorter one. `nil`: the tool is unbound.
  package func binding(of tool: String) -> Binding? {
    bindings.first { $0.covers(tool) }
  }

  /// The tools of a workflow that no binding covers, each once, in order.
  package func unbound(in workflow: Workflow) -> [String] {
    var seen: Set<String> = []
    return workflow.steps.map(\.tool).filter { binding(of: $0) == nil && seen.insert($0).inserted }
  }

  private static func byPrecision(_ bindings: [Binding]) -> [Binding] {
    bindings.sorted { one, other in
      let (isPattern, otherIsPattern) = (one.tool.contains("*"), other.tool.contains("*"))
      if isPattern != otherIsPattern { return otherIsPattern }
      return (other.tool.utf8.count, one.tool) < (one.tool.utf8.count, other.tool)
    }
  }
}
