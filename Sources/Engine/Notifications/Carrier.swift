package import Automations
import OrderedJSON
package import Scheduling
import Workflows

/// Carries a message to its channel: mail as the tool `send_email` does, all else by the one way out.
package struct Carrier: Sendable {
  let outgoing: Outgoing
  let mailer: any ToolAdapter
  let connections: any ConnectionStore
  let operators: OperatorsTools
  let vault: any Vault
  private let links: NotificationLinks
  private let zones: TimeZoneDatabase
  private let key: [UInt8]

  /// - Parameters:
  ///   - mailer: carries out `send_email`.
  ///   - operators: whose connections a channel may go by, too.
  ///   - key: the data folder's, which signs the links that confirm addresses.
  package init(
    outgoing: Outgoing, mailer: any ToolAdapter, connections: any ConnectionStore,
    operators: OperatorsTools = OperatorsTools(), vault: any Vault, links: NotificationLinks,
    zones: TimeZoneDatabase, key: [UInt8]
  ) {
    self.outgoing = outgoing
    self.mailer = mailer
    self.connections = connections
    self.operators = operators
    self.vault = vault
    self.links = links
    self.zones = zones
    self.key = key
  }

  /// What an attempt came to.
  enum Carried: Sendable {
    case tried(ToolResult)
    /// There is no way: why, in a sentence.
    case noWay(String)
  }

  /// Tries once.
  /// - Returns: `nil` where the task was cancelled, so that nobody knows.
  func carry(_ delivery: Delivery, at now: @Sendable () -> Instant) async -> DeliveryEnd? {
    let deadline = Deadline(within: Limits.deliverySeconds.attempt)
    let time = now()
    let carried = await deadline.bounds { await attempt(delivery, at: time) }
    guard !Task.isCancelled else { return nil }
    switch carried {
    case .noWay(let words)?: return .ended(.notSent, words: words)
    case .tried(let result)?: return end(of: result, delivery, at: now())
    case nil:
      let words = "Nothing came back within \(deadline.seconds) s."
      return end(of: .noAnswer(words), delivery, at: now())
    }
  }

  private func attempt(_ delivery: Delivery, at now: Instant) async -> Carried {
    let (message, channel) = (delivery.message, delivery.channel)
    let confirmation =
      message.kind == .confirmation
      ? ConfirmationLink.query(of: channel.id, at: channel.to, key: key, now: now) : nil
    let text = NotificationText(
      message, links: links,
      zone: message.subject?.timeZoneName.flatMap(zones.zone), confirmation: confirmation)
    switch channel.kind {
    case .mail: return await mail(text, delivery)
    case .webhook: return await event(text, delivery, at: now)
    case .slack, .ntfy: return await post(text, delivery, at: now)
    }
  }

  /// It may be repeated: who receives it knows it by its id.
  private func end(
    of result: ToolResult, _ delivery: Delivery, at now: Instant
  ) -> DeliveryEnd {
    let verdict = AttemptVerdict(
      of: result, number: delivery.attempts + 1, attempts: Limits.deliveryAttempts.tried,
      effect: .idempotent)
    switch verdict.next {
    case .ended(.succeeded): return .ended(.sent, words: nil)
    // No channel is asked for an answer that comes later.
    case .ended, .awaits: return .ended(.failed, words: verdict.error)
    case .again(let wait):
      return .again(
        now.advanced(byMilliseconds: Int64(wait.milliseconds)), words: verdict.error ?? "")
    }
  }
}

extension HTTPAnswer {
  /// What it means for a message: one that was taken is not sent again for a body that nobody reads.
  func arrival(at now: Instant) -> ToolResult {
    StatusCodes.success.contains(status)
      ? .succeeded(result: .null, response: .null)
      : result(where: .success, now: Int(now.seconds))
  }
}
