package import Scheduling

/// Keeps what is kept small, a little at a time: no transaction removes much, and what fails for one
/// automation, one person or one kind of rows is told and keeps nothing from the others.
package protocol Upkeep: Sendable {
  /// Removes what is too old or too much of the automations: rows of their ledgers, whose totals are
  /// kept, versions that nothing needs, stops and notices that are over. Goes through the automations
  /// in the order of their ids, some at a time.
  /// - Returns: what went, and the id to go on after.
  func prune(_ limits: HistoryLimits, after traceID: String?, at now: Instant) async throws
    -> Pruning
  /// Removes daily totals that are older than `Limits.totalsDays`, of automations that are deleted
  /// too, in the order of the automations' ids.
  func pruneTotals(after traceID: String?, at now: Instant) async throws -> Pruning
  /// Removes what belongs to no automation and is over: sessions, spent sign-in links, calls with a
  /// key, pauses of everything, messages to people.
  func pruneRest(_ limits: HistoryLimits, at now: Instant) async throws -> Pruning
  /// Looked up without a statement, so that it may be asked often.
  func logState() async throws -> LogState
  /// Brings the write-ahead log into the database and empties it.
  func checkpoint() async throws
}

/// What a part of the pruning came to.
package struct Pruning: Sendable {
  /// How many rows went.
  package var removed = 0
  /// Where to go on; `nil`: that was all.
  package var last: String?
  /// What something went wrong with, and what that was.
  package var failures: [(subject: Subject, error: any Error)] = []

  package init(last: String? = nil) { self.last = last }

  /// What is looked at by itself.
  package enum Subject: Hashable, Sendable {
    /// By its id.
    case automation(String)
    /// A person, by the account's name.
    case user(String)
    /// All rows of a kind, by what they are called: `sessions`.
    case kind(String)
  }
}

/// How the write-ahead log stands.
package struct LogState: Hashable, Sendable {
  /// Of the log's file; 0 where there is none.
  package let bytes: Int
  /// How many transactions were written so far: where it rises, somebody is at work.
  package let commits: Int

  package init(bytes: Int, commits: Int) {
    self.bytes = bytes
    self.commits = commits
  }
}

/// How much history is kept of an automation.
package struct HistoryLimits: Hashable, Sendable {
  /// Rows beyond the newest so many go, unless they are open.
  package let rows: Int
  /// Rows whose instants are older go, unless they are open.
  package let days: Int

  package init(rows: Int = 1000, days: Int = 90) {
    self.rows = rows
    self.days = days
  }
}
