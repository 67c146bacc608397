import Automations
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Names that look alike, in a folder that knew nothing of it.
@Suite struct AccountLookalikeTests {
  @Test func `accounts of an older folder stay, and nobody new comes to look like them`()
    async throws
  {
    let folder = try TemporaryFolder()
    let older = (1...1500).map { "user-\($0)" } + ["Alice", "alice"]
    do {
      let world = try World(folder: folder)
      for name in older { #expect(try await world.accounts.insert(account(name))) }
    }
    try folder.change(
      """
      DROP INDEX accounts_by_skeleton;
      ALTER TABLE accounts DROP COLUMN skeleton;
      DELETE FROM grdb_migrations WHERE identifier = 'lookalikes';
      """)
    let accounts = try World(folder: folder).accounts
    for name in ["alice", "Alice", "user-1", "user-1500"] {
      #expect(try await accounts.account(named: name)?.name == name)
    }
    for name in ["ALICE", "User-1", "user-1500", "USER-1001"] {
      #expect(try await !accounts.insert(account(name), with: token(of: name)))
    }
    #expect(try await accounts.insert(account("alicia"), with: token(of: "alicia")))
    #expect(try await !accounts.insert(account("Alicia"), with: token(of: "Alicia")))
  }

  private func account(_ name: String) -> Account {
    Account(name: name, isAdministrator: false, password: nil, createdAt: .morning)
  }

  private func token(of name: String) -> APIToken {
    APIToken(
      id: name, secretHash: Array(name.utf8), userID: name, isAdministrator: false, name: "first",
      access: .write, createdAt: .morning, expiresAt: nil, lastUsedAt: nil)
  }
}
