import Automations
import OrderedJSON
import Scheduling

/// What is told to a runner.
enum WebhookEvent: Sendable {
  /// A step is to be carried out.
  case step(ToolCall, Callback)
  /// Nothing is to be done: whether it answers is asked.
  case ping

  /// The event as it is sent, at the time of its attempt.
  func body(at time: Instant) -> JSON { body(at: time, isShown: false) }

  /// The same for the record: who has the address of a call-back may answer it.
  func shownBody(at time: Instant) -> JSON { body(at: time, isShown: true) }

  private func body(at time: Instant, isShown: Bool) -> JSON {
    [
      "type": .string(name), "timestamp": .string(time.rfc3339), "data": data(isShown: isShown),
    ]
  }

  /// Where it may be answered later; `nil`: nowhere.
  var callback: Callback? {
    if case .step(_, let callback) = self { callback } else { nil }
  }

  private var name: String {
    switch self {
    case .step: "step.run"
    case .ping: "ping"
    }
  }

  private func data(isShown: Bool) -> JSON {
    switch self {
    case .ping: [:]
    case .step(let call, let callback):
      [
        "run_id": .string(call.runID), "occurrence": .string(call.scheduledAt.rfc3339),
        "step": JSON(call.step), "tool": .string(call.remote), "params": call.params,
        "attempt": JSON(call.attempt),
        "callback": [
          "url": .string(isShown ? callback.shownURL : callback.url),
          "deadline": .string(callback.deadline.rfc3339),
        ],
      ]
    }
  }
}
