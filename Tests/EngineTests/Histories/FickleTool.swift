import Synchronization
import Workflows

/// A tool that answers at random, and remembers what it truly carried out.
final class FickleTool: ToolAdapter {
  let kind = AdapterKind.local
  private let state: Mutex<(dice: Dice, delivered: [String: Int])>

  init(seed: UInt64) { state = Mutex((Dice(seed: seed), [:])) }

  /// How often each step of each run was carried out.
  var delivered: [String: Int] { state.withLock { $0.delivered } }

  static func effect(of tool: String) -> Effect { tool == "append_row" ? .once : .idempotent }

  func effect(of call: ToolCall, bound: Effect?) -> Effect { FickleTool.effect(of: call.tool) }

  func request(for call: ToolCall) -> JSON { call.params }

  func perform(_ call: ToolCall) async -> ToolResult {
    state.withLock { state in
      let chance = state.dice.number(0...99)
      let isDelivered = chance < 60 || chance < 80 && state.dice.number(0...1) == 1
      if isDelivered { state.delivered["\(call.runID)/\(call.step)", default: 0] += 1 }
      return switch chance {
      case ..<60: .succeeded(result: "done", response: "done")
      case ..<70: .noAnswer("No answer.")
      case ..<80: .failed("500", response: nil, retry: .ifRepeatable(after: nil))
      case ..<90: .failed("No connection.", response: nil, retry: .notTaken(after: nil))
      case ..<97: .failed("404", response: nil, retry: .never)
      default: .failed("410", response: nil, retry: .permanent)
      }
    }
  }
}
