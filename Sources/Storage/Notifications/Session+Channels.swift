import Automations
import Scheduling

// The channels that go by a connection.
extension Session {
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
