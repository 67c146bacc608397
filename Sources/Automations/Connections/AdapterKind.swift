/// The kinds of connections, and of the adapters that carry tools out through them.
package enum AdapterKind: String, CaseIterable, Sendable {
  case http, openapi, webhook, mcp, local
}

// What a binding may say of the calls that a kind carries out.
extension AdapterKind {
  /// Whether there are tools over there, with names of their own.
  var hasTools: Bool { self != .http }

  /// Whether what its tools take is somebody else's to change, so that versions rely on it as it was.
  var hasContracts: Bool { self == .mcp }

  /// Whether a request is made of a call by a template.
  var takesRequest: Bool { self == .http }

  /// Whether its answers have statuses, of which some are success.
  package var hasStatuses: Bool { self == .http || self == .openapi }

  /// Whether a result may come later, as a call of ours.
  var isCalledBack: Bool { self == .webhook }
}
