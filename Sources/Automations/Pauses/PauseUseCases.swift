package import Logging
import OrderedJSON
package import Scheduling

/// The pause of all that a person has. It leaves each automation's own state as it is.
package struct PauseUseCases: Sendable {
  private let pauses: any PauseStore
  private let now: @Sendable () -> Instant
  private let worker: any LedgerWorker
  private let logger: Logger

  /// - Parameter worker: told of each change, and of the rows that a pause ended.
  package init(
    pauses: any PauseStore, worker: any LedgerWorker, now: @escaping @Sendable () -> Instant,
    logger: Logger = .silent
  ) {
    self.pauses = pauses
    self.now = now
    self.worker = worker
    self.logger = logger
  }

  /// Begins a pause, in place of the one that is in force.
  /// - Parameters:
  ///   - until: when it ends by itself; `nil`: when somebody ends it.
  ///   - seen: what was in force when that was asked for; `nil`: whatever is.
  /// - Throws: `Refusal.invalid`; `.conflict` where another one is in force than was seen.
  package func begin(
    reason: String, until: Instant?, seen: SeenPause? = nil, by act: Act
  ) async throws {
    var faults = PauseUseCases.faults(ofReason: reason)
    if let until, until <= act.at {
      faults.append(Fault(["until"], "must be later than now"))
    }
    guard faults.isEmpty else { throw Refusal.invalid(faults) }
    let (rows, isBegun) = try await pauses.begin(
      Pause(reason: reason, since: act.at, until: until), inPlaceOf: seen, by: act)
    worker.rowsWereWithdrawn(rows)
    guard isBegun else {
      throw Refusal.conflict("Another pause began or one ended meanwhile; see how things stand now")
    }
    logger.tell(
      "everything paused", by: act, ["until": "\(until?.rfc3339 ?? "further notice")"])
    worker.wake()
  }

  /// What is wrong with a reason: it has 1–1000 characters, not only spaces, and no NUL.
  package static func faults(ofReason reason: String) -> [Fault] {
    if reason.allSatisfy(\.isWhitespace) {
      return [Fault(["reason"], "must not be empty", .tooShort)]
    }
    return Fault.ofLength(reason, ["reason"], limit: Limits.reasonCharacters)
  }

  /// Ends the pause; what came meanwhile does not run.
  /// - Parameter seen: the one that is meant; `nil`: whichever is in force.
  /// - Throws: `Refusal.conflict` where none is in force, or another one than was seen.
  package func end(seen: SeenPause? = nil, by act: Act) async throws {
    guard try await pauses.endPause(seen, by: act) else {
      if seen != nil, try await current(for: act.caller) != nil {
        throw Refusal.conflict("Another pause is in force than was seen; see how things stand now")
      }
      throw Refusal.conflict("Nothing is paused")
    }
    logger.tell("pause of everything over", by: act)
    worker.wake()
  }

  /// The pause in force.
  package func current(for caller: Caller) async throws -> Pause? {
    try await current(of: caller.userID)
  }

  /// The pause in force for the automations of an owner, whom the caller may know.
  package func current(of userID: String) async throws -> Pause? {
    try await pauses.pause(of: userID, at: now())
  }

  /// The same for several owners, by their names.
  package func current(of userIDs: Set<String>) async throws -> [String: Pause] {
    try await pauses.pauses(of: userIDs, at: now())
  }
}
