package import Automations
package import Logging
import OrderedJSON
package import Scheduling
import ServiceLifecycle

/// Brings messages to people, a bounded number at a time, as long as the server runs.
package actor Messenger: Service {
  private let outbox: any Outbox
  private let carrier: Carrier
  private let now: @Sendable () -> Instant
  private let wakeup: Wakeup
  private let logger: Logger
  private var going: [ClaimedDelivery.Key: (claim: ClaimedDelivery, task: Task<Void, Never>)] = [:]

  /// - Parameters:
  ///   - now: the wall clock, which says what is due.
  ///   - sleep: how to wait; a test drives it.
  package init(
    outbox: any Outbox, carrier: Carrier, now: @escaping @Sendable () -> Instant,
    sleep: @escaping Sleeper = { try await Task.sleep(for: $0) }, logger: Logger
  ) {
    self.outbox = outbox
    self.carrier = carrier
    self.now = now
    wakeup = Wakeup(sleeper: sleep)
    self.logger = logger
  }

  /// Says that a message may wait.
  package nonisolated func wake() { wakeup.raise() }

  /// Works until the graceful shutdown or the cancellation. What is on its way then is given up, and
  /// goes out when the server runs again.
  package func run() async throws {
    await withGracefulShutdownHandler {
      while !Task.isShuttingDownGracefully, !Task.isCancelled { await wakeup.sleep(await round()) }
    } onGracefulShutdown: { [wakeup] in
      wakeup.raise()
    }
    await abandon()
  }

  /// Who writes a message wakes nobody: it is looked for, which asks an index alone.
  private static let look = Duration.seconds(2)

  /// Takes what is due and may be carried now.
  /// - Returns: how long nothing is to be done.
  package func round() async -> Duration {
    do {
      let now = now()
      let room = Limits.deliveriesAtOnce.all - going.count
      guard room > 0, let next = try await outbox.nextDelivery(), isDue(next, at: now) else {
        return Messenger.look
      }
      let claims = try await outbox.claim(
        DeliveryRequest(
          now: now, lease: now.advanced(bySeconds: Int64(Limits.deliverySeconds.lease)),
          limit: room, perUser: Limits.deliveriesAtOnce.perUser,
          holding: going.values.map(\.claim)))
      for claim in claims { start(claim) }
      return claims.isEmpty ? Messenger.look : .zero
    } catch {
      logger.error("no message goes out for now", metadata: ["error": "\(error)"])
      return .seconds(5)
    }
  }

  /// Waits until what is on its way has arrived.
  package func rest() async {
    for each in Array(going.values) { await each.task.value }
  }

  /// What is due later than anything waits was written by a clock that was ahead.
  private func isDue(_ time: Instant, at now: Instant) -> Bool {
    time <= now || time > now.advanced(bySeconds: Int64(Limits.deliveryWaitSeconds))
  }

  private func start(_ claim: ClaimedDelivery) {
    let task = Task {
      await carry(claim)
      going[claim.key] = nil
      wakeup.raise()
    }
    going[claim.key] = (claim, task)
  }

  private func carry(_ claim: ClaimedDelivery) async {
    let end = await carrier.carry(claim.delivery, at: now)
    // Given up: it is for who takes it next.
    guard let end else { return }
    do {
      guard try await outbox.end(claim.key, end, at: now()) else { return }
      logger.log(level: end.level, end.deed, metadata: claim.delivery.names)
    } catch {
      logger.error("a message goes out once more", metadata: ["error": "\(error)"])
    }
  }

  private func abandon() async {
    let left = Array(going.values)
    for each in left { each.task.cancel() }
    for each in left { await each.task.value }
    guard !left.isEmpty else { return }
    do {
      try await outbox.release(left.map(\.claim.key), at: now())
    } catch {
      logger.error("messages are left to their leases", metadata: ["error": "\(error)"])
    }
  }
}

extension DeliveryEnd {
  fileprivate var level: Logger.Level {
    if case .ended(.sent, _) = self { .info } else { .notice }
  }

  fileprivate var deed: Logger.Message {
    switch self {
    case .ended(.sent, _): "message sent"
    case .ended(.failed, _): "message not delivered"
    case .ended(.notSent, _): "message not sent"
    case .again: "message not delivered, another attempt follows"
    }
  }
}

extension Delivery {
  /// What the log calls it; where it goes is nobody else's business.
  fileprivate var names: Logger.Metadata {
    [
      "delivery": "\(id)", "user": "\(message.userID)", "kind": "\(message.kindName)",
      "channel": "\(channel.kind.rawValue)",
    ]
  }
}
