import Automations
import OrderedJSON
import Scheduling
import Synchronization
import TestSupport
import Workflows

/// A tool that answers at random, and remembers what it truly carried out.
final class FickleTool: ToolAdapter {
  /// Something that was carried out.
  struct Delivery: Sendable {
    let runID: String
    let step: Int
    let effect: Effect
    let idempotencyKey: String
  }

  private struct State {
    var dice: Dice
    var deliveries: [Delivery] = []
    /// Where what was carried out may be told of.
    var callbacks: [CallbackToken] = []
    /// How many more calls go well before the server dies in one; `nil`: it does not.
    var callsToDeath: Int?
    var isCalm = false
  }

  let kind = AdapterKind.local
  private let now: @Sendable () -> Instant
  private let state: Mutex<State>

  init(seed: UInt64, now: @escaping @Sendable () -> Instant) {
    self.now = now
    state = Mutex(State(dice: Dice(seed: seed)))
  }

  var deliveries: [Delivery] { state.withLock { $0.deliveries } }
  var callbacks: [CallbackToken] { state.withLock { $0.callbacks } }

  /// Lets every call go well from now on.
  func calmDown() { state.withLock { $0.isCalm = true } }

  /// Lets the server die in a call, after so many others, or not any more.
  func die(after calls: Int?) { state.withLock { $0.callsToDeath = calls } }

  func effect(of call: ToolCall, bound: Effect?) -> Effect {
    call.tool == "append_row" ? .once : .idempotent
  }

  func request(for call: ToolCall) -> JSON { call.params }

  func perform(_ call: ToolCall) async -> ToolResult {
    let deadline = now().advanced(bySeconds: 3600)
    let (result, dies) = state.withLock { state in
      let dies = state.callsToDeath == 0
      state.callsToDeath = state.callsToDeath.map { $0 - 1 }
      let chance = state.isCalm ? 0 : state.dice.number(0...99)
      let isUnsure = dies || 60..<80 ~= chance
      let isDelivered = isUnsure ? state.dice.number(0...1) == 1 : chance < 60
      if isDelivered {
        state.deliveries.append(
          Delivery(
            runID: call.runID, step: call.step, effect: effect(of: call, bound: nil),
            idempotencyKey: call.idempotencyKey))
        state.callbacks.append(
          CallbackToken(
            runID: call.runID, step: call.step, attempt: call.attempt, expires: deadline))
      }
      return (dies ? .noAnswer("The server died.") : answer(chance, until: deadline), dies)
    }
    // Nobody hears the answer: of what follows, nothing is written any more.
    if dies { withUnsafeCurrentTask { $0?.cancel() } }
    return result
  }

  private func answer(_ chance: Int, until deadline: Instant) -> ToolResult {
    switch chance {
    case ..<45: .succeeded(result: "done", response: "done")
    case ..<60: .awaitsCallback(until: deadline)
    case ..<70: .noAnswer("No answer.")
    case ..<80: .failed("500", response: nil, retry: .ifRepeatable(after: nil))
    case ..<90: .failed("No connection.", response: nil, retry: .notTaken(after: nil))
    case ..<97: .failed("404", response: nil, retry: .never)
    default: .failed("410", response: nil, retry: .permanent)
    }
  }
}
