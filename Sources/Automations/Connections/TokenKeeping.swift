/// Keeps the tokens of connections from one call to the next.
package protocol TokenKeeping: Sendable {
  /// The tokens that were kept last; `nil`: there are none.
  func tokens(at place: TokenPlace) async throws -> OAuthTokens?
  /// Keeps tokens in the place of former ones, which are of no use any more.
  func keep(_ tokens: OAuthTokens, at place: TokenPlace) async throws
}

/// The connection whose tokens are meant.
package struct TokenPlace: Hashable, Sendable {
  /// The connection's id.
  package let connection: String
  /// Whose the connection is; `nil`: the operator's, by a file.
  package let owner: String?

  package init(connection: String, owner: String?) {
    self.connection = connection
    self.owner = owner
  }
}
