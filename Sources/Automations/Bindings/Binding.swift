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
