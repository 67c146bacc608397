import Automations
import OrderedJSON
import Scheduling

extension Session {
  func notificationSettings(of userID: String) throws -> NotificationSettings {
    let channels = try all(
      """
      SELECT \(NotificationChannel.columns) FROM notification_channels WHERE user_id = ?
      ORDER BY place
      """,
      [userID]
    ) { NotificationChannel($0) }
    let events = try first(
      "SELECT events FROM notification_settings WHERE user_id = ?", [userID]
    ) { $0.eventsIfAny(0) }
    return NotificationSettings(
      channels: channels.compactMap(\.self), events: (events ?? nil) ?? NotificationEvent.usual)
  }

  /// What is said of one of a person's automations alone; `nil`: nothing.
  func notificationChoice(of traceID: String, _ userID: String) throws -> NotificationChoice? {
    try first(
      "SELECT channels, events FROM notification_choices WHERE trace_id = ? AND user_id = ?",
      [traceID, userID]
    ) { NotificationChoice(channels: $0.textsIfAny(0), events: $0.eventsIfAny(1)) }
  }

  func setNotificationChoice(_ choice: NotificationChoice, of trace: OwnedTrace) throws {
    guard choice != .asOfAll else {
      try run(
        "DELETE FROM notification_choices WHERE trace_id = ? AND user_id = ?",
        [trace.id, trace.userID])
      return
    }
    try run(
      """
      INSERT INTO notification_choices (trace_id, user_id, channels, events) VALUES (?, ?, ?, ?)
      ON CONFLICT (trace_id) DO UPDATE SET channels = excluded.channels, events = excluded.events
      """,
      [
        trace.id, trace.userID, choice.channels?.storedText, choice.events?.storedText,
      ])
  }

  /// Carries a change out, or nothing of it.
  func change(
    _ update: NotificationUpdate, of userID: String, at now: Instant
  ) throws -> NotificationOutcome {
    let before = try notificationSettings(of: userID).channels
    let removed = before.map(\.id).filter { id in
      switch update.removal {
      case .none: false
      case .one(let other): id == other
      case .allBut(let kept): !kept.contains(id)
      }
    }
    let after = Set(before.map(\.id)).subtracting(removed).union(update.changed.map(\.id))
    guard after.count <= Limits.channelsOfPerson else { return .tooManyChannels }
    let asked = update.changed.filter { $0.kind == .mail }
    guard try hasRoom(forConfirmations: asked.map(\.to), of: userID, at: now) else {
      return .tooManyConfirmations
    }
    for id in removed { try removeChannel(id, of: userID, at: now) }
    for channel in update.changed { try put(channel, of: userID, at: now) }
    for secret in update.secrets { try put(secret) }
    if let events = update.events {
      try run(
        """
        INSERT INTO notification_settings (user_id, events) VALUES (?, ?)
        ON CONFLICT (user_id) DO UPDATE SET events = excluded.events
        """,
        [userID, events.storedText])
    }
    for channel in asked { try ask(channel, of: userID, at: now) }
    return .kept
  }

  private func removeChannel(_ id: String, of userID: String, at now: Instant) throws {
    try run("DELETE FROM notification_channels WHERE id = ? AND user_id = ?", [id, userID])
    try forgetSecrets(in: .channel(id), of: userID)
    try giveUpDeliveries(on: id, of: userID, at: now)
  }

  /// A channel that there is keeps its place.
  private func put(_ channel: NotificationChannel, of userID: String, at now: Instant) throws {
    try giveUpDeliveries(on: channel.id, of: userID, at: now)
    try forgetSecrets(in: .channel(channel.id), of: userID)
    try run(
      """
      INSERT INTO notification_channels (id, user_id, kind, recipient, is_confirmed, place)
      VALUES (?1, ?2, ?3, ?4, ?5, (
        SELECT coalesce(max(place), 0) + 1 FROM notification_channels WHERE user_id = ?2))
      ON CONFLICT (id) DO UPDATE
      SET kind = excluded.kind, recipient = excluded.recipient, is_confirmed = excluded.is_confirmed
      WHERE notification_channels.user_id = excluded.user_id
      """,
      [channel.id, userID, channel.kind.rawValue, channel.to, channel.isConfirmed])
  }
}

// Asking whether messages are wanted at an address, and trying a channel.
extension Session {
  /// Seconds in which those are counted that were asked.
  static let dayOfConfirmations: Int64 = 86_400

  private func hasRoom(
    forConfirmations addresses: [String], of userID: String, at now: Instant
  ) throws -> Bool {
    guard !addresses.isEmpty else { return true }
    let asked = try all(
      """
      SELECT d.recipient FROM notification_messages AS m
      JOIN notification_deliveries AS d ON d.message_id = m.id
      WHERE m.user_id = ? AND m.at > ? AND m.kind = 'confirmation'
      """,
      [userID, now.advanced(bySeconds: -Session.dayOfConfirmations).milliseconds]
    ) { try $0.text(0) }
    let counts = Dictionary((asked + addresses).map { ($0, 1) }, uniquingKeysWith: +)
    return asked.count + addresses.count <= Limits.confirmationsPerDay.all
      && addresses.allSatisfy { counts[$0, default: 0] <= Limits.confirmationsPerDay.perAddress }
  }

  private func ask(
    _ channel: NotificationChannel, of userID: String, name: String? = nil, at now: Instant
  ) throws {
    try insert(
      NotificationMessage(userID: userID, kind: .confirmation, at: now), to: [channel], name: name)
  }

  /// - Parameter name: of the delivery.
  func tryChannel(
    _ id: String, name: String, in scope: Scope, at now: Instant
  ) throws -> NotificationOutcome {
    let found = try first(
      """
      SELECT \(NotificationChannel.columns), user_id FROM notification_channels
      WHERE id = ? AND user_id = coalesce(CAST(? AS TEXT), user_id)
      """,
      [id, scope.userID]
    ) { (channel: NotificationChannel($0), userID: try $0.text(4)) }
    guard let found, let channel = found.channel else { return .missing }
    if try exists("SELECT 1 FROM notification_deliveries WHERE name = ?", [name]) { return .kept }
    guard channel.isConfirmed else {
      guard try hasRoom(forConfirmations: [channel.to], of: found.userID, at: now) else {
        return .tooManyConfirmations
      }
      try ask(channel, of: found.userID, name: name, at: now)
      return .kept
    }
    let hour = HourOfMessages(ofMessageAt: now, after: try hourOfMessages(of: found.userID))
    guard hour.hasRoom else {
      return .tooManyMessages(seconds: Int(hour.end.milliseconds(since: now) / 1000) + 1)
    }
    try write(
      NotificationMessage(userID: found.userID, kind: .test, at: now), to: [channel], name: name)
    return .kept
  }
}
