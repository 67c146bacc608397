import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import Synchronization
import Testing
import Workflows

/// What a test of runs needs: Alice's ledger, a clock that stands still until it is set, and waits
/// that are over at once and remembered.
struct World {
  let ledger = TestLedger()
  let clock = TestClock("2026-11-24T09:00:00Z")
  let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  func runner(_ tool: any ToolAdapter, bindings: MemoryBindings = MemoryBindings()) -> Runner {
    Runner(
      ledger: ledger, bindings: bindings, adapters: [tool], now: { [clock] in clock.now },
      logger: logger)
  }

  /// Claims what waits and runs it, one after another, to its end.
  func runWaiting(
    _ tool: any ToolAdapter, bindings: MemoryBindings = MemoryBindings()
  ) async throws {
    while true {
      for claim in try await claims() {
        await runner(tool, bindings: bindings).run(claim)
      }
      guard let retryAt = await ledger.nextRetry else { return }
      clock.sleep(until: retryAt)
    }
  }

  /// Claims what waits, for a worker of that name.
  func claims(by worker: String = "worker", limit: Int = 10) async throws -> [Claim] {
    try await ledger.claim(
      ClaimRequest(
        worker: worker, now: clock.now, lease: clock.now.advanced(bySeconds: 30), limit: limit)
    ).claims
  }
}

final class TestClock: Sendable {
  private let state: Mutex<(now: Instant, waits: [Duration])>

  init(_ text: String) { state = Mutex((instant(text), [])) }

  var now: Instant { state.withLock { $0.now } }
  var waits: [Duration] { state.withLock { $0.waits } }

  func set(_ text: String) { state.withLock { $0.now = instant(text) } }
  func advance(seconds: Int64) { state.withLock { $0.now = $0.now.advanced(bySeconds: seconds) } }
  func sleep(_ duration: Duration) { state.withLock { $0.waits.append(duration) } }

  /// Goes on to a moment to come.
  func sleep(until time: Instant) {
    state.withLock { state in
      state.waits.append(.milliseconds(max(0, time.milliseconds(since: state.now))))
      state.now = max(state.now, time)
    }
  }
}

func instant(_ text: String) -> Instant {
  guard let instant = Instant(rfc3339: text) else { preconditionFailure("no instant: \(text)") }
  return instant
}

/// A workflow of notes: each names itself.
func workflow(_ tools: String..., effect: Effect? = nil, onError: Workflow.OnError = .stop)
  -> Workflow
{
  Workflow(
    steps: tools.map {
      Workflow.Step(tool: $0, params: ["name": .string($0)], effect: effect, onError: onError)
    })
}
