import Automations
import OrderedJSON

extension AdapterKind {
  /// What such a connection is, in a person's words.
  var title: String {
    switch self {
    case .http: "HTTP requests"
    case .openapi: "API with a description"
    case .webhook: "Webhook"
    case .mcp: "MCP server"
    case .local: "Embedded tools"
    }
  }

  /// When one chooses it, in a sentence.
  var explanation: String {
    switch self {
    case .http: "Requests to an API, each as you say it: path, query, headers and body."
    case .openapi:
      "An OpenAPI document says what the API can do; each of its operations is a tool."
    case .webhook:
      "A program of your own gets each call as a signed request, and answers what came of it."
    case .mcp: "A server that offers tools by the Model Context Protocol, over HTTP."
    case .local: "Mail, tables and notes, which need nothing installed."
    }
  }

  /// What its test does, in a sentence.
  var trial: String {
    switch self {
    case .http: "Sends a request that changes nothing, and says what came back."
    case .openapi: "Reads the description, and signs in where that takes a request of its own."
    case .webhook: "Sends a signed ping, which your program answers without doing anything."
    case .mcp: "Asks the server for its tools."
    case .local:
      "Looks whether files can be written and whether there is a mail program, and leaves nothing."
    }
  }
}

extension ConnectionSettings {
  /// Where calls go, for a person; `nil`: nowhere outside.
  var place: String? {
    switch self {
    case .http(let settings): settings.baseURL
    case .openapi(let settings):
      switch (settings.baseURL, settings.document) {
      case (let url?, _), (nil, .url(let url)): url
      case (nil, .text): "the server that its document names"
      }
    case .webhook(let settings): settings.url
    case .mcp(.http(let url, _)): url
    case .mcp(.program): "a program of the server’s"
    case .local: nil
    }
  }
}

extension ListedConnection {
  /// Whose it is, where it is not one's own; `nil`: it is.
  var offer: String? {
    if isTheirs { return nil }
    if connection == .local { return "built in" }
    return connection.owner.map { "offered by \($0.listed)" } ?? "offered by the operator"
  }
}

/// What a secret is called where it is asked for and told of.
enum SecretWords {
  static func label(_ name: String) -> String {
    switch name {
    case "token": "Token"
    case "password": "Password"
    case "value": "Value of the header, or of the parameter"
    case "client_secret": "Client secret"
    case "refresh_token": "Refresh token"
    case "secret": "Signing secret"
    default: name
    }
  }
}
