import Automations
import Foundation
import GRDB
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

extension SQLiteConnection {
  /// - Returns: `false` where the name is taken.
  func insert(_ account: Account) throws -> Bool {
    try run(
      """
      INSERT INTO accounts
        (password_salt, password_hash, password_rounds, password_block_size, password_parallelism,
         name, is_administrator, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """,
      SQLiteConnection.arguments(of: account.password)
        + [account.name, account.isAdministrator, account.createdAt.milliseconds]) > 0
  }

  /// Salt, hash, rounds, block size and parallelism.
  static func arguments(of hash: PasswordHash?) -> StatementArguments {
    [
      hash.map { Data($0.salt) }, hash.map { Data($0.hash) }, hash?.rounds, hash?.blockSize,
      hash?.parallelism,
    ]
  }
}
