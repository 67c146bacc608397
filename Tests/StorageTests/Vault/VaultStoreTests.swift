import Automations
import Scheduling
import Storage
import TestSupport
import Testing

/// How sealed secrets and wrapped keys rest, of Alice's connection `crm` and others.
@Suite struct VaultStoreTests {
  private let folder: TemporaryFolder
  private let world: World
  private let crm = SecretRow.connection("crm")

  init() throws {
    folder = try TemporaryFolder()
    world = try World(folder: folder)
  }

  @Test func `a secret comes back as it was put, with the key that sealed it`() async throws {
    try await world.putSecret("token", in: crm, last4: "5678")
    let key = try #require(try await world.vault.dataKey(of: "alice"))
    let use = SecretUse(place: SecretPlace(crm, "token"), userID: "alice", setAt: .morning)
    #expect(
      try await world.vault.secrets(in: crm, of: "alice") == [
        KeptSecret(use: use, sealed: [1, 2, 3], key: key, usedAt: nil)
      ])
    #expect(
      try await world.vault.notes(in: crm, of: "alice") == [
        SecretNote(name: "token", last4: "5678", setAt: .morning, usedAt: nil)
      ])
  }

  @Test func `nobody but the owner finds, touches or forgets it`() async throws {
    try await world.putSecret("token", in: crm)
    #expect(try await world.vault.secrets(in: crm, of: "bob").isEmpty)
    #expect(try await world.vault.notes(in: crm, of: "bob").isEmpty)
    #expect(try await world.vault.notes(inTable: crm.table, of: "bob").isEmpty)
    #expect(try await world.vault.dataKey(of: "bob") == nil)
    let use = SecretUse(place: SecretPlace(crm, "token"), userID: "bob", setAt: .morning)
    try await world.vault.touch(use, at: .morning, unlessAfter: .morning)
    try await world.vault.forget(in: crm, except: [], of: "bob", by: .bob)
    #expect(try await world.vault.notes(in: crm, of: "alice").map(\.usedAt) == [nil])
  }

  @Test func `of two first data keys the first one stays`() async throws {
    let (one, other) = (WrappedKey.wrapped(of: "alice"), WrappedKey.wrapped(of: "alice"))
    #expect(try await world.vault.keep(one, at: .morning) == one)
    #expect(try await world.vault.keep(other, at: .morning) == one)
    #expect(try await world.vault.dataKey(of: "alice") == one)
  }

  @Test func `nothing is put whose data key is not there, or is another owner's`() async throws {
    try await world.putSecret("token", in: crm)
    let key = try #require(try await world.vault.dataKey(of: "alice"))
    for (user, id) in [("alice", "gone"), ("bob", key.id)] {
      let secret = SealedSecret(
        place: SecretPlace(crm, "other"), userID: user, sealed: [1], dataKeyID: id, last4: "",
        setAt: .morning)
      await #expect(throws: (any Error).self) {
        try await world.vault.put([secret], by: .alice)
      }
      #expect(try await !world.vault.notes(in: crm, of: user).map(\.name).contains("other"))
    }
  }

  @Test func `of each key that has wrapped some, one data key is told, however many there are`()
    async throws
  {
    #expect(try await world.vault.wrappedKeys().isEmpty)
    for number in 0..<9 {
      let key = WrappedKey.wrapped(of: "user\(number)", by: ["b", "a", "c"][number % 3])
      _ = try await world.vault.keep(key, at: .morning)
    }
    let told = try await world.vault.wrappedKeys()
    #expect(told.map(\.wrappedBy) == ["a", "b", "c"])
    #expect(try Database.wrappedKeys(folder: folder.path) == told)
  }

  @Test func `a database that is older than the vault has no keys, and stays as it is`() throws {
    let older = try TemporaryFolder()
    do { _ = try World(folder: older) }
    try older.change(
      """
      DROP TABLE secrets; DROP TABLE data_keys;
      DELETE FROM grdb_migrations WHERE identifier = 'vault'
      """)
    let before = try older.names()
    #expect(try Database.wrappedKeys(folder: older.path).isEmpty)
    #expect(try older.names() == before)
  }

  @Test func `a use is noted unless a later one was, or another secret stands there`() async throws
  {
    try await world.putSecret("token", in: crm)
    let use = SecretUse(place: SecretPlace(crm, "token"), userID: "alice", setAt: .morning)
    let later = instant("2026-11-24T09:01:00Z")
    func usedAt() async throws -> [Instant?] {
      try await world.vault.notes(in: crm, of: "alice").map(\.usedAt)
    }
    try await world.vault.touch(use, at: later, unlessAfter: .morning)
    #expect(try await usedAt() == [later])
    try await world.vault.touch(use, at: later.advanced(bySeconds: 9), unlessAfter: .morning)
    #expect(try await usedAt() == [later])
    try await world.putSecret("token", in: crm, at: later)
    try await world.vault.touch(use, at: later.advanced(bySeconds: 60), unlessAfter: later)
    #expect(try await usedAt() == [nil])
  }
}
