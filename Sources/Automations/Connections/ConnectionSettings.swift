/// What there is to say of a connection, by its kind; its secrets are none of it.
package enum ConnectionSettings: Hashable, Sendable {
  case http(HTTPSettings)
  case openapi(OpenAPISettings)
  case webhook(WebhookSettings)
  case mcp(MCPSettings)
  /// There is one of these, built in.
  case local
}

/// Where requests go, and what all of them have.
package struct HTTPSettings: Hashable, Sendable {
  /// What a request's path is below; `nil`: requests have whole URLs, as those of the built-in one.
  package let baseURL: String?
  package let signIn: SignIn
  /// Headers of every request.
  package let headers: [NamedText]

  package init(
    baseURL: String?, signIn: SignIn = .none, headers: [NamedText] = []
  ) {
    self.baseURL = baseURL
    self.signIn = signIn
    self.headers = headers
  }
}

/// A header, or a variable of an environment.
package struct NamedText: Hashable, Sendable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// An API by its description.
package struct OpenAPISettings: Hashable, Sendable {
  /// Where the description is.
  package enum Document: Hashable, Sendable {
    /// Its text, JSON or YAML.
    case text(String)
    case url(String)
  }

  package let document: Document
  /// Where requests go; `nil`: to the server that the document names.
  package let baseURL: String?
  package let signIn: SignIn

  package init(document: Document, baseURL: String? = nil, signIn: SignIn = .none) {
    self.document = document
    self.baseURL = baseURL
    self.signIn = signIn
  }
}

/// Somebody's own runner of tools.
package struct WebhookSettings: Hashable, Sendable {
  /// Where its calls go.
  package let url: String

  package init(url: String) { self.url = url }
}

/// A server that speaks the Model Context Protocol.
package enum MCPSettings: Hashable, Sendable {
  case http(url: String, signIn: SignIn)
  /// A program of this machine, which the operator's file alone may name.
  /// - Parameters:
  ///   - command: the program and its arguments; one text at least.
  ///   - environment: what it gets besides, by the names of the variables, in the file's order.
  case program(command: [String], environment: [NamedText])
}

extension ConnectionSettings {
  package var kind: AdapterKind {
    switch self {
    case .http: .http
    case .openapi: .openapi
    case .webhook: .webhook
    case .mcp: .mcp
    case .local: .local
    }
  }

  /// How requests prove who asks, where the kind has a way.
  package var signIn: SignIn {
    switch self {
    case .http(let settings): settings.signIn
    case .openapi(let settings): settings.signIn
    case .mcp(.http(_, let signIn)): signIn
    case .webhook, .mcp(.program), .local: .none
    }
  }
}
