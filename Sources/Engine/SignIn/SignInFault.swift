/// Why a request could not prove who asks: it was not sent. Each is a sentence without any secret.
package enum SignInFault: Error, Hashable, Sendable {
  /// A secret that is needed is not set; its name.
  case missing(String)
  /// A secret that no header can have.
  case unsendable(String, _ rule: String)
  /// The address where tokens are asked for is none.
  case tokenURL(_ rule: String)
  /// The token server says no, by an error code of RFC 6749, 5.2.
  /// - Parameter after: seconds that it asked to be waited.
  case refused(host: String, code: String, after: Int?)
  /// The token server answered with another status than 2xx, and no code, or with a status that says
  /// nothing against the client beside a code that seems to.
  /// - Parameter after: seconds that it asked to be waited.
  case answered(host: String, status: Int, after: Int?)
  /// The token server's answer has no token that could be sent.
  case noToken(host: String)
  /// The token server may not be asked, or nothing that can be sent would ask it.
  case notAllowed(String)
  /// No answer came from the token server.
  case noAnswer(String)
  /// The tokens that are kept could not be read.
  case notRead
}

extension SignInFault: CustomStringConvertible {
  /// With what to do, where that shows.
  package var description: String { advice.map { "\(words) \($0)" } ?? words }

  private var words: String {
    switch self {
    case .missing(let name):
      "The sign-in lacks its secret \(name); it can be set at the connection."
    case .unsendable(let name, let rule):
      "The secret \(name) of the sign-in cannot be sent: \(rule)."
    case .tokenURL(let rule): "The token URL of the sign-in \(rule)."
    case .refused(let host, let code, _): "The token server \(host) refuses the sign-in: \(code)."
    case .answered(let host, let status, _):
      "The token server \(host) answered \(status) instead of a token."
    case .noToken(let host):
      "The token server \(host) answered without a token that could be used."
    case .notAllowed(let words), .noAnswer(let words): "The sign-in was not possible: \(words)"
    case .notRead: "The sign-in's token could not be read."
    }
  }

  private var advice: String? {
    switch self {
    case .refused(_, let code, _):
      switch code {
      case "invalid_client": "See that client_id and client_secret are right."
      case "invalid_grant": "Set the refresh_token anew."
      case "invalid_scope": "See that the scope is one that it gives."
      case "unauthorized_client", "unsupported_grant_type":
        "See that the client may sign in by the grant of the connection."
      default: nil
      }
    case .answered(_, let status, _):
      SignInFault.isPassing(status: status)
        ? nil : "See that the token_url is right, and the client's id and secret."
    case .noToken: "See that the token_url is right."
    case .missing, .unsendable, .tokenURL, .notAllowed, .noAnswer, .notRead: nil
    }
  }
}

extension SignInFault {
  /// What it means for the request: it surely was not sent.
  var reply: OutgoingReply {
    switch self {
    case .missing, .unsendable, .tokenURL: .notSignedIn(description)
    case .refused(_, let code, let after):
      SignInFault.isPassing(code: code)
        ? .notConnected(description, after: after) : .notSignedIn(description)
    case .answered(_, let status, let after):
      switch status {
      case 401: .notSignedIn(description)
      case _ where SignInFault.isPassing(status: status): .notConnected(description, after: after)
      default: .refused(description)
      }
    case .noToken, .notAllowed: .refused(description)
    case .noAnswer, .notRead: .notConnected(description)
    }
  }

  /// Whether a code says nothing against the client.
  static func isPassing(code: String) -> Bool {
    ["server_error", "slow_down", "temporarily_unavailable"].contains(code)
  }

  /// Whether a status says nothing against the client.
  static func isPassing(status: Int) -> Bool {
    switch status {
    case 408, 425, 429, 500...599: true
    default: false
    }
  }
}
