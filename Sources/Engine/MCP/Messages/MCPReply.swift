import Automations
import OrderedJSON

/// What became of a request to a server. The texts are sentences for a person.
enum MCPReply: Sendable {
  /// - Parameter asked: whether the server asked meanwhile for what only a person could give.
  case result(JSON, asked: Bool = false)
  /// - Parameter answer: of HTTP, in which it came; `nil`: it came another way.
  case error(MCPError, in: HTTPAnswer?)
  /// An HTTP answer that has no response to the request, and whose status is no success.
  case answer(HTTPFailure)
  /// It was not sent, and another try ends alike.
  case refused(String)
  /// It was not sent, since the sign-in was refused.
  case notSignedIn(String)
  /// Surely nothing was sent.
  /// - Parameter after: seconds that whoever had to be asked before wants to be waited.
  case notSent(String, after: Int? = nil)
  /// It was sent, and no complete answer came.
  case broken(String)

  init?(_ message: MCPMessage, asked: Bool = false) {
    switch message {
    case .result(_, let result): self = .result(result, asked: asked)
    case .error(_, let error): self = .error(error, in: nil)
    case .request, .notification: return nil
    }
  }
}

extension MCPReply {
  /// The same where nothing of these secrets is shown that a server sends back.
  func hiding(_ secrets: [SecretText]) -> MCPReply {
    guard !secrets.isEmpty else { return self }
    let hidden = SecretValues(secrets)
    return switch self {
    case .result(let result, let asked): .result(hidden.hidden(in: result), asked: asked)
    case .error(let error, let answer):
      .error(error.hiding(hidden), in: answer?.hiding(answer?.sent.beside(secrets) ?? hidden))
    case .answer(let failure):
      .answer(
        HTTPFailure(
          answer: failure.answer.hiding(failure.answer.sent.beside(secrets)),
          message: failure.message.map { hidden.hidden(in: $0) }))
    case .refused, .notSignedIn, .notSent, .broken: self
    }
  }
}

/// What an HTTP server answers instead of carrying something out.
struct HTTPFailure: Sendable {
  let answer: HTTPAnswer
  /// What a JSON-RPC error in it says that answers no request of ours.
  let message: String?
}
