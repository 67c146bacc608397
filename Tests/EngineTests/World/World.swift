import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What a test of runs needs: Alice's ledger, a clock that stands still until it is set, and waits
/// that are over at once and remembered.
struct World {
  let ledger = TestLedger()
  let clock = TestClock("2026-11-24T09:00:00Z")
  let logger = Logger.mute

  /// - Parameter vault: where the secrets of traces rest; `nil`: no step has any.
  func runner(
    _ tool: any ToolAdapter, bindings: MemoryBindings = MemoryBindings(),
    vault: (any Vault)? = nil
  ) -> Runner {
    Runner(
      ledger: ledger, bindings: bindings, adapters: [tool], vault: vault,
      now: { [clock] in clock.now },
      logger: logger)
  }

  /// Claims what waits and runs it, one after another, to its end.
  func runWaiting(
    _ tool: any ToolAdapter, bindings: MemoryBindings = MemoryBindings(),
    vault: (any Vault)? = nil
  ) async throws {
    while true {
      for claim in try await claims() {
        await runner(tool, bindings: bindings, vault: vault).run(claim)
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

/// A workflow of notes: each names itself.
func workflow(_ tools: String..., effect: Effect? = nil, onError: Workflow.OnError = .stop)
  -> Workflow
{
  Workflow(
    steps: tools.map {
      Workflow.Step(tool: $0, params: ["name": .string($0)], effect: effect, onError: onError)
    })
}
