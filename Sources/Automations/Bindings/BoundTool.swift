import OrderedJSON

/// A tool as it is called, its binding, and the connection that carries it out.
package struct BoundTool: Hashable, Sendable {
  /// As the call names it.
  package let tool: String
  package let binding: Binding
  package let connection: Connection

  package init(tool: String, binding: Binding, connection: Connection) {
    self.tool = tool
    self.binding = binding
    self.connection = connection
  }
}

extension BoundTool {
  /// What sends mails.
  package static let mail = BoundTool(
    tool: LocalTool.sendEmail.rawValue,
    binding: Binding(tool: LocalTool.sendEmail.rawValue, to: .sendEmail), connection: .local)

  package var mapping: Mapping { binding.mapping }

  /// The tool's name over there.
  package var remote: String { mapping.remote ?? tool }

  /// `nil`: another kind of connection carries the tool out.
  package var embedded: LocalTool? {
    connection.settings == .local ? LocalTool(rawValue: remote) : nil
  }
}

/// What was found for a tool's name.
package enum ToolMeaning: Hashable, Sendable {
  case bound(BoundTool)
  case unbound(Unbound)

  /// `nil`: nothing carries the tool out.
  package var bound: BoundTool? {
    if case .bound(let tool) = self { tool } else { nil }
  }
}

/// Why nothing carries a tool out.
package enum Unbound: Hashable, Sendable {
  /// There is no binding of it.
  case noBinding
  /// The connection is not there, or was deleted; by its name.
  case noConnection(String)
  /// The connection is switched off.
  /// - Parameter because: why the program did so, in a sentence; `nil`: somebody did.
  case switchedOff(String, because: String?)
  /// The program has no embedded tool of that name.
  case noEmbeddedTool(String)

  /// What stands behind the tool's name in a sentence, without its full stop.
  package var clause: String {
    switch self {
    case .noBinding: "is not bound"
    case .noConnection(let name): "is bound to the connection \(name.quoted), which is not there"
    case .switchedOff(let name, nil):
      "is bound to the connection \(name.quoted), which is switched off"
    case .switchedOff(let name, let reason?):
      "is bound to the connection \(name.quoted), which is switched off: "
        + (reason.hasSuffix(".") ? reason.dropLast() : reason[...])
    case .noEmbeddedTool(let name):
      "is bound to the embedded tool \(name.quoted), and there are \(LocalTool.names)"
    }
  }
}

extension BoundTool {
  /// Whether it stands for whatever tools a pattern covers.
  package var isOfAnyTool: Bool { binding.isPattern && tool == binding.tool }
}

extension String {
  /// As a sentence has a name that somebody gave.
  fileprivate var quoted: String { "\"\(cut(toBytes: Limits.quotedNameBytes))\"" }
}
