package import OrderedJSON

extension ConnectionSettings {
  /// The wire form, without `shared`.
  package var json: JSON { json(withDocument: true) }

  /// - Parameter withDocument: whether an uploaded document is in it, which may be long.
  package func json(withDocument: Bool) -> JSON {
    switch self {
    case .http(let settings):
      .object(
        JSON.Member.ifAny("base_url", settings.baseURL) + [.init("auth", settings.signIn.json)]
          + (settings.headers.isEmpty ? [] : [.init("headers", settings.headers.json)]))
    case .openapi(let settings):
      .object(
        settings.document.members(withText: withDocument)
          + JSON.Member.ifAny("base_url", settings.baseURL)
          + [.init("auth", settings.signIn.json)])
    case .webhook(let settings): ["url": .string(settings.url)]
    case .mcp(.http(let url, let signIn)): ["url": .string(url), "auth": signIn.json]
    case .mcp(.program(let command, let environment)):
      .object(
        [JSON.Member("command", .array(command.map(JSON.string)))]
          + (environment.isEmpty ? [] : [.init("environment", environment.json)]))
    case .local: [:]
    }
  }

  /// The text of an uploaded document; `nil`: there is none.
  package var document: String? {
    if case .openapi(let settings) = self, case .text(let text) = settings.document {
      text
    } else {
      nil
    }
  }
}

extension OpenAPISettings.Document {
  fileprivate func members(withText: Bool) -> [JSON.Member] {
    switch self {
    case .text(let text): withText ? [JSON.Member("document", .string(text))] : []
    case .url(let url): [JSON.Member("document_url", .string(url))]
    }
  }
}

extension [NamedText] {
  fileprivate var json: JSON { .object(map { JSON.Member($0.name, .string($0.value)) }) }
}

extension JSON.Member {
  fileprivate static func ifAny(_ name: String, _ text: String?) -> [JSON.Member] {
    text.map { [JSON.Member(name, .string($0))] } ?? []
  }
}

extension ConnectionSettings {
  /// As far as whoever binds a tool to it has to know: where its calls go, and how it signs in.
  package var outline: JSON {
    let shown = ["base_url", "document_url", "url"]
    let members = (json(withDocument: false).members ?? []).filter { shown.contains($0.key) }
    guard let kind = json(withDocument: false)["auth"]?["type"] else { return .object(members) }
    return .object(members + [JSON.Member("auth", ["type": kind])])
  }
}
