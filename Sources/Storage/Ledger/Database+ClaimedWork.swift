package import Automations
import Scheduling

// What a claim carries out is read here, on a reader's connection: nobody who writes waits for it.
extension Database {
  package func work(of claim: Claim) async throws -> ClaimedWork {
    try read { db in
      let workflow = try db.first(
        "SELECT body FROM workflows WHERE trace_id = ? AND number = ?",
        [claim.traceID, claim.workflow]
      ) { try $0.workflow(0) }
      guard let workflow else { throw StorageFault.unreadable(column: "occurrences.workflow") }
      guard claim.beginning != .first else { return ClaimedWork(workflow: workflow, progress: [:]) }
      return ClaimedWork(
        workflow: workflow, progress: try db.progress(ofRun: claim.key.occurrenceID),
        keptBytes: try db.keptBytes(of: claim.key.occurrenceID))
    }
  }
}

extension Session {
  /// Of steps that have succeeded nothing else is read: what they sent and got may be long.
  fileprivate func progress(ofRun occurrenceID: Int64) throws -> [StepPlace: StepProgress] {
    let cutOff = """
      SELECT count(*) FROM attempts
      WHERE occurrence_id = s.occurrence_id AND step = s.number AND answered_at IS NULL
        AND (is_cut_off = 1 OR duration_ms IS NULL AND answer_until IS NULL)
      """
    let answers = try newAnswers(of: occurrenceID)
    let steps = try all(
      """
      SELECT s.number, s.effect, s.outcome, s.is_permanent,
        CASE WHEN a.number IS NOT NULL THEN (\(cutOff)) ELSE 0 END,
        a.number, a.started_at, a.duration_ms, a.error, a.answer_until
      FROM steps AS s LEFT JOIN attempts AS a
        ON s.outcome IS DISTINCT FROM 'succeeded' AND a.occurrence_id = s.occurrence_id
        AND a.step = s.number AND a.number = (
          SELECT max(number) FROM attempts
          WHERE occurrence_id = s.occurrence_id AND step = s.number)
      WHERE s.occurrence_id = ?
      """,
      [occurrenceID]
    ) { row in
      let last = try row.integerIfAny(5).map { number in
        StepProgress.LastAttempt(
          number: number, startedAt: try row.instant(6), isOpen: row.integerIfAny(7) == nil,
          error: row.textIfAny(8))
      }
      let place = StepPlace(number: try row.integer(0))
      return (
        place,
        StepProgress(
          effect: try row.name(1), outcome: try row.nameIfAny(2), isPermanent: row.flag(3),
          cutOff: try row.integer(4), last: last, answer: answers[place],
          waitingUntil: last?.isOpen == true && answers[place] == nil ? row.instantIfAny(9) : nil)
      )
    }
    return Dictionary(steps, uniquingKeysWith: { $1 })
  }
}
