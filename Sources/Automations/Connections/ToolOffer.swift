package import Workflows

/// A tool that a connection has over there.
package struct ToolOffer: Hashable, Sendable {
  /// As it is called there.
  package let name: String
  /// What it does, in its server's words; `nil`: nobody says.
  package let summary: String?
  /// What it takes, in its server's order; `nil`: that is not known.
  package let parameters: [Parameter]?
  /// What repeating it would do, as is to be proposed; `nil`: nobody knows.
  package let effect: Effect?

  package init(
    _ name: String, summary: String? = nil, parameters: [Parameter]? = nil, effect: Effect? = nil
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.effect = effect
  }

  package struct Parameter: Hashable, Sendable {
    package let name: String
    /// Whether a call without it cannot be made.
    package let isRequired: Bool

    package init(_ name: String, isRequired: Bool = false) {
      self.name = name
      self.isRequired = isRequired
    }
  }
}

extension LocalTool {
  /// What it takes, for people.
  package var offer: ToolOffer {
    let signature = Signature(of: self)
    return ToolOffer(
      rawValue,
      parameters: signature.map { signature in
        signature.things.compactMap { names in
          names.first.map {
            ToolOffer.Parameter($0, isRequired: signature.needs.contains(names))
          }
        }
      })
  }
}

extension BindingUseCases {
  /// The tools of a connection, as far as they are known without asking; `nil`: nothing is.
  /// - Parameter userID: whose bindings lead to it.
  package func offers(of connection: Connection, for userID: String) async -> [ToolOffer]? {
    if connection.settings == .local { return LocalTool.allCases.map(\.offer) }
    return await adapters.first { $0.kind == connection.kind }?
      .offers(of: connection, for: userID)
  }
}
