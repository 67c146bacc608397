import Automations
import OrderedJSON
import Scheduling

extension Session {
  /// Writes a message, to be delivered on these channels; where the person was told much within the
  /// hour, it is counted and left out.
  /// - Parameter name: of the first delivery; `nil`: a random one, as of the others.
  func write(
    _ message: NotificationMessage, to channels: [NotificationChannel], name: String? = nil
  ) throws {
    let hour = try begin(message)
    if hour.hasRoom {
      try insert(message, to: channels, name: name)
    } else {
      try leaveOut(message, in: hour, of: channels)
    }
  }

  /// Counts a message among those of its hour.
  /// - Returns: the hour.
  private func begin(_ message: NotificationMessage) throws -> HourOfMessages {
    let hour = HourOfMessages(
      ofMessageAt: message.at, after: try hourOfMessages(of: message.userID))
    try run(
      """
      INSERT INTO notification_settings (user_id, hour_since, hour_count) VALUES (?, ?, ?)
      ON CONFLICT (user_id) DO UPDATE
      SET hour_since = excluded.hour_since, hour_count = excluded.hour_count
      """,
      [message.userID, hour.since.milliseconds, hour.count])
    return hour
  }

  /// The hour in which a person was told last.
  func hourOfMessages(of userID: String) throws -> HourOfMessages? {
    try first(
      "SELECT hour_since, hour_count FROM notification_settings WHERE user_id = ?", [userID]
    ) { row in
      row.instantIfAny(0).map { HourOfMessages(since: $0, count: row.integerIfAny(1) ?? 0) }
    } ?? nil
  }

  /// The same whatever the person was told within the hour.
  func insert(
    _ message: NotificationMessage, to channels: [NotificationChannel], name: String? = nil
  ) throws {
    let subject = message.subject
    let id = try first(
      """
      INSERT INTO notification_messages
        (user_id, trace_id, connection_id, at, kind, is_over, left_out, name, time_zone, run_id, since,
         next_run_at, words)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      RETURNING id
      """,
      [
        message.userID, subject?.noun == .automation ? subject?.id : nil,
        subject?.noun == .connection ? subject?.id : nil, message.at.milliseconds,
        message.kindName, message.kind.isOver, message.kind.leftOut, subject?.name,
        subject?.timeZoneName, message.runID, message.since?.milliseconds,
        message.nextRunAt?.milliseconds, message.words,
      ]
    ) { try $0.integer(0) }
    guard let id else { return }
    for (index, channel) in channels.enumerated() {
      try deliver(
        id, message, on: channel, name: (index == 0 ? name : nil) ?? Identifier.random())
    }
  }

  /// One message at the end of the hour says how many were left out in it.
  private func leaveOut(
    _ message: NotificationMessage, in hour: HourOfMessages, of channels: [NotificationChannel]
  ) throws {
    let more = NotificationMessage(userID: message.userID, kind: .more(1), at: hour.end)
    let id = try first(
      """
      INSERT INTO notification_messages (user_id, at, kind, is_over, left_out) VALUES (?, ?, ?, 0, 1)
      ON CONFLICT (user_id, at) WHERE kind = 'more' DO UPDATE
      SET left_out = notification_messages.left_out + 1
      RETURNING id
      """,
      [more.userID, more.at.milliseconds, more.kindName]
    ) { try $0.integer(0) }
    guard let id else { return }
    for channel in channels { try deliver(id, more, on: channel, name: Identifier.random()) }
  }

  /// - Parameter name: of the delivery.
  private func deliver(
    _ messageID: Int, _ message: NotificationMessage, on channel: NotificationChannel, name: String
  ) throws {
    let isSent = channel.isConfirmed || message.kind == .confirmation
    try run(
      """
      INSERT INTO notification_deliveries
        (name, message_id, user_id, channel_id, channel_kind, recipient, due_at, outcome, words,
         ended_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (message_id, channel_id) DO NOTHING
      """,
      [
        name, messageID, message.userID, channel.id, channel.kind.rawValue, channel.to,
        isSent ? message.at.milliseconds : nil,
        isSent ? nil : Delivery.Outcome.notSent.rawValue,
        isSent ? nil : "The address was not confirmed.",
        isSent ? nil : message.at.milliseconds,
      ])
  }

  /// What waits for a channel that is none any more.
  func giveUpDeliveries(on channelID: String, of userID: String, at now: Instant) throws {
    try run(
      """
      UPDATE notification_deliveries
      SET outcome = ?, words = ?, due_at = NULL, ended_at = ?
      WHERE user_id = ? AND channel_id = ? AND outcome IS NULL
      """,
      [
        Delivery.Outcome.notSent.rawValue, "The channel was taken away or changed before.",
        now.milliseconds, userID, channelID,
      ])
  }
}
