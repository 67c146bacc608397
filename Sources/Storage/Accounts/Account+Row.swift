import Automations
import Scheduling

extension Account {
  init(_ row: Row) throws {
    self.init(
      name: try row.text(0), isAdministrator: row.flag(1),
      password: try row.bytesIfAny(3).map { salt in
        PasswordHash(
          salt: salt, hash: try row.bytes(4), rounds: try row.integer(5),
          blockSize: try row.integer(6), parallelism: try row.integer(7))
      },
      createdAt: try row.instant(2))
  }
}

extension Session {
  /// - Parameter isNew: whether it is refused where its name looks like another.
  /// - Returns: `false` where the name is taken.
  func insert(_ account: Account, unlessAlike isNew: Bool = false) throws -> Bool {
    let skeleton = AccountName.skeleton(of: account.name)
    if isNew, try exists("SELECT 1 FROM accounts WHERE skeleton = ?", [skeleton]) { return false }
    return try run(
      """
      INSERT INTO accounts
        (password_salt, password_hash, password_rounds, password_block_size, password_parallelism,
         name, is_administrator, created_at, skeleton)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
      """,
      Session.arguments(of: account.password)
        + [account.name, account.isAdministrator, account.createdAt.milliseconds, skeleton]) > 0
  }

  /// Salt, hash, rounds, block size and parallelism.
  static func arguments(of hash: PasswordHash?) -> Values {
    [
      hash.map { $0.salt }, hash.map { $0.hash }, hash?.rounds, hash?.blockSize,
      hash?.parallelism,
    ]
  }
}
