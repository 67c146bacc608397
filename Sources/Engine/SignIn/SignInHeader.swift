import Automations
import Foundation

/// The header by which a request proves who asks.
struct SignInHeader: Sendable {
  let name: String
  /// What stands before the secret; empty: nothing.
  let scheme: String
  /// Of the secret in it.
  let secret: String

  /// Its value as it may be seen.
  var shown: String { value(SecretText.standIn(for: secret)) }

  func value(_ text: String) -> String { scheme.isEmpty ? text : "\(scheme) \(text)" }
}

extension SignIn {
  /// `nil`: no header proves who asks.
  var header: SignInHeader? {
    switch self {
    case .none, .query: nil
    case .bearer: SignInHeader(name: "Authorization", scheme: "Bearer", secret: "token")
    case .basic: SignInHeader(name: "Authorization", scheme: "Basic", secret: "password")
    case .header(let name): SignInHeader(name: name, scheme: "", secret: "value")
    case .oauth2: SignInHeader(name: "Authorization", scheme: "Bearer", secret: "access_token")
    }
  }
}

extension Credentials {
  /// What stands behind the scheme, or in the query, where no token is asked for; `nil`: one is, or
  /// nothing proves who asks.
  func ownProof() throws(SignInFault) -> String? {
    switch signIn {
    case .none, .oauth2: return nil
    case .bearer: return try proof("token")
    case .query: return try proof("value")
    case .basic(let username): return try basic(username)
    case .header(let name):
      let value = try proof("value")
      guard name.isToken, !HTTPHeaderNames.isOwn(name) else {
        throw .unsendable("value", "its header must be one that a request can set")
      }
      return value
    }
  }

  /// RFC 7617, 2.
  private func basic(_ username: String) throws(SignInFault) -> String {
    let password = try proof("password")
    guard !username.hasControlCharacter, !username.contains(":") else {
      throw .unsendable(
        "password", "the user name before it must have no colon and no control characters")
    }
    return Data("\(username):\(password)".utf8).base64EncodedString()
  }

  private func proof(_ name: String) throws(SignInFault) -> String {
    let secret = try needed(name)
    if let fault = signIn.fault(ofProof: secret) { throw .unsendable(name, "it \(fault)") }
    return secret
  }

  func needed(_ name: String) throws(SignInFault) -> String {
    guard let secret = secrets[name] else { throw .missing(name) }
    return secret
  }
}
