import Automations
import OrderedJSON
import Workflows

extension Carrier {
  /// A mail goes where those of `send_email` go, and by the same way.
  func mail(_ text: NotificationText, _ delivery: Delivery) async -> Carried {
    let call = ToolCall(
      runID: delivery.id, userID: delivery.message.userID, scheduledAt: delivery.message.at,
      step: 1, tool: BoundTool.mail.tool, connection: .local, mapping: BoundTool.mail.mapping,
      params: [
        "to": .string(delivery.channel.to), "subject": .string(text.title),
        "body": .string(text.body),
      ],
      attempt: delivery.attempts + 1, timeout: Limits.deliverySeconds.attempt, effect: .idempotent,
      idempotencyKey: delivery.id)
    let result = await mailer.perform(call)
    guard case .succeeded(let written, _) = result, written["sent"]?.boolean == false else {
      return .tried(result)
    }
    return .noWay(
      "This server has no mail program (REPRISE_SENDMAIL): the mail lies in its outbox, and nobody was "
        + "sent it.")
  }
}
