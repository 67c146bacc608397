import OrderedJSON
package import Scheduling
package import Workflows

/// The ledger as people read it, and what they change in it.
package protocol History: Sendable {
  /// Writes a manual run, to be started at once, unless there is a run of its id.
  /// - Returns: whether there was such a trace, deployed where the run is to be of that.
  func insertManualRun(_ run: NewManualRun, by act: Act) async throws -> Bool
  /// Writes a manual run of the same version as an earlier run, to be started at once, unless there
  /// is a run of its id.
  /// - Returns: whether there was such a run.
  func insertRerun(of runID: String, as newID: String, by act: Act) async throws -> Bool
  /// Ends a run that waits or goes on, as cancelled; a step in flight that may happen only once
  /// becomes unknown.
  /// - Returns: `nil` where there is no such run.
  func cancel(_ runID: String, because reason: Reason, by act: Act) async throws -> Cancellation?
  /// Gives a run whose outcome is unknown the outcome that a person knows.
  /// - Returns: whether it was unknown and not settled before.
  func settle(_ runID: String, _ settlement: Settlement, by act: Act) async throws -> Bool

  /// Of one automation, the latest instant first, without their steps.
  func runs(of traceID: String, _ window: Window, in scope: Scope) async throws -> Listing<Run>
  /// Runs of many automations, the latest first.
  func runs(_ filter: RunFilter, _ window: Window, in scope: Scope) async throws
    -> Listing<ListedRun>
  /// The automation of a run; `nil` where there is no such run.
  func traceID(ofRun id: String, in scope: Scope) async throws -> String?
  /// A run with some of its steps, by their numbers: as many of those that began as have
  /// `Limits.listAnswerBytes` bytes, one at least.
  func run(_ id: String, steps: ClosedRange<Int>, in scope: Scope) async throws -> RunExcerpt?
  /// Rows of one automation, the latest instant first.
  func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, in scope: Scope
  ) async throws -> Listing<Occurrence>
  /// How many instants of each day (UTC) ended how, the newest first, those whose rows are pruned
  /// included, and those of an automation that is deleted.
  func totals(of traceID: String, since: Instant, in scope: Scope) async throws -> [DailyTotal]
  /// What people should know, the newest first.
  /// - Parameter traceID: `nil`: of all automations.
  func notices(of traceID: String?, _ window: Window, in scope: Scope) async throws
    -> Listing<AutomationNotice>
}

extension History {
  /// A run with its steps that began, as many as there is room for.
  package func run(_ id: String, in scope: Scope) async throws -> Run? {
    try await run(id, steps: 1...Int.max, in: scope)?.run
  }
}

/// The pauses of all that a person has.
package protocol PauseStore: Sendable {
  /// Begins a pause of all that whoever acts has, in place of the one that is in force, and ends
  /// what waits.
  /// - Returns: the rows that waited.
  func begin(_ pause: Pause, by act: Act) async throws -> [EndedRow]
  /// Ends the pause of whoever acts.
  /// - Returns: whether one was in force.
  func endPause(by act: Act) async throws -> Bool
  /// Those in force, by whose they are.
  func pauses(of userIDs: Set<String>, at now: Instant) async throws -> [String: Pause]
}

extension PauseStore {
  /// The one of one person.
  package func pause(of userID: String, at now: Instant) async throws -> Pause? {
    try await pauses(of: [userID], at: now)[userID]
  }
}

/// Keeps what is kept small, a little at a time: no transaction removes much, and what fails for one
/// automation is told and keeps it from no other.
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
  /// key, pauses of everything.
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
  /// The automations that something went wrong with, and what.
  package var failures: [(traceID: String, error: any Error)] = []

  package init(last: String? = nil) { self.last = last }
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

/// A run that a person asks for.
package struct NewManualRun: Sendable {
  /// UUID, lower case.
  package let runID: String
  /// The automation's.
  package let traceID: String
  /// What is to run; `nil`: the version that is deployed.
  package let workflow: Workflow?
  /// Its instant, from which on it is due.
  package let requestedAt: Instant

  package init(runID: String, traceID: String, workflow: Workflow?, requestedAt: Instant) {
    self.runID = runID
    self.traceID = traceID
    self.workflow = workflow
    self.requestedAt = requestedAt
  }
}

/// What came of cancelling a run.
package enum Cancellation: Hashable, Sendable {
  /// It went on or waited, and has ended now.
  case ended(EndedRun)
  /// It had ended before, so.
  case hadEnded(Outcome)
}

/// What a person says of a run whose outcome is unknown.
package struct Settlement: Sendable {
  /// `nil`: nobody knows, and it stays unknown.
  package let outcome: Outcome?
  /// Who settled it and how; it goes before the reason that it had.
  package let reason: Reason
  /// The name of the run that repeats it; `nil`: none does.
  package let rerunID: String?
  /// From when the run that repeats it is due.
  package let at: Instant

  package init(outcome: Outcome?, reason: Reason, rerunID: String?, at: Instant) {
    self.outcome = outcome
    self.reason = reason
    self.rerunID = rerunID
    self.at = at
  }
}

/// How many instants of one day ended alike.
package struct DailyTotal: Hashable, Sendable {
  /// Its first instant, UTC.
  package let day: Instant
  /// What has none yet is not counted.
  package let outcome: Outcome
  /// By instants: a stretch counts on each of its days.
  package let count: Int

  package init(day: Instant, outcome: Outcome, count: Int) {
    self.day = day
    self.outcome = outcome
    self.count = count
  }
}

/// Something about an automation that its owner is told once.
package struct AutomationNotice: Hashable, Sendable {
  /// The automation's.
  package let traceID: String
  /// When it came to pass.
  package let at: Instant
  /// For programs.
  package let kind: Kind
  /// Sentences for the owner, at most 2 kB; what a server answered may be quoted.
  package let words: String

  /// What came to pass.
  package enum Kind: String, CaseIterable, Sendable {
    /// It was stopped for failing, until somebody sets its status or deploys it.
    case circuitOpened = "circuit_opened"
    /// A run succeeded, the first since that.
    case recovered
  }

  package init(traceID: String, at: Instant, kind: Kind, words: String) {
    self.traceID = traceID
    self.at = at
    self.kind = kind
    self.words = words.recorded
  }
}
