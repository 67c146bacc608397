import Automations

extension Performer {
  /// What there is to choose: `Send an e-mail (send_email)`.
  var offer: String {
    let imperative =
      switch (adapter, tool) {
      case (.http, _): "Make an HTTP request"
      case (.local, .sendEmail): "Send an e-mail"
      case (.local, .appendRow): "Append a row to a table"
      case (.local, .note): "Write a note"
      case (.local, nil): "The embedded tool of that name"
      }
    return connection.map { "\(imperative) (\($0))" } ?? imperative
  }

  /// What a tool does here, behind its name: `sends an e-mail`.
  /// - Parameter isSent: whether a program takes mail out; `nil`: that is not known of this one.
  func deed(isSent: Bool?) -> String {
    switch (adapter, tool) {
    case (.http, _): "makes an HTTP request"
    case (.local, .sendEmail):
      switch isSent {
      case true?: "sends an e-mail"
      case false?: "writes an e-mail to the outbox"
      case nil: "writes an e-mail"
      }
    case (.local, .appendRow): "appends a row to a table"
    case (.local, .note): "writes a note"
    case (.local, nil): "is an embedded tool"
    }
  }

  private var tool: LocalTool? { connection.flatMap(LocalTool.init(rawValue:)) }
}
