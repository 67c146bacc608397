package import Automations
package import OrderedJSON
package import Scheduling
import Workflows

/// An attempt of a step that somebody's own runner carries out.
package struct WebhookCall: Sendable {
  private let call: ToolCall
  private let callback: Callback
  private let message: WebhookMessage

  /// - Parameters:
  ///   - callback: where the answer may come that takes longer.
  ///   - now: when the attempt begins.
  package init(
    _ call: ToolCall, to target: WebhookTarget, callback: Callback, at now: Instant
  ) {
    self.call = call
    self.callback = callback
    message = WebhookMessage(
      .step(call, callback), to: target, id: call.idempotencyKey, at: now)
  }

  /// What is sent, as it may be shown.
  package var record: JSON { message.record }

  /// Carries it out once.
  /// - Parameter now: seconds since 1970, for times that a runner asks to wait until.
  package func perform(
    over outgoing: Outgoing, now: @Sendable () -> Int
  ) async -> ToolResult {
    let reply = await outgoing.send(
      message.request, for: call.userID, within: call.timeout, keeping: call.effect != .once)
    return reply.result {
      $0.hiding(message.secrets.beside(call.secrets)).resultOfRunner(
        until: callback.deadline, now: now())
    }
  }
}

/// Asks a runner whether it is there and takes the signature; it has nothing to do.
package struct WebhookPing: Sendable {
  private let message: WebhookMessage

  package init(to target: WebhookTarget, at now: Instant) {
    message = WebhookMessage(
      .ping, to: target, id: "ping_" + Secret.hexadecimal(Secret.bytes(16)), at: now)
  }

  /// What is sent, as it may be shown.
  package var record: JSON { message.record }

  /// - Parameters:
  ///   - userID: whose share of the way out it takes.
  ///   - seconds: that it takes at most.
  ///   - now: seconds since 1970.
  /// - Returns: success for every status of 2xx.
  package func perform(
    over outgoing: Outgoing, for userID: String, within seconds: Int, now: @Sendable () -> Int
  ) async -> ToolResult {
    let reply = await outgoing.send(message.request, for: userID, within: seconds)
    return reply.result { $0.hiding(message.secrets).result(where: .success, now: now()) }
  }
}
