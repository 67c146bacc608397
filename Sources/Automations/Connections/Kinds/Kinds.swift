/// The kinds of connections, and of the adapters that carry tools out through them.
///
/// This is their list. Each has a file of its own beside it, which says all that there is to say of it,
/// and a folder in `Engine`, where it is carried out; `House` puts the two together.
package enum AdapterKind: String, CaseIterable, Sendable {
  case http, openapi, webhook, mcp, local
}

/// What there is to say of a connection, by its kind; its secrets are none of it.
package enum ConnectionSettings: Hashable, Sendable {
  case http(HTTPSettings)
  case openapi(OpenAPISettings)
  case webhook(WebhookSettings)
  case mcp(MCPSettings)
  /// There is one of these, built in.
  case local
}

extension AdapterKind {
  /// What such connections have in common.
  package var traits: KindTraits {
    switch self {
    case .http: HTTPSettings.traits
    case .openapi: OpenAPISettings.traits
    case .webhook: WebhookSettings.traits
    case .mcp: MCPSettings.traits
    case .local: LocalSettings.traits
    }
  }
}

extension ConnectionSettings {
  /// Those of a kind, as far as the members say them; faults are the reader's.
  init(_ kind: AdapterKind, reading members: inout MemberReader, by author: SettingsAuthor) {
    switch kind {
    case .http: self = .http(HTTPSettings(reading: &members, by: author))
    case .openapi: self = .openapi(OpenAPISettings(reading: &members, by: author))
    case .webhook: self = .webhook(WebhookSettings(reading: &members, by: author))
    case .mcp: self = .mcp(MCPSettings(reading: &members, by: author))
    case .local: self = .local
    }
  }

  package var kind: AdapterKind {
    switch self {
    case .http: .http
    case .openapi: .openapi
    case .webhook: .webhook
    case .mcp: .mcp
    case .local: .local
    }
  }

  /// What the kind's own file says of them.
  var ofKind: any KindSettings {
    switch self {
    case .http(let settings): settings
    case .openapi(let settings): settings
    case .webhook(let settings): settings
    case .mcp(let settings): settings
    case .local: LocalSettings()
    }
  }
}
