import Automations

/// Who asks for a token, and for which.
struct TokenAsking: Sendable {
  let settings: SignIn.OAuth2
  let credentials: Credentials
  /// Whose share of the look-ups is taken.
  let userID: String
  let key: Key

  /// What one answer serves.
  struct Key: Hashable, Sendable {
    let place: TokenPlace
    /// Of `OAuthTokens.origin`.
    let origin: String
  }

  init(_ settings: SignIn.OAuth2, _ credentials: Credentials, for userID: String) {
    self.settings = settings
    self.credentials = credentials
    self.userID = userID
    let parts = [
      settings.grant.rawValue, settings.tokenURL, settings.clientID, settings.scope ?? "",
      credentials.secrets["client_secret"] ?? "", credentials.secrets["refresh_token"] ?? "",
    ]
    key = Key(
      place: credentials.place,
      origin: Secret.hexadecimal(Secret.hash(parts.joined(separator: "\0"))))
  }
}
