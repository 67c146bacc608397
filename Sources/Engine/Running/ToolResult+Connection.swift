import Automations
import OrderedJSON

extension ToolResult {
  /// The same with an error that names the connection over which it came, and says what a person can do
  /// there where that shows.
  func told(of connection: Connection) -> ToolResult {
    guard !Connection.isEmbedded(connection.name) else { return self }
    let name = "\"\(connection.name.inOneLine(Limits.quotedNameBytes))\""
    func words(_ error: String, _ response: JSON? = nil, isUnanswered: Bool = false) -> String {
      let status = response?["status"]?.integer
      // What names the connection says itself what to do where nothing answers.
      let isNamed = error.contains(name)
      let advice =
        isUnanswered ? (isNamed ? nil : Connection.adviceOnSilence) : connection.advice(on: status)
      return error.followed(by: isNamed ? nil : "Its connection is \(name).").followed(by: advice)
    }
    return switch self {
    case .succeeded, .awaitsCallback: self
    case .failed(let error, let response, let retry):
      .failed(
        words(error, response, isUnanswered: response == nil && retry.isOfNobody),
        response: response, retry: retry)
    case .gone(let error, let response): .gone(words(error, response), response: response)
    case .noAnswer(let error): .noAnswer(words(error, isUnanswered: true))
    }
  }
}

extension ToolResult.Retry {
  /// Whether nothing took the call.
  fileprivate var isOfNobody: Bool { if case .notTaken = self { true } else { false } }
}

extension String {
  fileprivate func followed(by sentence: String?) -> String {
    sentence.map { "\(self) \($0)" } ?? self
  }
}

extension Connection {
  fileprivate static let adviceOnSilence =
    "If it stays so, see that the server runs, and that its address is right."

  /// What can be done about an answer of that status, in a sentence; `nil`: nothing that shows.
  fileprivate func advice(on status: Int?) -> String? {
    switch status {
    case (300..<400)?: "Set the address of the connection to where that leads."
    case 404?, 405?:
      isSigned
        ? "See that the address of the connection is right."
        : "See that the address of the connection is right, and what the tool asks for there."
    case (500..<600)?: "The fault is over there: if it stays, see to it there."
    case 401?, 403?:
      isSigned
        ? "If it refuses the signature, give the runner the secret of the connection, or set it anew."
        : "Look at the sign-in of the connection, and at what it may do there."
    default: nil
    }
  }

  /// Whether it proves who asks by a secret that is made here.
  private var isSigned: Bool { kind.traits.makesSecret }
}
