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

  /// Lets the channels that go by a connection follow it to another name, and what waits for them: its
  /// owner's, and where it is offered those of everybody who has none of that name.
  func renameChannels(by place: ConnectionPlace, to name: String) throws {
    try run(
      "UPDATE notification_deliveries SET recipient = ? WHERE \(place.isWaitedFor)",
      [name, place.name, place.userID])
    try run(
      "UPDATE notification_channels SET recipient = ? WHERE \(place.isChannelled)",
      [name, place.name, place.userID])
  }

  /// Severs the channels that go by a connection which goes, and gives up what waits for them: another
  /// one of its name is not meant. No connection's name ends with a space.
  func severChannels(by place: ConnectionPlace, at now: Instant) throws {
    try run(
      """
      UPDATE notification_deliveries SET outcome = ?, words = ?, due_at = NULL, ended_at = ?
      WHERE \(place.isWaitedFor)
      """,
      [
        Delivery.Outcome.notSent.rawValue, "The connection was deleted before.",
        now.milliseconds, place.name, place.userID,
      ])
    try run(
      """
      UPDATE notification_channels SET recipient = recipient || ' (deleted) '
      WHERE \(place.isChannelled)
      """,
      [place.name, place.userID])
  }

  /// Whether channels go by a connection.
  func carriesMessages(_ place: ConnectionPlace) throws -> Bool {
    try exists(
      "SELECT 1 FROM notification_channels WHERE \(place.isChannelled)", [place.name, place.userID])
  }

  /// There is nothing more to tell of a connection that is deleted.
  func forgetTrouble(ofConnection id: String) throws {
    try run(
      "DELETE FROM notification_troubles WHERE subject = ? AND trouble = ?",
      [id, Trouble.off.rawValue])
  }
}

extension ConnectionPlace {
  /// The condition of channels that go by it, to be given its name and its owner.
  fileprivate var isChannelled: String {
    let others = """
      OR NOT EXISTS (SELECT 1 FROM connections AS c
        WHERE c.user_id = notification_channels.user_id AND c.name = notification_channels.recipient)
      """
    return "kind = 'webhook' AND recipient = ? AND (user_id = ? \(isShared ? others : ""))"
  }

  /// The condition of deliveries that wait for these channels, to be given the same.
  fileprivate var isWaitedFor: String {
    """
    outcome IS NULL AND (user_id, channel_id) IN (
      SELECT user_id, id FROM notification_channels WHERE \(isChannelled))
    """
  }
}
