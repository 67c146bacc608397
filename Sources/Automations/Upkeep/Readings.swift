package import Scheduling

/// What an operator watches of the storage.
package protocol ReadingStore: Sendable {
  /// - Parameter now: by which is told what is due.
  func readings(at now: Instant) async throws -> Readings
}

/// How the ledger and its files stand at a moment.
package struct Readings: Hashable, Sendable {
  /// How many occurrences are due and have not begun; of an automation whose instants are not
  /// written down yet, one.
  package let waiting: Int
  /// When the oldest of them was due; `nil`: none waits.
  package let oldestDueAt: Instant?
  /// Of the database's file, without its log.
  package let databaseBytes: Int
  /// Of the write-ahead log's file; 0 where there is none.
  package let logBytes: Int

  package init(waiting: Int, oldestDueAt: Instant?, databaseBytes: Int, logBytes: Int) {
    self.waiting = waiting
    self.oldestDueAt = oldestDueAt
    self.databaseBytes = databaseBytes
    self.logBytes = logBytes
  }
}
