package import Logging
package import Scheduling

/// The vault: secrets are sealed and opened here, and rest sealed in a store. Nothing is sealed while
/// a transaction waits for it.
package struct SealedVault: Vault {
  private let store: any VaultStore
  private let keys: KeyRing
  private let uses: SecretUses
  private let now: @Sendable () -> Instant
  private let logger: Logger

  /// - Parameters:
  ///   - keys: the installation's.
  ///   - logger: told which secrets were set and forgotten, never what they are.
  package init(
    store: any VaultStore, keys: KeyRing, now: @escaping @Sendable () -> Instant,
    logger: Logger = .silent
  ) {
    self.store = store
    self.keys = keys
    uses = SecretUses(store: store)
    self.now = now
    self.logger = logger
  }

  package func seal(
    _ secrets: [SecretText], in row: SecretRow, of userID: String, by act: Act
  ) async throws -> [SealedSecret] {
    guard !secrets.isEmpty else { return [] }
    let key = try await dataKey(of: userID)
    return try secrets.map { secret in
      SealedSecret(
        place: SecretPlace(row, secret.name), userID: userID, sealed: try key.seal(secret, in: row),
        dataKeyID: key.id, last4: secret.last4, setAt: act.at)
    }
  }

  package func put(
    _ secrets: [SecretText], in row: SecretRow, of userID: String, by act: Act
  ) async throws {
    try await store.put(try await seal(secrets, in: row, of: userID, by: act), by: act)
    tell("secrets set", of: userID, in: row, by: act, ["names": "\(names(secrets.map(\.name)))"])
  }

  package func secret(at place: SecretPlace, of userID: String) async throws -> SecretText? {
    let kept = try await store.secrets(in: place.row, of: userID).filter { $0.use.place == place }
    return try open(kept).first
  }

  package func secrets(in row: SecretRow, of userID: String) async throws -> [SecretText] {
    try open(try await store.secrets(in: row, of: userID))
  }

  package func secrets(
    named names: Set<String>, in row: SecretRow, of userID: String
  ) async throws -> [SecretText] {
    try open(
      try await store.secrets(in: row, of: userID).filter { names.contains($0.use.place.name) })
  }

  package func replace(
    _ secret: SecretText, in row: SecretRow, of userID: String, by act: Act
  ) async throws -> Bool {
    let sealed = try await seal([secret], in: row, of: userID, by: act)
    guard let first = sealed.first, try await store.replace(first, by: act) else { return false }
    tell("secrets set", of: userID, in: row, by: act, ["names": "\(secret.name)"])
    return true
  }

  package func comparable(in row: SecretRow, of userID: String) async throws -> [SecretText] {
    try await store.secrets(in: row, of: userID).map(opened)
  }

  package func notes(in row: SecretRow, of userID: String) async throws -> [SecretNote] {
    try await store.notes(in: row, of: userID)
  }

  package func notes(
    inTable table: String, of userID: String
  ) async throws -> [String: [SecretNote]] {
    try await store.notes(inTable: table, of: userID)
  }

  package func forget(
    in row: SecretRow, except kept: Set<String>, of userID: String, by act: Act
  ) async throws {
    try await store.forget(in: row, except: kept, of: userID, by: act)
    tell("secrets forgotten", of: userID, in: row, by: act, ["kept": "\(names(kept.sorted()))"])
  }

  private func open(_ secrets: [KeptSecret]) throws -> [SecretText] {
    let opened = try secrets.map(opened)
    uses.note(secrets, at: now())
    return opened
  }

  private func opened(_ secret: KeptSecret) throws(VaultFault) -> SecretText {
    try keys.unwrap(secret.key).open(secret.sealed, at: secret.use.place)
  }

  private func dataKey(of userID: String) async throws -> DataKey {
    if let kept = try await store.dataKey(of: userID) { return try keys.unwrap(kept) }
    let first = try keys.wrap(.random(), of: userID)
    return try keys.unwrap(try await store.keep(first, at: now()))
  }

  private func names(_ names: [String]) -> String { names.joined(separator: ", ") }

  private func tell(
    _ deed: Logger.Message, of userID: String, in row: SecretRow, by act: Act,
    _ names: Logger.Metadata
  ) {
    let place: Logger.Metadata = [
      "owner": "\(userID)", "table": "\(row.table)", "row": "\(row.id)",
    ]
    logger.tell(deed, by: act, place.merging(names) { one, _ in one })
  }
}
