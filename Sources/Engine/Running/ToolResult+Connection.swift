import Automations
import OrderedJSON

extension ToolResult {
  /// The same with an error that names the connection over which it came, and says what a person can do
  /// there where the answer tells. What kept a call from being sent is about the call itself.
  func told(of connection: Connection) -> ToolResult {
    guard !Connection.isEmbedded(connection.name) else { return self }
    let name = "\"\(connection.name.inOneLine(Limits.quotedNameBytes))\""
    func words(_ error: String, _ response: JSON? = nil) -> String {
      let advice = connection.advice(on: response?["status"]?.integer)
      return error + (error.contains(name) ? "" : " Its connection is \(name).")
        + (advice.map { " \($0)" } ?? "")
    }
    return switch self {
    case .succeeded, .awaitsCallback, .failed(_, .none, .never): self
    case .failed(let error, let response, let retry):
      .failed(words(error, response), response: response, retry: retry)
    case .gone(let error, let response): .gone(words(error, response), response: response)
    case .noAnswer(let error): .noAnswer(words(error))
    }
  }
}

extension Connection {
  /// What can be done about an answer of that status, in a sentence; `nil`: nothing that shows.
  fileprivate func advice(on status: Int?) -> String? {
    switch status {
    case 401?, 403?:
      kind == .webhook
        ? "If it refuses the signature, give the runner the secret of the connection, or set it anew."
        : "Look at the sign-in of the connection, and at what it may do there."
    case (300..<400)?: "Set the address of the connection to where that leads."
    default: nil
    }
  }
}
