import OrderedJSON
import Workflows

/// A server that speaks the Model Context Protocol.
package enum MCPSettings: Hashable, Sendable {
  case http(url: String, signIn: SignIn)
  /// A program of this machine, which the operator's file alone may name.
  /// - Parameters:
  ///   - command: the program and its arguments; one text at least.
  ///   - environment: what it gets besides, by the names of the variables, in the file's order.
  case program(command: [String], environment: [NamedText])
}

extension MCPSettings: KindSettings {
  static let traits = KindTraits(
    title: "MCP server",
    explanation: "A server that offers tools by the Model Context Protocol, over HTTP.",
    trial: "Asks the server for its tools.", deed: "is carried out by an MCP server",
    fields: [
      SettingField(
        "url", .address, label: "URL of the server", placeholder: "https://mcp.example.com/mcp")
    ],
    signsIn: true, listsTools: true, hasContracts: true)

  init(reading members: inout MemberReader, by author: SettingsAuthor) {
    self = author == .operatorsFile ? members.server() : members.remoteServer()
  }

  var members: [JSON.Member] {
    switch self {
    case .http(let url, let signIn):
      [JSON.Member("url", .string(url)), JSON.Member("auth", signIn.json)]
    case .program(let command, let environment):
      [JSON.Member("command", .array(command.map(JSON.string)))]
        + (environment.isEmpty ? [] : [JSON.Member("environment", environment.json)])
    }
  }

  var signIn: SignIn { if case .http(_, let signIn) = self { signIn } else { .none } }

  var place: String? {
    switch self {
    case .http(let url, _): url
    case .program: "a program of the server’s"
    }
  }
}

extension MemberReader {
  fileprivate mutating func remoteServer() -> MCPSettings {
    if has("command") {
      add(
        Fault(
          place("command"),
          "must be absent: only the operator's file may name a program of this machine"))
    }
    return .http(url: url("url"), signIn: signIn())
  }

  /// Either a server by its address, or a program.
  fileprivate mutating func server() -> MCPSettings {
    guard let command = value("command") else {
      return .http(url: url("url"), signIn: signIn())
    }
    let words = (command.elements ?? []).compactMap(\.text)
    if words.isEmpty || words.count != command.elements?.count || words.first == "" {
      add(Fault(place("command"), "must be a list of texts: a program and its arguments"))
    }
    return .program(command: words, environment: texts("environment"))
  }
}
