import Automations
import Scheduling

// What of connections is told to their owners.
extension Session {
  /// Tells that the program switched a connection off.
  /// - Parameter runID: the run that found it so; of somebody else's the owner reads nothing.
  func tellOff(
    _ id: String, because words: String, byRun runID: String?, at now: Instant
  ) throws {
    let owner = try first("SELECT user_id FROM connections WHERE id = ?", [id]) { try $0.text(0) }
    guard let owner else { return }
    let ownRun = try first(
      """
      SELECT r.id FROM runs AS r JOIN occurrences AS o ON o.id = r.occurrence_id
      WHERE r.id = ? AND o.user_id = ?
      """,
      [runID, owner]
    ) { try $0.text(0) }
    try tell(
      Occasion(
        userID: owner, noun: .connection, id: id, events: [.connectionOff], runID: ownRun,
        words: words, at: now))
  }

  /// Whether a person was told of a run with the connection that it found gone: when the connection was
  /// switched off, so that no stop of the server before the run's end makes two messages of it.
  func isToldWithConnection(_ runID: String, of userID: String) throws -> Bool {
    try exists(
      """
      SELECT 1 FROM runs AS r JOIN notification_messages AS m
        ON m.user_id = ? AND m.at >= r.started_at AND m.run_id = r.id
      WHERE r.id = ? AND m.kind = ?
      """,
      [userID, runID, NotificationEvent.connectionOff.rawValue])
  }

  /// Tells that one is on again.
  func tellOn(_ id: String, at now: Instant) throws {
    try tellOver(.off, of: id, .connection, at: now)
  }

  /// There is nothing more to tell of a connection that is deleted.
  func forgetTrouble(ofConnection id: String) throws {
    try run(
      "DELETE FROM notification_troubles WHERE subject = ? AND trouble = ?",
      [id, Trouble.off.rawValue])
  }
}
