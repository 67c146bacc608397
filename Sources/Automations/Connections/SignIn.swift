/// How the requests of a connection prove who asks. What is secret of it rests in the vault, by the names
/// of `secretNames`.
package enum SignIn: Hashable, Sendable {
  case none
  /// `Authorization: Bearer <token>` (RFC 6750).
  case bearer
  /// A name and a password (RFC 7617).
  case basic(username: String)
  /// A header of that name, whose value is secret.
  case header(name: String)
  /// A parameter of that name in the query, whose value is secret: some APIs know no other way.
  case query(name: String)
  /// A token that is asked for, and renewed (RFC 6749).
  case oauth2(OAuth2)

  package struct OAuth2: Hashable, Sendable {
    package let grant: Grant
    /// Where tokens are asked for.
    package let tokenURL: String
    package let clientID: String
    /// What is asked for; `nil`: what the server gives.
    package let scope: String?

    package init(grant: Grant, tokenURL: String, clientID: String, scope: String? = nil) {
      self.grant = grant
      self.tokenURL = tokenURL
      self.clientID = clientID
      self.scope = scope
    }
  }

  /// What a token is asked for with.
  package enum Grant: String, CaseIterable, Sendable {
    case clientCredentials = "client_credentials"
    case refreshToken = "refresh_token"
  }
}
