package import Scheduling

/// Where the vault's sealed secrets and wrapped keys rest. No key reaches it but wrapped.
package protocol VaultStore: Sendable {
  /// The data key by which an owner's secrets are sealed now; `nil`: none was made yet.
  func dataKey(of userID: String) async throws -> WrappedKey?
  /// Keeps an owner's first data key.
  /// - Returns: the one that seals now: another where somebody was first.
  func keep(_ key: WrappedKey, at now: Instant) async throws -> WrappedKey
  /// One data key of each key of the installation that has wrapped some.
  func wrappedKeys() async throws -> [WrappedKey]

  /// Keeps secrets, each in the place of the one before.
  func put(_ secrets: [SealedSecret], by act: Act) async throws
  /// Keeps a secret in the place of the one of its name.
  /// - Returns: whether there was one.
  func replace(_ secret: SealedSecret, by act: Act) async throws -> Bool
  /// A row's secrets, by their names.
  func secrets(in row: SecretRow, of userID: String) async throws -> [KeptSecret]
  /// As of `Vault`.
  func notes(in row: SecretRow, of userID: String) async throws -> [SecretNote]
  /// As of `Vault`.
  func notes(inTable table: String, of userID: String) async throws -> [String: [SecretNote]]
  /// Notes when a secret was last used, unless it was set anew or its last use is noted later than
  /// `earlier`.
  func touch(_ secret: SecretUse, at now: Instant, unlessAfter earlier: Instant) async throws
  /// As of `Vault`.
  func forget(
    in row: SecretRow, except kept: Set<String>, of userID: String, by act: Act
  ) async throws
}

/// A secret that is to be kept.
package struct SealedSecret: Hashable, Sendable {
  package let place: SecretPlace
  /// Whose it is.
  package let userID: String
  /// As `Sealing.seal` leaves it.
  package let sealed: [UInt8]
  /// The id of the owner's data key that sealed it.
  package let dataKeyID: String
  /// As `SecretText.last4` has it.
  package let last4: String
  package let setAt: Instant

  package init(
    place: SecretPlace, userID: String, sealed: [UInt8], dataKeyID: String, last4: String,
    setAt: Instant
  ) {
    self.place = place
    self.userID = userID
    self.sealed = sealed
    self.dataKeyID = dataKeyID
    self.last4 = last4
    self.setAt = setAt
  }
}

/// A secret as it is kept.
package struct KeptSecret: Hashable, Sendable {
  package let use: SecretUse
  /// As `Sealing.seal` leaves it.
  package let sealed: [UInt8]
  /// What sealed it.
  package let key: WrappedKey
  /// `nil`: it was not used since it was set.
  package let usedAt: Instant?

  package init(use: SecretUse, sealed: [UInt8], key: WrappedKey, usedAt: Instant?) {
    self.use = use
    self.sealed = sealed
    self.key = key
    self.usedAt = usedAt
  }
}

/// A secret that is used, as it was set at some time.
package struct SecretUse: Hashable, Sendable {
  package let place: SecretPlace
  package let userID: String
  package let setAt: Instant

  package init(place: SecretPlace, userID: String, setAt: Instant) {
    self.place = place
    self.userID = userID
    self.setAt = setAt
  }
}
