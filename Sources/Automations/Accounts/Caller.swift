/// Who asks: an account, as a session or a token proved it.
package struct Caller: Hashable, Sendable {
  /// The account's name.
  package let userID: String
  /// Whether everybody's rows are the caller's to see and change.
  package let isAdministrator: Bool

  package init(userID: String, isAdministrator: Bool) {
    self.userID = userID
    self.isAdministrator = isAdministrator
  }

  /// Whose rows the caller sees and changes.
  package var scope: Scope { isAdministrator ? .everybody : .user(userID) }

  /// The owner of what the caller creates or lists for `userID`.
  /// - Throws: `Refusal.forbidden` where that is somebody else and the caller no administrator.
  package func owner(named userID: String?) throws(Refusal) -> String {
    guard let userID, userID != self.userID else { return self.userID }
    guard isAdministrator else {
      throw .forbidden("Only an administrator may name another user_id than one's own")
    }
    return userID
  }
}

/// Whose rows a statement may touch; it stands in every WHERE.
package enum Scope: Hashable, Sendable {
  /// One person's, by the name of the account.
  case user(String)
  case everybody

  /// The user, or `nil` for everybody.
  package var userID: String? {
    if case .user(let userID) = self { userID } else { nil }
  }
}
