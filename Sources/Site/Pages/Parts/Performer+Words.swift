import Automations

extension Performer {
  /// What there is to choose: `Send an e-mail (send_email)`.
  var offer: String {
    switch self {
    case .http(let called): return named("Make an HTTP request", called)
    case .embedded(let tool):
      let words = tool.flatMap(LocalTool.init(rawValue:))?.imperative
      return named(words ?? "The embedded tool of that name", tool)
    case .connection(let name): return named("Use the connection", name)
    }
  }

  private func named(_ words: String, _ name: String?) -> String {
    name.map { "\(words) (\($0.listed))" } ?? words
  }
}

extension LocalTool {
  fileprivate var imperative: String {
    switch self {
    case .sendEmail: "Send an e-mail"
    case .appendRow: "Append a row to a table"
    case .note: "Write a note"
    }
  }

  /// - Parameter isSent: whether a program takes mail out; `nil`: that is not known.
  fileprivate func deed(isSent: Bool?) -> String {
    switch self {
    case .sendEmail:
      switch isSent {
      case true?: "sends an e-mail"
      case false?: "writes an e-mail to the outbox"
      case nil: "writes an e-mail"
      }
    case .appendRow: "appends a row to a table"
    case .note: "writes a note"
    }
  }
}

extension AdapterKind {
  /// What a tool does here, behind its name: `sends an e-mail`.
  /// - Parameters:
  ///   - embedded: `nil`: another kind carries it out, or one that is not known any more.
  ///   - isSent: whether a program takes mail out; `nil`: that is not known of this one.
  func deed(of embedded: LocalTool?, isSent: Bool?) -> String {
    embedded?.deed(isSent: isSent) ?? traits.deed
  }
}

extension BoundTool {
  /// The same, with the connection where somebody made it, and the tool's name over there.
  func deed(isSent: Bool?) -> String {
    let deed = connection.kind.deed(of: embedded, isSent: isSent)
    guard !Connection.isEmbedded(connection.name) else { return deed }
    let isCalledOtherwise = !remote.utf8.elementsEqual(tool.utf8)
    let called = isCalledOtherwise ? ", as \(remote.listed)" : ""
    return "\(deed) (connection \(connection.name.listed)\(called))"
  }
}
