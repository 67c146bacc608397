package import Automations
package import Scheduling

extension Database: NotificationStore {
  package func settings(of userID: String) async throws -> NotificationSettings {
    try read { try $0.notificationSettings(of: userID) }
  }

  package func change(
    _ update: NotificationUpdate, of userID: String, by act: Act
  ) async throws -> NotificationOutcome {
    try await write { try $0.change(update, of: userID, at: act.at) }
  }

  package func choice(
    of traceID: String, in scope: Scope
  ) async throws -> (choice: NotificationChoice, owner: String)? {
    try read { db in
      guard let trace = try db.ownedTrace(traceID, in: scope) else { return nil }
      return (try db.notificationChoice(of: trace.id, trace.userID) ?? .asOfAll, trace.userID)
    }
  }

  package func setChoice(
    _ choice: NotificationChoice, of traceID: String, by act: Act
  ) async throws -> Bool {
    try await write { db in
      guard let trace = try db.ownedTrace(traceID, in: act.scope) else { return false }
      try db.setNotificationChoice(choice, of: trace)
      return true
    }
  }

  package func test(
    _ channelID: String, id: String, by act: Act
  ) async throws -> NotificationOutcome {
    // One's own alone: an administrator is like others there.
    let scope = Scope.user(act.caller.userID)
    return try await write { try $0.tryChannel(channelID, name: id, in: scope, at: act.at) }
  }

  package func channel(_ id: String) async throws -> NotificationChannel? {
    try read { db in
      try db.first(
        "SELECT \(NotificationChannel.columns) FROM notification_channels WHERE id = ?", [id]
      ) { NotificationChannel($0) } ?? nil
    }
  }

  package func confirm(
    _ channelID: String, at address: String, _ now: Instant
  ) async throws -> Bool {
    try await write { db in
      try db.run(
        """
        UPDATE notification_channels SET is_confirmed = 1
        WHERE id = ? AND kind = 'mail' AND recipient = ?
        """,
        [channelID, address]) > 0
    }
  }

  package func deliveries(of userID: String, limit: Int) async throws -> [Delivery] {
    try read { db in
      try db.all(
        """
        SELECT \(Delivery.columns) FROM \(Delivery.tables) WHERE d.user_id = ?
        ORDER BY d.id DESC LIMIT ?
        """,
        [userID, limit]
      ) { try Delivery($0, from: 0) }
    }
  }
}
