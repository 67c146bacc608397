import Automations
import OrderedJSON
import Synchronization
import Workflows

/// A tool that answers as it was told, one answer after another, then always with success.
final class ScriptedTool: ToolAdapter {
  let kind = AdapterKind.local
  private let effect: Effect
  private let state: Mutex<(answers: [ToolResult], calls: [ToolCall], given: Int)>
  private let during: @Sendable (ToolCall) async -> Void

  /// - Parameter during: what happens between a call and its answer.
  init(
    effect: Effect = .idempotent, _ answers: ToolResult...,
    during: @escaping @Sendable (ToolCall) async -> Void = { _ in }
  ) {
    self.effect = effect
    self.during = during
    state = Mutex((answers, [], 0))
  }

  /// How many calls were answered.
  var answers: Int { state.withLock { $0.given } }

  var calls: [ToolCall] { state.withLock { $0.calls } }

  func effect(of call: ToolCall, bound: Effect?) -> Effect { bound ?? effect }

  func request(for call: ToolCall) -> JSON { call.params }

  func perform(_ call: ToolCall) async -> ToolResult {
    state.withLock { $0.calls.append(call) }
    await during(call)
    return state.withLock {
      $0.given += 1
      return $0.answers.isEmpty
        ? .succeeded(result: "done", response: "done") : $0.answers.removeFirst()
    }
  }
}
