import Automations
import OrderedJSON
import Scheduling

/// Something came about that people may want to be told of.
struct Occasion {
  /// Whose the automation or connection is.
  let userID: String
  let noun: NotificationMessage.Subject.Noun
  /// Of the automation or connection.
  let id: String
  /// What it is; all of one trouble.
  let events: [NotificationEvent]
  var runID: String?
  /// Why, in sentences.
  var words: String?
  /// Why it stopped; `nil`: it did not, or as `words` say.
  var stopWords: String?
  let at: Instant
}

// What cannot be read of somebody's wishes changes nothing of what is told about: it is passed over.
extension Session {
  /// Tells of something that came about, unless as much was told of it before: in the transaction that
  /// brings it about.
  func tell(_ occasion: Occasion) throws {
    guard let trouble = occasion.events.first?.trouble,
      let wishes = try wishes(
        of: occasion.userID, for: occasion.noun == .automation ? occasion.id : nil)
    else { return }
    let told = try first(
      "SELECT event, since FROM notification_troubles WHERE subject = ? AND trouble = ? AND user_id = ?",
      [occasion.id, trouble.rawValue, occasion.userID]
    ) { row in
      (
        event: row.textIfAny(0).flatMap(NotificationEvent.init(rawValue:)),
        since: row.instantIfAny(1)
      )
    }
    guard
      let event = Trouble.news(in: occasion.events, wanted: wishes.events, told: told?.event)
    else { return }
    try run(
      """
      INSERT INTO notification_troubles (subject, trouble, user_id, trace_id, event, since)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject, trouble) DO UPDATE SET event = excluded.event
      """,
      [
        occasion.id, trouble.rawValue, occasion.userID,
        occasion.noun == .automation ? occasion.id : nil, event.rawValue,
        occasion.at.milliseconds,
      ])
    try write(
      message(.event(event), of: occasion, since: told?.since ?? occasion.at),
      to: wishes.channels)
  }

  /// Tells that a trouble is over, where it was told that it began.
  /// - Parameter condition: what else has to be so, as a term of a WHERE without values.
  func tellOver(
    _ trouble: Trouble, of id: String, _ noun: NotificationMessage.Subject.Noun = .automation,
    runID: String? = nil, where condition: String = "TRUE", at now: Instant
  ) throws {
    let ended = try first(
      """
      DELETE FROM notification_troubles WHERE subject = ? AND trouble = ? AND \(condition)
      RETURNING user_id, event, since
      """,
      [id, trouble.rawValue]
    ) { row in
      (
        userID: try row.text(0),
        told: row.textIfAny(1).flatMap(NotificationEvent.init(rawValue:)),
        since: row.instantIfAny(2)
      )
    }
    guard let ended, let told = ended.told else { return }
    let occasion = Occasion(
      userID: ended.userID, noun: noun, id: id, events: [told], runID: runID, at: now)
    let end = Trouble.end(of: told)
    guard let wishes = try wishes(of: ended.userID, for: noun == .automation ? id : nil),
      wishes.events.contains(end)
    else { return }
    try write(
      message(end == .recovered ? .event(end) : .over(end), of: occasion, since: ended.since),
      to: wishes.channels)
  }

  /// Of what a person is told, and where; `nil`: nowhere.
  private func wishes(
    of userID: String, for traceID: String?
  ) throws -> NotificationSettings? {
    let settings = try notificationSettings(of: userID)
    // Most people are told by their pages alone.
    guard !settings.channels.isEmpty else { return nil }
    let choice = try traceID.flatMap { try notificationChoice(of: $0, userID) }
    let wishes = settings.chosen(by: choice ?? .asOfAll)
    return wishes.channels.isEmpty ? nil : wishes
  }

  private func message(
    _ kind: NotificationMessage.Kind, of occasion: Occasion, since: Instant?
  ) throws -> NotificationMessage {
    var (subject, next): (NotificationMessage.Subject?, Instant?) = (nil, nil)
    switch occasion.noun {
    case .automation:
      (subject, next) = try automationToTell(occasion.id, of: occasion.userID)
    case .connection:
      subject = try first(
        "SELECT name FROM connections WHERE id = ? AND user_id = ?",
        [occasion.id, occasion.userID]
      ) { NotificationMessage.Subject(.connection, id: occasion.id, name: try $0.text(0)) }
    }
    return NotificationMessage(
      userID: occasion.userID, kind: kind, at: occasion.at, subject: subject,
      runID: occasion.runID, since: since, nextRunAt: next,
      words: kind == .event(.circuitOpened) ? occasion.stopWords ?? occasion.words : occasion.words)
  }

  /// No next run is told that a pause of everything holds.
  private func automationToTell(
    _ traceID: String, of userID: String
  ) throws -> (NotificationMessage.Subject?, next: Instant?) {
    try first(
      """
      SELECT \(Excerpt.sql("t.name")), \(Excerpt.sql("a.default_name")), a.entry_count, a.step_count,
        a.time_zone,
        CASE WHEN EXISTS (
          SELECT 1 FROM stops AS s WHERE s.user_id = t.user_id AND s.trace_id IS NULL
            AND (s.until IS NULL OR s.until > a.next_run_at)) THEN NULL ELSE a.next_run_at END
      FROM automation_traces AS t JOIN automations AS a ON a.trace_id = t.id
      WHERE t.id = ? AND t.user_id = ?
      """,
      [traceID, userID]
    ) { row in
      let name = Automation.displayName(
        row.textIfAny(0), row.textIfAny(1), entryCount: row.integerIfAny(2) ?? 0,
        stepCount: row.integerIfAny(3) ?? 0)
      return (
        NotificationMessage.Subject(
          .automation, id: traceID, name: name, timeZoneName: row.textIfAny(4)),
        row.instantIfAny(5)
      )
    } ?? (nil, nil)
  }
}
