import Logging

/// What somebody's own account has, as its page shows it.
package struct OwnAccount: Sendable {
  /// Without one, only a link signs in.
  package let hasPassword: Bool
  /// Those that are not over, the last used one first.
  package let sessions: [Session]
  /// The newest first; expired ones too, until they are revoked.
  package let tokens: [APIToken]
}

/// One's own account. Whose it is, the session says; nobody reaches another's, an administrator
/// neither.
extension AccountUseCases {
  /// - Throws: `Refusal.notFound(.account)` where the account is gone.
  package func own(_ session: Session) async throws -> OwnAccount {
    let now = now()
    return OwnAccount(
      hasPassword: try await account(of: session).password != nil,
      sessions: try await store.sessions(of: session.userID)
        .filter { !AccountUseCases.isOver($0, at: now) },
      tokens: try await store.tokens(of: session.userID))
  }

  // MARK: Passwords

  /// Sets the first password, or changes it. Every session of the account ends; a new one takes the
  /// place of the one that asks.
  /// - Parameter current: the password until now; not asked where there is none.
  /// - Returns: the secret of the new session.
  /// - Throws: `Refusal.invalid` with faults at `current_password` and `new_password`; `.tooMany`.
  package func changePassword(
    from current: String, to new: String, in session: Session, by act: Act
  ) async throws -> String {
    let account = try await account(of: session)
    let fault = Password.fault(of: new, for: account.name)
    var faults = fault.map { [Fault(["new_password"], $0)] } ?? []
    let (isRight, hash) = try await passwords.run {
      let isRight = try account.password.map { try Password.matches(current, $0) } ?? true
      return (isRight, isRight && fault == nil ? try Password.hash(new) : nil)
    }
    if !isRight {
      faults.insert(Fault(["current_password"], "is not the password of this account"), at: 0)
    }
    guard let hash, faults.isEmpty else { throw Refusal.invalid(faults) }
    let (next, secret) = newSession(of: account)
    let change = PasswordChange(
      previous: account.password, hash: hash, session: session.id, next: next)
    guard try await store.change(change, by: act) else {
      throw Refusal.conflict("The password was changed elsewhere meanwhile, or the session ended")
    }
    logger.tell("password set", by: act, ["account": "\(account.name)"])
    return secret
  }

  /// Sets the password of any account, whose sessions all end.
  /// - Throws: `Refusal`.
  package func setPassword(_ password: String, of name: String, by act: Act) async throws {
    let account = try await self.account(named: name)
    if let fault = Password.fault(of: password, for: account?.name ?? name) {
      throw Refusal.invalid([Fault(["password"], fault)])
    }
    guard let account else { throw Refusal.notFound(.account) }
    let hash = try await passwords.run { try Password.hash(password) }
    guard try await store.setPassword(hash, of: account.name, by: act) else {
      throw Refusal.notFound(.account)
    }
    logger.tell("password set", by: act, ["account": "\(account.name)"])
  }

  // MARK: Sessions and tokens

  /// Ends one of one's own sessions.
  /// - Throws: `Refusal.notFound(.session)`.
  package func endSession(_ id: String, by act: Act) async throws {
    guard try await store.deleteSession(id, by: act) else {
      throw Refusal.notFound(.session)
    }
    logger.tell("session ended", by: act, ["ended": "\(id)"])
  }

  /// Ends every session of the account but this one.
  package func endOtherSessions(than session: Session, by act: Act) async throws {
    try await store.deleteSessions(except: session.id, by: act)
    logger.tell("other sessions ended", by: act)
  }

  /// - Throws: `Refusal.notFound(.apiToken)`.
  package func revokeToken(_ id: String, by act: Act) async throws {
    guard try await store.deleteToken(id, by: act) else {
      throw Refusal.notFound(.apiToken)
    }
    logger.tell("API token revoked", by: act, ["revoked": "\(id)"])
  }

  private func account(of session: Session) async throws -> Account {
    guard let account = try await store.account(named: session.userID) else {
      throw Refusal.notFound(.account)
    }
    return account
  }
}
