import Automations
import Scheduling
import TestSupport

extension World {
  /// A channel of somebody's, by its name.
  @discardableResult
  func addChannel(
    _ name: String = "desk", _ kind: NotificationChannel.Kind = .webhook,
    of user: String = "alice", isConfirmed: Bool = true
  ) async throws -> NotificationChannel {
    let channel = NotificationChannel(
      id: Identifier.derived(from: "\(user) \(name)"), kind: kind, to: name,
      isConfirmed: isConfirmed)
    _ = try await notifications.change(
      NotificationUpdate(changed: [channel]), of: user, by: .of(.user(user)))
    return channel
  }

  func setEvents(_ events: Set<NotificationEvent>, of user: String = "alice") async throws {
    _ = try await notifications.change(
      NotificationUpdate(events: events), of: user, by: .of(.user(user)))
  }

  /// What somebody was told, the oldest first, without the questions whether messages are wanted.
  func told(_ user: String = "alice") async throws -> [NotificationMessage] {
    try await notifications.deliveries(of: user, limit: 1000).reversed().map(\.message)
      .filter { $0.kind != .confirmation }
  }

  func kinds(_ user: String = "alice") async throws -> [NotificationMessage.Kind] {
    try await told(user).map(\.kind)
  }

  func claimDeliveries(
    at now: Instant, limit: Int = 10, perUser: Int = 4, holding: [ClaimedDelivery] = []
  ) async throws -> [ClaimedDelivery] {
    try await outbox.claim(
      DeliveryRequest(
        now: now, lease: now.advanced(bySeconds: 40), limit: limit, perUser: perUser,
        holding: holding))
  }
}
