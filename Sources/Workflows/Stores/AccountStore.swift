package import Scheduling

/// Where accounts, sessions, API tokens and spent sign-in links rest. Secrets arrive hashed.
package protocol AccountStore: Sendable {
  /// - Returns: `false` where the name is taken.
  func insert(_ account: Account) async throws -> Bool
  func account(named name: String) async throws -> Account?
  /// Ends every session of the account besides.
  /// - Returns: whether there is such an account.
  func setPassword(_ hash: PasswordHash, of name: String) async throws -> Bool
  /// Carries out a change of password: every session of the account ends but the next one.
  /// - Returns: `false`, and nothing is changed, where the password before is not that one any more
  ///   or the session that asks is over.
  func change(_ change: PasswordChange) async throws -> Bool

  func insert(_ session: Session) async throws
  func session(_ secretHash: [UInt8]) async throws -> Session?
  func sessions(of userID: String) async throws -> [Session]
  func touch(session secretHash: [UInt8], at now: Instant) async throws
  /// - Returns: whether the user has such a session.
  func deleteSession(_ id: String, of userID: String) async throws -> Bool
  func deleteSessions(of userID: String, except id: String) async throws
  /// Removes sessions that are over.
  func deleteSessions(unusedSince idle: Instant, createdBefore absolute: Instant) async throws

  /// - Returns: `false` where there is a token of that id.
  func insert(_ token: APIToken) async throws -> Bool
  func token(_ secretHash: [UInt8]) async throws -> APIToken?
  func tokens(of userID: String) async throws -> [APIToken]
  func touch(token secretHash: [UInt8], at now: Instant) async throws
  func deleteToken(_ id: String, of userID: String) async throws -> Bool
  /// Revokes the tokens of that name, if any.
  func deleteTokens(named name: String, of userID: String) async throws

  /// - Returns: `false` where the link was spent before.
  func spend(signInLink nonce: String, expires: Instant) async throws -> Bool
}

package struct Account: Sendable {
  package let name: String
  package let isAdministrator: Bool
  /// `nil` until one is set: such an account signs in by link only.
  package let password: PasswordHash?
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

package struct Session: Sendable {
  /// Names the session in lists; it proves nothing.
  package let id: String
  /// SHA-256 of the cookie's secret.
  package let secretHash: [UInt8]
  package let userID: String
  package let isAdministrator: Bool
  package let createdAt: Instant
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

package struct APIToken: Sendable {
  /// Names the token in lists; it proves nothing.
  package let id: String
  /// SHA-256 of the token.
  package let secretHash: [UInt8]
  package let userID: String
  package let isAdministrator: Bool
  package let name: String
  package let access: Access
  package let createdAt: Instant
  /// `nil`: it does not expire.
  package let expiresAt: Instant?
  package let lastUsedAt: Instant?

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
  package let hash: PasswordHash
  /// The id of the session that asks.
  package let session: String
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
  package let salt: [UInt8]
  package let hash: [UInt8]
  /// N, r and p.
  package let rounds: Int
  package let blockSize: Int
  package let parallelism: Int

  package init(salt: [UInt8], hash: [UInt8], rounds: Int, blockSize: Int, parallelism: Int) {
    self.salt = salt
    self.hash = hash
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }
}
