package import Workflows

/// What a tool's name means here: the connection that carries it out, and what becomes of its calls.
package struct Binding: Hashable, Sendable {
  /// A tool's name, or a pattern in which `*` stands for any characters.
  package let tool: String
  /// The name of what carries the tool out.
  package let connection: String
  /// What becomes of a call of it as it was recorded.
  package let mapping: Mapping
  /// How whoever made it says what carries it out, and is answered.
  package let wording: Wording
  /// Whether the connection was deleted since, so that another one of its name is not meant.
  package let isSevered: Bool

  package init(
    tool: String, connection: String, mapping: Mapping = .asRecorded,
    wording: Wording = .connection, isSevered: Bool = false
  ) {
    self.tool = tool
    self.connection = connection
    self.mapping = mapping
    self.wording = wording
    self.isSevered = isSevered
  }

  package enum Wording: Hashable, Sendable {
    /// By the connection's name.
    case connection
    /// By its adapter, as before connections had names.
    /// - Parameter called: what it is called beside the adapter `http`; `nil`: nothing.
    case adapter(called: String? = nil)
  }
}

extension Binding {
  /// An embedded tool carries the tool out.
  package init(
    tool: String, to embedded: LocalTool, effect: Effect? = nil, formulas: Formulas? = nil,
    wording: Wording = .adapter()
  ) {
    self.init(
      tool: tool, connection: Connection.local.name,
      mapping: Mapping(remote: embedded.rawValue, effect: effect, formulas: formulas),
      wording: wording)
  }

  /// The tools that are bound from the start, for everybody.
  package static let embedded: [Binding] =
    [Binding(tool: "http_request", connection: Connection.http.name, wording: .adapter())]
    + LocalTool.allCases.map { Binding(tool: $0.rawValue, to: $0) }

  /// Whether the pattern covers a tool's name.
  package func covers(_ name: String) -> Bool {
    Glob(tool).matches(name)
  }

  /// Whether its tool is a pattern and no name.
  package var isPattern: Bool { tool.utf8.contains(UInt8(ascii: "*")) }
}
