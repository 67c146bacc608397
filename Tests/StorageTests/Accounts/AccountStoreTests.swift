import Automations
import Scheduling
import TestSupport
import Testing

/// Accounts, sessions and tokens, where one's own and somebody else's lie side by side.
@Suite struct AccountStoreTests {
  let world: World
  private let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    world = try World(folder: folder)
    for name in ["alice", "bob"] {
      let account = Account(
        name: name, isAdministrator: false, password: nil, createdAt: .morning)
      #expect(try await world.accounts.insert(account))
    }
  }

  @Test func `a change of password leaves one session, the next one`() async throws {
    try await insert("a1", of: "alice")
    try await insert("a2", of: "alice")
    try await insert("b1", of: "bob")
    #expect(try await change(from: nil, to: .one, in: "a1", next: "a3"))
    #expect(try await world.accounts.account(named: "alice")?.password == .one)
    #expect(try await sessions(of: "alice") == ["a3"])
    #expect(try await sessions(of: "bob") == ["b1"])
    #expect(try await world.accounts.account(named: "bob")?.password == nil)
  }

  @Test func `it goes by the password that was known`() async throws {
    try await insert("a1", of: "alice")
    #expect(try await change(from: nil, to: .one, in: "a1", next: "a2"))
    #expect(try await !change(from: nil, to: .two, in: "a2", next: "a3"))
    #expect(try await !change(from: .two, to: .two, in: "a2", next: "a3"))
    #expect(try await sessions(of: "alice") == ["a2"])
    #expect(try await change(from: .one, to: .two, in: "a2", next: "a3"))
    #expect(try await world.accounts.account(named: "alice")?.password == .two)
  }

  @Test func `a session that has ended, or is somebody else's, changes none`() async throws {
    try await insert("b1", of: "bob")
    #expect(try await !change(from: nil, to: .one, in: "gone", next: "a1"))
    #expect(try await !change(from: nil, to: .one, in: "b1", next: "a1"))
    #expect(try await world.accounts.account(named: "alice")?.password == nil)
    #expect(try await sessions(of: "alice").isEmpty)
  }

  @Test func `setting a password ends every session, of an account that is there`() async throws {
    try await insert("a1", of: "alice")
    try await insert("b1", of: "bob")
    #expect(try await world.accounts.setPassword(.one, of: "alice"))
    #expect(try await sessions(of: "alice").isEmpty)
    #expect(try await sessions(of: "bob") == ["b1"])
    #expect(try await !world.accounts.setPassword(.one, of: "nobody"))
  }

  @Test func `a session begins by the password that the account still has`() async throws {
    func begin(
      _ id: String, by password: PasswordHash?, of user: String = "alice"
    ) async throws -> Bool {
      try await world.accounts.insert(
        session(id, of: user), provedBy: password, by: .of(.user(user)))
    }
    #expect(try await begin("a1", by: nil))
    #expect(try await world.accounts.setPassword(.one, of: "alice"))
    for password in [nil, PasswordHash.two] {
      #expect(try await !begin("a2", by: password))
    }
    #expect(try await !begin("n1", by: nil, of: "nobody"))
    #expect(try await begin("b1", by: nil, of: "bob"))
    #expect(try await sessions(of: "alice").isEmpty)
    #expect(try await begin("a3", by: .one))
    #expect(try await sessions(of: "alice") == ["a3"])
  }

  @Test func `a password that is changed while it is checked signs nobody in`() async throws {
    let accounts = accounts
    let password = "correct horse battery"
    try await accounts.setPassword(password, of: "alice", by: .of(.everybody))
    #expect(try await accounts.signIn(name: "alice", password: password) != nil)
    // The time is asked for when the password has been proved.
    let late = AccountUseCases(store: world.accounts, key: [UInt8](repeating: 7, count: 32)) {
      [folder] in
      try? folder.change("UPDATE accounts SET password_hash = x'02' WHERE name = 'alice'")
      return .morning
    }
    #expect(try await late.signIn(name: "alice", password: password) == nil)
    #expect(try await sessions(of: "alice").count == 1)
  }

  @Test func `sessions end by their owner alone`() async throws {
    for id in ["a1", "a2", "a3"] { try await insert(id, of: "alice") }
    try await insert("b1", of: "bob")
    #expect(try await !world.accounts.deleteSession("a1", of: "bob"))
    #expect(try await world.accounts.deleteSession("a1", of: "alice"))
    #expect(try await !world.accounts.deleteSession("a1", of: "alice"))
    try await world.accounts.deleteSessions(of: "alice", except: "a2")
    #expect(try await sessions(of: "alice") == ["a2"])
    #expect(try await sessions(of: "bob") == ["b1"])
  }

  @Test func `a token of one id is there once, and revoked by its owner alone`() async throws {
    #expect(try await insert(token: "t", of: "alice", secret: 1) == .kept)
    #expect(try await insert(token: "t", of: "bob", secret: 2) == .known)
    #expect(try await world.accounts.token([2]) == nil)
    #expect(try await !world.accounts.deleteToken("t", of: "bob"))
    #expect(try await world.accounts.token([1])?.userID == "alice")
    #expect(try await world.accounts.deleteToken("t", of: "alice"))
    #expect(try await world.accounts.token([1]) == nil)
  }

  @Test func `an account has a thousand tokens at most`() async throws {
    try folder.change(
      """
      INSERT INTO api_tokens (secret_hash, id, user_id, name, access, created_at)
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 999)
      SELECT randomblob(32), 'token-' || n, 'alice', 'x', 'read', 0 FROM n
      """)
    func create() async throws {
      _ = try await accounts.createToken(
        name: "x", access: .read, expiresAt: nil, of: "alice", by: .alice)
    }
    try await create()
    await #expect(throws: Refusal.self) { try await create() }
  }

  @Test func `a link is spent with the session that begins by it, or not at all`() async throws {
    let accounts = accounts
    let query = try await accounts.signInLink(of: "alice", by: .of(.everybody))
    let link = try #require(query.split(separator: "link=").last.map(String.init))
    try folder.change(Self.refusing("sessions"))
    await #expect(throws: (any Error).self) { try await accounts.signIn(name: "alice", link: link) }
    try folder.change("DROP TRIGGER refusing")
    _ = try await accounts.signIn(name: "alice", link: link)
    #expect(try await sessions(of: "alice").count == 1)
    await #expect(throws: Refusal.self) { try await accounts.signIn(name: "alice", link: link) }
    #expect(try await sessions(of: "alice").count == 1)
  }

  @Test func `an account is kept with its first token, or not at all`() async throws {
    let accounts = accounts
    try folder.change(Self.refusing("api_tokens"))
    await #expect(throws: (any Error).self) {
      try await accounts.create(name: "carol", password: nil, by: .of(.everybody))
    }
    #expect(try await world.accounts.account(named: "carol") == nil)
    try folder.change("DROP TRIGGER refusing")
    let token = try await accounts.create(name: "carol", password: nil, by: .of(.everybody)).token
    #expect(try await accounts.caller(token: token)?.caller.userID == "carol")
    #expect(try await world.accounts.tokens(of: "carol").map(\.name) == ["first"])
  }

  @Test func `the administrator's token gives way to the next one, or stays`() async throws {
    let accounts = accounts
    try await accounts.ensureAdministrator()
    let first = try await accounts.replaceAdministratorToken()
    try folder.change(Self.refusing("api_tokens"))
    await #expect(throws: (any Error).self) { try await accounts.replaceAdministratorToken() }
    #expect(try await accounts.isAdministratorToken(first))
    try folder.change("DROP TRIGGER refusing")
    let second = try await accounts.replaceAdministratorToken()
    #expect(try await accounts.isAdministratorToken(second))
    #expect(try await !accounts.isAdministratorToken(first))
    #expect(try await world.accounts.tokens(of: "admin").count == 1)
  }

  private var accounts: AccountUseCases {
    AccountUseCases(store: world.accounts, key: [UInt8](repeating: 7, count: 32)) { .morning }
  }

  /// A storage that fails halfway.
  private static func refusing(_ table: String) -> String {
    """
    CREATE TRIGGER refusing BEFORE INSERT ON \(table)
    BEGIN SELECT RAISE(ABORT, 'refused'); END
    """
  }

  private func sessions(of user: String) async throws -> [String] {
    try await world.accounts.sessions(of: user).map(\.id)
  }

  private func insert(_ id: String, of user: String) async throws {
    try await world.accounts.insert(session(id, of: user))
  }

  private func insert(token id: String, of user: String, secret: UInt8) async throws -> KeptToken {
    try await world.accounts.insert(
      APIToken(
        id: id, secretHash: [secret], userID: user, isAdministrator: false, name: "laptop",
        access: .read, createdAt: .morning, expiresAt: nil, lastUsedAt: nil))
  }

  private func change(
    from previous: PasswordHash?, to hash: PasswordHash, in id: String, next: String
  ) async throws -> Bool {
    try await world.accounts.change(
      PasswordChange(
        previous: previous, hash: hash, session: id, next: session(next, of: "alice")))
  }

  private func session(_ id: String, of user: String) -> Session {
    Session(
      id: id, secretHash: Array(id.utf8), userID: user, isAdministrator: false,
      createdAt: .morning, lastUsedAt: .morning)
  }
}

extension PasswordHash {
  fileprivate static let one = of(1)
  fileprivate static let two = of(2)

  private static func of(_ byte: UInt8) -> PasswordHash {
    PasswordHash(salt: [byte], hash: [byte], rounds: 2, blockSize: 1, parallelism: 1)
  }
}
