import Automations
import Foundation
import Logging
import Scheduling
import Storage
import TestSupport
import Testing

/// Alice's connection `crm` and Bob's of the same id, whose secrets rest in a real database.
@Suite(.timeLimit(.minutes(20))) struct SealedVaultTests {
  private let folder: TemporaryFolder
  private let database: Database
  private let clock = TestClock("2026-11-24T09:00:00Z")
  private let keys = KeyRing([.random()])
  private let crm = SecretRow.connection("crm")
  private let token = SecretText(name: "token", text: "correct horse battery")

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(folder: folder.path)
  }

  private var vault: SealedVault { opened(by: keys) }

  private func opened(by keys: KeyRing) -> SealedVault {
    SealedVault(store: database, keys: keys, now: { [clock] in clock.now })
  }

  @Test func `a secret comes back for a call, and is seen as a note`() async throws {
    try await vault.put([token], in: crm, of: "alice", by: .alice)
    #expect(try await vault.secret(at: SecretPlace(crm, "token"), of: "alice") == token)
    let note = try #require(try await vault.notes(in: crm, of: "alice").first)
    #expect(note.name == "token" && note.last4 == "tery" && note.setAt == .morning)
  }

  @Test func `nobody else's row of that id has it, nor has another row`() async throws {
    try await vault.put([token], in: crm, of: "alice", by: .alice)
    let other = SecretText(name: "token", text: "Bob's own")
    try await vault.put([other], in: crm, of: "bob", by: .bob)
    #expect(try await vault.secrets(in: crm, of: "bob") == [other])
    #expect(try await vault.secrets(in: crm, of: "alice") == [token])
    #expect(try await vault.secrets(in: .connection("shop"), of: "alice").isEmpty)
    #expect(try await vault.secret(at: SecretPlace(crm, "password"), of: "alice") == nil)
    #expect(try await vault.notes(in: crm, of: "charlie").isEmpty)
  }

  @Test func `a value that was moved to another place, row or owner does not open`() async throws {
    let pin = SecretText(name: "pin", text: "1234")
    for (row, user) in [(crm, "alice"), (.connection("shop"), "alice"), (crm, "bob")] {
      try await vault.put([token, pin], in: row, of: user, by: .alice)
    }
    let sealed = try await database.secrets(in: crm, of: "alice")
    let value = try #require(sealed.last)
    for (row, name, user) in [
      (crm, "pin", "alice"), (.connection("shop"), "token", "alice"), (crm, "token", "bob"),
    ] {
      let place = SecretPlace(row, name)
      let keyID = try #require(try await database.dataKey(of: user)).id
      try await database.put(
        [
          SealedSecret(
            place: place, userID: user, sealed: value.sealed, dataKeyID: keyID, last4: "",
            setAt: .morning)
        ], by: .alice)
      await #expect(throws: VaultFault.damaged(place)) {
        try await vault.secret(at: place, of: user)
      }
    }
  }

  @Test func `one that is replaced is the new one, and was not used yet`() async throws {
    try await vault.put([token], in: crm, of: "alice", by: .alice)
    _ = try await vault.secrets(in: crm, of: "alice")
    try await untilUsed(at: clock.now)
    let later = Act.of(.alice, at: instant("2026-11-24T10:00:00Z"))
    let new = SecretText(name: "token", text: "another one")
    try await vault.put([new], in: crm, of: "alice", by: later)
    #expect(
      try await vault.notes(in: crm, of: "alice") == [
        SecretNote(name: "token", last4: " one", setAt: later.at, usedAt: nil)
      ])
    #expect(try await vault.secrets(in: crm, of: "alice") == [new])
  }

  @Test func `when it was used is noted once a minute, and not for what was set meanwhile`()
    async throws
  {
    let vault = vault
    try await vault.put([token], in: crm, of: "alice", by: .alice)
    let kept = try #require(try await database.secrets(in: crm, of: "alice").first)
    _ = try await vault.secrets(in: crm, of: "alice")
    try await untilUsed(at: clock.now)
    let writes = try await commits()
    clock.advance(seconds: 59)
    for _ in 0..<10 { _ = try await vault.secrets(in: crm, of: "alice") }
    let first = instant("2026-11-24T09:00:00Z")
    #expect(try await vault.notes(in: crm, of: "alice").map(\.usedAt) == [first])
    clock.advance(seconds: 1)
    // Until what noted the first use has ended, no other is noted.
    try await untilUsed(at: clock.now) { _ = try await vault.secrets(in: crm, of: "alice") }
    for _ in 0..<10 { _ = try await vault.secrets(in: crm, of: "alice") }
    #expect(try await commits() == writes + 1)

    let later = Act.of(.alice, at: instant("2026-11-24T10:00:00Z"))
    try await vault.put([token], in: crm, of: "alice", by: later)
    try await database.touch(kept.use, at: later.at, unlessAfter: later.at)
    #expect(try await vault.notes(in: crm, of: "alice").map(\.usedAt) == [nil])
  }

  @Test func `all of a row is forgotten, or all but what stays`() async throws {
    let names = ["client_secret", "refresh_token", "token"]
    for row in [crm, .connection("shop")] {
      try await vault.put(
        names.map { SecretText(name: $0, text: "of \($0)") }, in: row, of: "alice", by: .alice)
    }
    try await vault.forget(in: crm, except: ["token", "other"], of: "alice", by: .alice)
    #expect(try await vault.notes(in: crm, of: "alice").map(\.name) == ["token"])
    try await vault.forget(in: crm, of: "bob", by: .bob)
    #expect(try await vault.notes(in: crm, of: "alice").map(\.name) == ["token"])
    try await vault.forget(in: crm, of: "alice", by: .alice)
    let notes = try await vault.notes(inTable: "connections", of: "alice")
    #expect(notes.mapValues { $0.map(\.name) } == ["shop": names])
  }

  @Test func `an owner has one data key, however many ask for the first one`() async throws {
    let vault = vault
    try await withThrowingTaskGroup { group in
      for number in 0..<20 {
        group.addTask {
          try await vault.put([token], in: .connection("\(number)"), of: "alice", by: .alice)
        }
      }
      try await group.waitForAll()
    }
    let first = try #require(try await database.dataKey(of: "alice"))
    for number in 0..<20 {
      let row = SecretRow.connection("\(number)")
      #expect(try await database.secrets(in: row, of: "alice").map(\.key) == [first])
      #expect(try await vault.secrets(in: row, of: "alice") == [token])
    }
    #expect(try await database.wrappedKeys() == [first])
    try await vault.put([token], in: crm, of: "bob", by: .bob)
    #expect(try await database.dataKey(of: "bob")?.id != first.id)
  }

  @Test func `without the key that wrapped, nothing opens and nothing is sealed`() async throws {
    try await vault.put([token], in: crm, of: "alice", by: .alice)
    let id = try #require(keys.keys.first).id
    let other = opened(by: KeyRing([.random()]))
    await #expect(throws: VaultFault.noKey(id)) {
      try await other.secrets(in: crm, of: "alice")
    }
    await #expect(throws: VaultFault.noKey(id)) {
      try await other.put([token], in: crm, of: "alice", by: .alice)
    }
    // With a new key in front of it, the older one opens and seals still.
    let both = opened(by: KeyRing([.random()] + keys.keys))
    #expect(try await both.secrets(in: crm, of: "alice") == [token])
    try await both.put([token], in: crm, of: "bob", by: .bob)
    #expect(try await database.wrappedKeys().count == 2)
  }

  @Test func `the log says who set what, and never what it is`() async throws {
    let lines = Lines()
    let vault = SealedVault(
      store: database, keys: keys, now: { .morning },
      logger: Logger(label: "test") { _ in lines.handler })
    try await vault.put([token], in: crm, of: "alice", by: .alice)
    try await vault.forget(in: crm, of: "alice", by: .alice)
    #expect(lines.messages == ["secrets set", "secrets forgotten"])
    #expect(lines.text.contains("token") && !lines.text.contains("horse"))
  }

  @Test func `a secret is in no byte of database, log or backup`() async throws {
    let canary = SecretText(name: "token", text: "canary-0f8a1c-in-a-coal-mine")
    for round in 0..<3 {
      try await vault.put([canary], in: .connection("c\(round)"), of: "alice", by: .alice)
      #expect(try await vault.secrets(in: .connection("c\(round)"), of: "alice") == [canary])
    }
    try Database.backUp(folder: folder.path, to: folder.file("copy"))
    let key = try #require(keys.text.split(separator: " ").last?.prefix(64))
    var files = 0
    for name in try folder.names() {
      let bytes = try Data(contentsOf: URL(filePath: folder.file(name)))
      // What is searched for so would be found.
      if bytes.range(of: Data("connections".utf8)) != nil { files += 1 }
      for text in [canary.text, Data(canary.text.utf8).base64EncodedString(), String(key)] {
        #expect(bytes.range(of: Data(text.utf8)) == nil, "\(name)")
      }
    }
    #expect(files >= 2)
  }

  /// - Parameter use: is done again and again.
  private func untilUsed(at time: Instant, _ use: () async throws -> Void = {}) async throws {
    while try await vault.notes(in: crm, of: "alice").contains(where: { $0.usedAt != time }) {
      try await use()
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// How many transactions changed something, those that began before among them.
  private func commits() async throws -> Int {
    let nobody = SecretUse(place: SecretPlace(crm, "none"), userID: "charlie", setAt: .morning)
    try await database.touch(nobody, at: .morning, unlessAfter: .morning)
    return try await database.logState().commits
  }
}
