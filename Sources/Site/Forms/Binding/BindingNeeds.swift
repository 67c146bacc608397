import Automations

/// What the form of a binding asks for, by what carries the tool out.
struct BindingNeeds {
  /// The tool's name over there.
  let remote: Bool
  /// Whether its connection tells which tools it has.
  let listsTools: Bool
  /// A request below a base URL, made of the call.
  let request: Bool
  /// Which statuses of an answer are success.
  let statuses: Bool
  /// What becomes of formulas.
  let formulas: Bool
  /// In how many seconds a call ends.
  let timeout: Bool
  /// The same of a result that comes later.
  let callbackTimeout: Bool

  init(_ performer: Performer, through connection: Connection) {
    let kind = connection.kind
    remote = kind == .mcp || kind == .openapi || kind == .webhook
    listsTools = kind == .mcp || kind == .openapi
    request =
      if case .http(let settings) = connection.settings { settings.baseURL != nil } else { false }
    statuses = kind.hasStatuses
    formulas = performer.writesTables
    timeout = kind != .local
    callbackTimeout = kind == .webhook
  }
}

extension Performer {
  /// What carries the tool out; `nil`: there is no such connection.
  func connection(in bindings: Bindings) -> Connection? {
    switch self {
    case .http: .http
    case .embedded: .local
    case .connection(let name): bindings.connection(named: name)
    }
  }

  /// What it takes, as far as that is known.
  /// - Parameters:
  ///   - remote: the tool's name over there.
  ///   - offers: the tools of its connection; `nil`: nothing is known of them.
  func offer(_ remote: String, among offers: [ToolOffer]?) -> ToolOffer? {
    switch self {
    case .http: ToolOffer.httpRequest
    case .embedded(let name): offers?.first { $0.name == name }
    case .connection: offers?.first { $0.name.utf8.elementsEqual(remote.utf8) }
    }
  }
}

extension ToolOffer {
  /// A request to a whole URL.
  fileprivate static let httpRequest = ToolOffer(
    "http_request",
    parameters: [
      Parameter("method"), Parameter("url", isRequired: true), Parameter("headers"),
      Parameter("query"), Parameter("body"),
    ])
}
