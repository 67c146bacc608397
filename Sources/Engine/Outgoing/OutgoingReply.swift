package import Automations

/// What became of a request. The texts are sentences for a person, without any secret.
package enum OutgoingReply: Sendable {
  case answer(HTTPAnswer)
  /// A network that is not allowed, or what no request can be made of: it was not sent, and another
  /// try ends alike.
  case refused(String)
  /// Surely nothing was sent.
  /// - Parameter after: seconds that whoever had to be asked before wants to be waited.
  case notConnected(String, after: Int? = nil)
  /// It was sent, and no complete answer came in time.
  case broken(String)
  /// It was not sent, because the sign-in was refused: no later try does better until a person sees
  /// to it.
  case notSignedIn(String)
}

extension OutgoingReply {
  /// The same where an answer shows nothing of these secrets either, which went out with the request.
  func hiding(_ secrets: [SecretText]) -> OutgoingReply {
    guard case .answer(let answer) = self else { return self }
    return .answer(answer.hiding(answer.sent.beside(secrets)))
  }

  /// What it means for a step.
  /// - Parameter ofAnswer: what an answer does.
  package func result(ofAnswer: (HTTPAnswer) -> ToolResult) -> ToolResult {
    switch self {
    case .answer(let answer): ofAnswer(answer)
    case .refused(let words): .failed(words, response: nil, retry: .never)
    case .notConnected(let words, let after):
      .failed(words, response: nil, retry: .notTaken(after: after))
    case .broken(let words): .noAnswer(words)
    case .notSignedIn(let words): .failed(words, response: nil, retry: .permanent)
    }
  }
}
