import Automations
import Logging
import Scheduling
import Storage
import TestSupport
import Testing

@Suite struct AccountUseCasesTests {
  private let world: UseCaseWorld
  private let accounts: AccountUseCases
  private let administrator = Act.ofProgram(at: Instant.morning)

  init() throws {
    world = try UseCaseWorld()
    accounts = AccountUseCases(
      store: world.database, key: [UInt8](repeating: 7, count: 32), now: { Instant.morning })
  }

  @Test func `no second account is made that looks like one that there is`() async throws {
    _ = try await make("alice")
    for name in ["alice", "Alice", "аlice", "al\u{200D}ice"] {
      guard case .conflict(let text) = try await refusal({ _ = try await make(name) }) else {
        Issue.record("\(name) was made")
        continue
      }
      #expect(text.contains("is taken, or looks like one that is"))
    }
    #expect(try await world.database.account(named: "Alice") == nil)
    #expect(try await make("alicia") == "alicia")
  }

  @Test func `accounts of an older folder stay, though they look alike`() async throws {
    for name in ["alice", "Alice"] {
      let account = Account(
        name: name, isAdministrator: false, password: nil, createdAt: Instant.morning)
      #expect(try await world.database.insert(account, by: administrator))
    }
    try await accounts.ensureAdministrator()
    for name in ["alice", "Alice"] {
      try await accounts.setPassword("correct horse battery", of: name, by: administrator)
      #expect(try await accounts.signIn(name: name, password: "correct horse battery") != nil)
    }
  }

  @Test func `a name is composed when it is kept, and found as it is typed`() async throws {
    #expect(try await Array(make("mu\u{308}ller").utf8) == Array("m\u{FC}ller".utf8))
    try await accounts.setPassword("correct horse", of: "mu\u{308}ller", by: administrator)
    for name in ["mu\u{308}ller", "m\u{FC}ller"] {
      #expect(try await accounts.signIn(name: name, password: "correct horse") != nil)
      #expect(
        try await accounts.signInLink(of: name, by: .of(.everybody)).hasPrefix(
          "name=m%c3%bcller&"))
    }
  }

  @Test func `what is longer than a link is none, whatever it is made of`() async throws {
    _ = try await make("alice")
    let query = try await accounts.signInLink(of: "alice", by: administrator)
    let link = try #require(query.split(separator: "link=").last.map(String.init))
    try await accounts.check(link: link, of: "alice")
    for wrong in [
      link + String(repeating: ".", count: 8 << 20), String(repeating: ".", count: 8 << 20),
      link + ".", "0" + link, String(repeating: "0", count: 1000) + link,
    ] {
      await #expect(throws: Refusal.self) { try await accounts.check(link: wrong, of: "alice") }
    }
  }

  @Test func `what is done to an account is told to the log, and no secret with it`() async throws {
    let lines = Lines()
    let accounts = AccountUseCases(
      store: world.database, key: [UInt8](repeating: 7, count: 32), now: { Instant.morning },
      logger: Logger(label: "test") { _ in lines.handler })
    let first = try await accounts.create(name: "alice", password: nil, by: administrator).token
    let token = try await accounts.createToken(
      name: "laptop", access: .read, expiresAt: nil, of: "alice", by: administrator)
    let link = try await accounts.signInLink(of: "alice", by: administrator)
    try await accounts.setPassword("correct horse battery", of: "alice", by: administrator)
    #expect(
      lines.messages == ["account made", "API token made", "sign-in link made", "password set"])
    #expect(
      lines.all.allSatisfy {
        $0.metadata["account"] == "alice" && $0.metadata["user"] == "admin"
      })
    let session = try #require(
      try await accounts.signIn(
        name: "alice", password: "correct horse battery", from: "198.51.100.4"))
    let signedIn = try #require(lines.all.last)
    #expect(lines.messages.last == "signed in")
    #expect(signedIn.metadata["user"] == "alice")
    #expect(signedIn.metadata["address"] == "198.51.100.4")
    #expect(
      signedIn.metadata["session"]?.description == (try await accounts.session(session))?.id)
    for secret in [first, token, link, session, "correct horse battery"] {
      #expect(!lines.text.contains(secret))
    }
  }

  @Test func `one's name is no password, in any way in`() async throws {
    let made = try await refusal {
      _ = try await accounts.create(
        name: "charlie.brown", password: "Charlie.Brown", by: administrator)
    }
    #expect(made?.sentence == "password: is the name of the account; choose another")
    _ = try await make("charlie.brown")
    let set = try await refusal {
      try await accounts.setPassword("charlie.brown", of: "charlie.brown", by: administrator)
    }
    #expect(set?.sentence == "password: is the name of the account; choose another")
  }

  @Test func `an unknown name, and one that nobody can have, are answered like a wrong password`()
    async throws
  {
    for name in ["nobody", String(repeating: "x", count: 1 << 20), "", "\0"] {
      #expect(try await accounts.signIn(name: name, password: "correct horse") == nil)
    }
  }

  private func make(_ name: String) async throws -> String {
    try await accounts.create(name: name, password: nil, by: administrator).name
  }
}
