import Automations
import OrderedJSON
import Workflows

/// What carries a tool out, as people choose it as one thing.
enum Performer: Hashable {
  /// Requests to whole URLs.
  /// - Parameter called: what the binding is called by whoever made it; `nil`: nothing.
  case http(called: String? = nil)
  /// An embedded tool; `nil`: the one that the tool's own name speaks of.
  case embedded(String?)
  /// A connection, by its name.
  case connection(String)

  /// What the panel offers to everybody.
  static let offered = LocalTool.allCases.map { Performer.embedded($0.rawValue) } + [.http()]
}

extension Performer {
  init(_ tool: BoundTool) {
    switch (tool.connection, tool.binding.wording) {
    case (.http, .adapter(let called)): self = .http(called: called)
    case (.http, .connection): self = .http()
    case (.local, _): self = .embedded(tool.embedded?.rawValue)
    default: self = .connection(tool.connection.name)
    }
  }

  /// - Parameter value: as the form's field has it: `http`, `local/send_email`, `connection/desk`.
  init?(value: String) {
    let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.dropFirst().first.map(String.init)
    switch (parts.first, name) {
    case ("http", _): self = .http(called: name)
    case ("local", _): self = .embedded(name)
    case ("connection", let name?): self = .connection(name)
    default: return nil
    }
  }

  var value: String {
    switch self {
    case .http(nil): "http"
    case .http(let called?): "http/\(called)"
    case .embedded(nil): "local"
    case .embedded(let tool?): "local/\(tool)"
    case .connection(let name): "connection/\(name)"
    }
  }

  /// What carries a tool out, as the field `seen` of its form says it; empty where nothing does.
  static func seen(_ tool: BoundTool?) -> String {
    guard let tool else { return "" }
    let mapping = tool.mapping
    let shown = [
      Performer(tool).value, mapping.effect?.rawValue ?? "", mapping.success?.rawValue ?? "",
      mapping.formulas?.rawValue ?? "",
    ]
    return (shown + [tool.digestOfRest].compactMap(\.self)).joined(separator: " ")
  }

  var writesTables: Bool { self == .embedded(LocalTool.appendRow.rawValue) }
  var sendsMail: Bool { self == .embedded(LocalTool.sendEmail.rawValue) }
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

  /// Whether its answers have statuses.
  func hasStatuses(in bindings: Bindings) -> Bool {
    connection(in: bindings)?.kind.traits.hasStatuses == true
  }

  /// Says in a draft what carries the tool out.
  func say(in draft: inout BindingDraft) {
    switch self {
    case .http(let called): (draft.adapter, draft.connection) = (.http, called)
    case .embedded(let name): (draft.adapter, draft.connection) = (.local, name)
    case .connection(let name): draft.connection = name
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

extension Bindings {
  /// What a form of a tool's binding shows: what carries it out, or would if its connection were switched
  /// on; `nil`: nothing.
  func shown(for tool: String) -> BoundTool? {
    if let bound = binding(of: tool) { return bound }
    guard let own = own(tool), !own.isSevered, let connection = connection(named: own.connection)
    else { return nil }
    return BoundTool(tool: tool, binding: own, connection: connection)
  }
}

extension Form {
  /// Makes sure that the same carries a tool out as when the form was opened.
  /// - Throws: `HeldForm`.
  func check(_ tool: String, in bindings: Bindings) throws(HeldForm) {
    try check(
      seen: Performer.seen(bindings.shown(for: tool)),
      "what carries out this tool became something else")
  }
}

extension BoundTool {
  /// Of what the short form does not show; `nil`: there is nothing of it. Which embedded tool it is stands
  /// in what is chosen.
  fileprivate var digestOfRest: String? {
    let isCalledOtherwise = mapping.remote != nil && embedded == nil
    guard
      isCalledOtherwise || mapping.params != nil || mapping.request != nil
        || mapping.timeout != nil || mapping.callbackTimeout != nil
    else { return nil }
    let rest: JSON = [
      "remote": JSON(mapping.remote), "params": mapping.params?.json ?? .null,
      "request": mapping.request?.json ?? .null, "timeout": JSON(mapping.timeout),
      "callback_timeout": JSON(mapping.callbackTimeout),
    ]
    return Identifier.derived(from: rest.serialized)
  }
}
