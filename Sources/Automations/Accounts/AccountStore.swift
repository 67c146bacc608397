package import Scheduling

/// Where accounts, sessions, API tokens and spent sign-in links rest. Secrets arrive hashed.
package protocol AccountStore: Sendable {
  /// - Returns: `false` where the name is taken.
  func insert(_ account: Account, by act: Act) async throws -> Bool
  /// In one transaction: keeps an account and its first token.
  /// - Returns: `false`, and neither is kept, where the name is taken, or has the skeleton of one
  ///   that is.
  func insert(_ account: Account, with token: APIToken, by act: Act) async throws -> Bool
  /// - Returns: `nil` where nobody has that name.
  func account(named name: String) async throws -> Account?
  /// Ends every session of the account besides.
  /// - Returns: whether there is such an account.
  func setPassword(_ hash: PasswordHash, of name: String, by act: Act) async throws -> Bool
  /// Carries out a change of password: every session of the account ends but the next one.
  /// - Returns: `false`, and nothing is changed, where the password before is not that one any more
  ///   or the session that asks is over.
  func change(_ change: PasswordChange, by act: Act) async throws -> Bool

  /// Keeps a session that begins by a password. Where the account has more than
  /// `Limits.sessionsOfAccount` then, those end that were not used for the longest.
  /// - Parameter password: the account's, as it was when it was proved; `nil`: there was none.
  /// - Returns: `false`, and no session is kept, where the account has another one now.
  func insert(
    _ session: Session, provedBy password: PasswordHash?, by act: Act
  ) async throws -> Bool
  /// In one transaction: spends a sign-in link, and keeps the session that begins by it, whatever
  /// the password is.
  /// - Returns: `false`, and no session is kept, where the link was spent before.
  func insert(
    _ session: Session, spending link: String, expires: Instant, by act: Act
  ) async throws -> Bool
  /// Whether a sign-in link was spent.
  func isSpent(_ link: String) async throws -> Bool
  /// - Returns: `nil` where there is none; one that is over may still be there.
  func session(_ secretHash: [UInt8]) async throws -> Session?
  /// The last used first, those that are over among them.
  func sessions(of userID: String) async throws -> [Session]
  /// Notes when it was last used.
  func touch(session secretHash: [UInt8], at now: Instant) async throws
  /// Ends a session of whoever acts.
  /// - Returns: whether there was one of that id.
  func deleteSession(_ id: String, by act: Act) async throws -> Bool
  /// Ends all sessions of whoever acts but the one of that id.
  func deleteSessions(except id: String, by act: Act) async throws
  /// Removes sessions that are over, some at a time.
  func deleteSessions(unusedSince idle: Instant, createdBefore absolute: Instant) async throws

  /// Keeps a token, unless its account has as many as `Limits.tokensOfAccount` allows.
  func insert(_ token: APIToken, by act: Act) async throws -> KeptToken
  /// - Returns: `nil` where there is none; one that has expired is still there.
  func token(_ secretHash: [UInt8]) async throws -> APIToken?
  /// The newest first, expired ones among them.
  func tokens(of userID: String) async throws -> [APIToken]
  /// Notes when it was last used.
  func touch(token secretHash: [UInt8], at now: Instant) async throws
  /// Revokes a token of whoever acts.
  /// - Returns: whether there was one of that id.
  func deleteToken(_ id: String, by act: Act) async throws -> Bool
  /// In one transaction: revokes the tokens of its user that have its name, if any, and keeps it.
  func replace(with token: APIToken, by act: Act) async throws
}

/// What became of a token that was to be kept.
package enum KeptToken: Sendable {
  case kept
  /// There is a token of that id, and it stays as it is.
  case known
  /// The account has as many as it may.
  case tooMany
}

/// Somebody the server knows by name: a person who signs in, or whoever sends a token.
package struct Account: Sendable {
  /// 1–255 characters, unique: the `user_id` of all that the account owns.
  package let name: String
  /// Whether it sees and changes everybody's rows.
  package let isAdministrator: Bool
  /// `nil` until one is set: such an account signs in by link only.
  package let password: PasswordHash?
  /// When it was made; the first administrator's, at the server's first start.
  package let createdAt: Instant

  package init(
    name: String, isAdministrator: Bool, password: PasswordHash?, createdAt: Instant
  ) {
    self.name = name
    self.isAdministrator = isAdministrator
    self.password = password
    self.createdAt = createdAt
  }
}

/// A browser that is signed in. `AccountUseCases` says when that is over.
package struct Session: Sendable {
  /// Names the session in lists; it proves nothing.
  package let id: String
  /// SHA-256 of the cookie's secret.
  package let secretHash: [UInt8]
  /// The account's name.
  package let userID: String
  /// What the account says now, not what it said when the session began.
  package let isAdministrator: Bool
  /// It is over some time after this, however much it is used.
  package let createdAt: Instant
  /// To about a minute.
  package let lastUsedAt: Instant

  package init(
    id: String, secretHash: [UInt8], userID: String, isAdministrator: Bool, createdAt: Instant,
    lastUsedAt: Instant
  ) {
    self.id = id
    self.secretHash = secretHash
    self.userID = userID
    self.isAdministrator = isAdministrator
    self.createdAt = createdAt
    self.lastUsedAt = lastUsedAt
  }
}

/// What a program proves itself with; the text is not kept, only its hash.
package struct APIToken: Sendable {
  /// Names the token in lists; it proves nothing.
  package let id: String
  /// SHA-256 of the token.
  package let secretHash: [UInt8]
  /// The account's name.
  package let userID: String
  /// What the account says now, not what it said when the token was made.
  package let isAdministrator: Bool
  /// What people call it, 1–255 characters; several may have the same.
  package let name: String
  /// Which calls it is good for.
  package let access: Access
  /// When it was made, and its text told.
  package let createdAt: Instant
  /// `nil`: it does not expire.
  package let expiresAt: Instant?
  /// To about a minute; `nil`: never.
  package let lastUsedAt: Instant?

  /// `read`: calls that change nothing. `write`: all that its account may do.
  package enum Access: String, CaseIterable, Sendable { case read, write }

  package init(
    id: String, secretHash: [UInt8], userID: String, isAdministrator: Bool, name: String,
    access: Access, createdAt: Instant, expiresAt: Instant?, lastUsedAt: Instant?
  ) {
    self.id = id
    self.secretHash = secretHash
    self.userID = userID
    self.isAdministrator = isAdministrator
    self.name = name
    self.access = access
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.lastUsedAt = lastUsedAt
  }
}

/// One password in the place of another, and one session in the place of all.
package struct PasswordChange: Sendable {
  /// The password until now; `nil`: there was none.
  package let previous: PasswordHash?
  /// The password from now on.
  package let hash: PasswordHash
  /// The id of the session that asks.
  package let session: String
  /// A new session for whoever asks, in place of all that the account had.
  package let next: Session

  package init(previous: PasswordHash?, hash: PasswordHash, session: String, next: Session) {
    self.previous = previous
    self.hash = hash
    self.session = session
    self.next = next
  }
}

/// A password as scrypt (RFC 7914) leaves it, with the parameters that it was made with.
package struct PasswordHash: Hashable, Sendable {
  /// 16 bytes, another for each password.
  package let salt: [UInt8]
  /// 32 bytes.
  package let hash: [UInt8]
  /// N.
  package let rounds: Int
  /// r.
  package let blockSize: Int
  /// p.
  package let parallelism: Int

  package init(salt: [UInt8], hash: [UInt8], rounds: Int, blockSize: Int, parallelism: Int) {
    self.salt = salt
    self.hash = hash
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }
}
