import Automations
import OrderedJSON
import Scheduling

// Answers that come to call-backs. One that nobody has looked at stands at its attempt, which has no
// duration until the run goes on with it.
extension Session {
  private static let isNew = "duration_ms IS NULL AND answered_at IS NOT NULL"

  /// The attempt of a step whose answer nobody has looked at, when that came, and whether it says that
  /// the step failed.
  func newAnswer(
    of occurrenceID: Int64, _ place: StepPlace
  ) throws -> (attempt: Int, at: Instant, isError: Bool)? {
    try first(
      """
      SELECT number, answered_at, CASE WHEN error IS NULL THEN 0 ELSE 1 END FROM attempts
      WHERE occurrence_id = ? AND step = ? AND \(Session.isNew)
      """,
      [occurrenceID, place.number]
    ) { (try $0.integer(0), try $0.instant(1), $0.flag(2)) }
  }

  /// Those of the steps of a run.
  func newAnswers(of occurrenceID: Int64) throws -> [StepPlace: StepProgress.Answered] {
    let answers = try all(
      """
      SELECT a.step, a.number, a.started_at, a.answered_at, a.response, a.error,
        a.answer_is_permanent
      FROM steps AS s JOIN attempts AS a ON a.occurrence_id = s.occurrence_id AND a.step = s.number
      WHERE s.occurrence_id = ? AND s.outcome IS NULL AND \(Session.isNew)
      """,
      [occurrenceID]
    ) { row in
      let answer: CallbackAnswer =
        if let words = row.textIfAny(5) {
          .error(words: words, isPermanent: row.flag(6))
        } else {
          .result(record: try row.json(4))
        }
      return (
        StepPlace(number: try row.integer(0)),
        StepProgress.Answered(
          number: try row.integer(1), startedAt: try row.instant(2), at: try row.instant(3),
          answer: answer)
      )
    }
    return Dictionary(answers, uniquingKeysWith: { $1 })
  }

  /// Ends a step as its answer says, which nobody has looked at, where its run is not to go on with it.
  /// - Returns: `nil` where there is none.
  func settleAnswer(of occurrenceID: Int64, _ place: StepPlace) throws -> Outcome? {
    guard let answer = try newAnswer(of: occurrenceID, place) else { return nil }
    try run(
      """
      UPDATE attempts SET duration_ms = \(dialect.greatest("0", "answered_at - started_at"))
      WHERE occurrence_id = ? AND step = ? AND number = ?
      """,
      [occurrenceID, place.number, answer.attempt])
    return answer.isError ? .failed : .succeeded
  }

  /// Lets an attempt go on until its answer comes, held by nobody.
  func wait(_ attempt: AttemptEnd, until time: Instant, of claim: Claim.Key) throws -> Bool {
    try run(
      """
      UPDATE attempts SET answer_until = ? WHERE occurrence_id = ? AND step = ? AND number = ?
      """,
      [time.milliseconds, claim.occurrenceID, attempt.place.number, attempt.number])
    try run(
      "UPDATE occurrences SET answer_until = ? WHERE \(Session.isHeld)",
      [time.milliseconds, claim.occurrenceID, claim.epoch])
    return try park(claim, until: time)
  }

  /// Lets nothing wait longer than anything may, since the clock had shown a later time.
  func mendWaits(at now: Instant) throws {
    let latest = now.advanced(bySeconds: Int64(Limits.callbackSeconds.upperBound)).milliseconds
    let waits = "outcome IS NULL AND \(Session.isParked) AND due_at > ?1 AND answer_until > ?1"
    try run(
      """
      UPDATE attempts SET answer_until = ?1 WHERE duration_ms IS NULL AND answer_until > ?1
        AND occurrence_id IN (SELECT id FROM occurrences WHERE \(waits))
      """,
      [latest])
    try run("UPDATE occurrences SET due_at = ?1, answer_until = ?1 WHERE \(waits)", [latest])
  }
}
