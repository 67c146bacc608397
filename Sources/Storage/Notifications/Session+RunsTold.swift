import Automations
import Scheduling

// What of the ledger is told.
extension Session {
  /// Tells of a run's end.
  /// - Parameter finished: what it brought about.
  func tell(
    _ end: RunEnd, of occurrenceID: Int64, _ finished: Finished, at now: Instant
  ) throws {
    switch end.outcome {
    case .succeeded:
      try tellSuccess(of: occurrenceID, at: now)
    case .failed:
      var events: [NotificationEvent] = [.runFailed]
      if finished.circuitOpened != nil { events.append(.circuitOpened) }
      if end.isOfChangedContract { events.append(.contractChanged) }
      try tell(events, of: occurrenceID, end, finished, at: now)
    case .unknown:
      try tell([.outcomeUnknown], of: occurrenceID, end, finished, at: now)
    case .cancelled, .skipped:
      break
    }
  }

  private func tell(
    _ events: [NotificationEvent], of occurrenceID: Int64, _ end: RunEnd, _ finished: Finished,
    at now: Instant
  ) throws {
    let run = try first(
      """
      SELECT o.trace_id, o.user_id, r.id FROM occurrences AS o
      LEFT JOIN runs AS r ON r.occurrence_id = o.id WHERE o.id = ?
      """,
      [occurrenceID]
    ) { (traceID: try $0.text(0), userID: try $0.text(1), id: $0.textIfAny(2)) }
    guard let run else { return }
    // That it stops its automation is news all the same.
    let isTold = try run.id.map { try isToldWithConnection($0, of: run.userID) } ?? false
    let news = isTold ? events.filter { $0 != .runFailed } : events
    try tell(
      Occasion(
        userID: run.userID, noun: .automation, id: run.traceID, events: news, runID: run.id,
        words: end.reason?.words, stopWords: finished.circuitOpened, at: now))
  }

  /// One that is stopped is not well for a run by hand.
  private func tellSuccess(of occurrenceID: Int64, at now: Instant) throws {
    let run = try first(
      """
      SELECT t.subject, r.id FROM occurrences AS o
      JOIN notification_troubles AS t ON t.subject = o.trace_id AND t.trouble = ?
      LEFT JOIN runs AS r ON r.occurrence_id = o.id WHERE o.id = ?
      """,
      [Trouble.failing.rawValue, occurrenceID]
    ) { (traceID: try $0.text(0), id: $0.textIfAny(1)) }
    guard let run else { return }
    try tellOver(
      .failing, of: run.traceID, runID: run.id,
      where: """
        NOT EXISTS (SELECT 1 FROM automation_traces
          WHERE id = notification_troubles.subject AND deployment_status = 'failed')
        """,
      at: now)
  }

  /// Tells that an automation was stopped without a run.
  func tellStop(of trace: OwnedTrace, because words: String, at now: Instant) throws {
    try tell(
      Occasion(
        userID: trace.userID, noun: .automation, id: trace.id, events: [.circuitOpened],
        words: words, at: now))
  }

  /// An automation runs again because somebody wants it to: that it is stopped once more is news, be it
  /// for the same cause.
  func forgetStop(of trace: OwnedTrace) throws {
    try run(
      "UPDATE notification_troubles SET event = ? WHERE subject = ? AND trouble = ? AND user_id = ?",
      [
        NotificationEvent.runFailed.rawValue, trace.id, Trouble.failing.rawValue, trace.userID,
      ])
  }

  /// Tells that instants of an automation were missed.
  func tellMissed(_ traceID: String, of userID: String, _ reason: Reason, at now: Instant) throws {
    try tell(
      Occasion(
        userID: userID, noun: .automation, id: traceID, events: [.runsMissed], words: reason.words,
        at: now))
  }

  /// Tells that a run began in time.
  func tellPunctual(_ traceID: String, at now: Instant) throws {
    try tellOver(.missed, of: traceID, at: now)
  }

  /// Tells that a person settled the last run of which nothing was known.
  func tellSettled(_ traceID: String, at now: Instant) throws {
    try tellOver(
      .unknown, of: traceID,
      where: """
        NOT EXISTS (SELECT 1 FROM occurrences
          WHERE trace_id = notification_troubles.subject AND outcome = 'unknown'
            AND reason_code IS DISTINCT FROM '\(ReasonCode.settled.rawValue)')
        """,
      at: now)
  }
}
