import Automations
import Scheduling

extension Session {
  func finish(_ claim: Claim.Key, _ end: RunEnd, at now: Instant) throws -> Finished? {
    guard try isHeld(claim) else { return nil }
    var step: EndedRun.Step?
    if let reason = end.reason, reason.code == .unreadable {
      step = try self.end(claim.occurrenceID, as: end.outcome, because: reason, at: now)
    } else {
      try close(claim.occurrenceID, end.outcome, end.reason, at: now)
    }
    if end.outcome == .skipped { try foldIntoStretch(claim.occurrenceID) }
    var finished = try judge(end, of: claim.occurrenceID, at: now)
    finished.step = step
    if try !isRehearsal(claim.occurrenceID) {
      try tell(end, of: claim.occurrenceID, finished, at: now)
    }
    return finished
  }

  /// Somebody looks at it, and needs no message.
  private func isRehearsal(_ occurrenceID: Int64) throws -> Bool {
    try exists(
      "SELECT 1 FROM occurrences WHERE id = ? AND rehearses IS NOT NULL", [occurrenceID])
  }

  /// What a run's end says about its automation. Only planned runs of the version that is deployed
  /// count.
  func judge(
    _ end: RunEnd, of occurrenceID: Int64, at now: Instant
  ) throws -> Finished {
    guard Circuit.minds(end.outcome),
      let automation = try first(
        """
        SELECT a.trace_id, a.user_id, a.failures, a.is_failing, v.policies
        FROM occurrences AS o JOIN automations AS a ON a.trace_id = o.trace_id
        JOIN versions AS v ON v.trace_id = a.trace_id AND v.number = a.version
        WHERE o.id = ? AND o.manual = 0 AND o.version = a.version
        """,
        [occurrenceID], read: JudgedAutomation.init)
    else { return Finished() }
    let trace = automation.trace
    switch automation.circuit.verdict(on: end) {
    case .stays:
      return Finished()
    case .works:
      try setFailures(of: trace, to: 0)
      return Finished(recovered: try tellRecovery(of: trace, at: now))
    case .counts(let failures):
      try setFailures(of: trace, to: failures)
      return Finished()
    case .opens(let failures, let words):
      try setFailures(of: trace, to: failures)
      guard let withdrawn = try openCircuit(of: trace, because: words, at: now) else {
        return Finished()
      }
      return Finished(circuitOpened: words, withdrawn: withdrawn)
    }
  }

  private func setFailures(of trace: OwnedTrace, to count: Int) throws {
    try run(
      "UPDATE automations SET failures = ? WHERE trace_id = ? AND user_id = ?",
      [count, trace.id, trace.userID])
  }

  /// One notice, however many runs succeed; none while the circuit is open.
  private func tellRecovery(of trace: OwnedTrace, at now: Instant) throws -> Bool {
    let isFirst =
      try run(
        """
        UPDATE automations SET is_failing = 0
        WHERE trace_id = ?1 AND user_id = ?2 AND is_failing = 1
          AND EXISTS (SELECT 1 FROM automation_traces
            WHERE id = ?1 AND user_id = ?2 AND deployment_status = 'deployed')
        """,
        [trace.id, trace.userID]) > 0
    if isFirst { try notify(of: trace, .recovered, "It works again.", at: now) }
    return isFirst
  }
}

private struct JudgedAutomation {
  let trace: OwnedTrace
  let circuit: Circuit

  init(_ row: Row) throws {
    trace = OwnedTrace(id: try row.text(0), userID: try row.text(1))
    circuit = Circuit(
      failures: try row.integer(2), isFailing: row.flag(3),
      // Whatever cannot be read of them, the verdict stands.
      openAfter: ((try? row.policies(4)) ?? Policies()).openAfter)
  }
}
