import Automations
import Scheduling
import Storage
import TestSupport
import Testing

/// Tokens of connections, from one start of the server to the next.
@Suite(.timeLimit(.minutes(20))) struct VaultTokensTests {
  private let folder: TemporaryFolder
  private let database: Database
  private let keys = KeyRing([.random()])

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(folder: folder.path)
  }

  @Test(arguments: ["alice", nil] as [String?])
  func `what a token server gave a connection is there after another start, for it alone`(
    _ owner: String?
  ) async throws {
    let place = TokenPlace(connection: "crm", owner: owner)
    let first = OAuthTokens(access: "A1", renewAt: .morning, refresh: "R2", origin: "x")
    let second = OAuthTokens(access: "A2", renewAt: nil, refresh: "R3", origin: "x")
    for tokens in [first, second] {
      try await started.keep(tokens, at: place)
      #expect(try await started.tokens(at: place) == tokens)
    }
    for other in [
      TokenPlace(connection: "shop", owner: owner), TokenPlace(connection: "crm", owner: "bob"),
    ] {
      #expect(try await started.tokens(at: other) == nil)
    }
  }

  /// As a server that starts has it.
  private var started: VaultTokens {
    VaultTokens(
      vault: SealedVault(store: database, keys: keys, now: { .morning }), now: { .morning })
  }
}
