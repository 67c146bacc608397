package import Automations

extension ToolContract {
  /// Of the embedded tool `note`, as if a server over there told what it takes.
  package static func note(
    _ pin: String, remote: String = "note", connection: String = Connection.local.id
  ) -> ToolContract {
    ToolContract(
      tool: "note", connection: connection, remote: remote, pin: pin, schema: "\"\(pin)\"")
  }
}
