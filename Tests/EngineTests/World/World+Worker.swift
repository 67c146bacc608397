import Automations
import Engine
import Scheduling
import ServiceLifecycle
import TestSupport

extension World {
  /// What plans and runs, as in the server; its waits are remembered, and end only when it is woken.
  func worker(
    _ tool: ScriptedTool, zones: TimeZoneDatabase = TimeZoneDatabase(),
    limits: RunLimits = RunLimits()
  ) -> Worker {
    Worker(
      ledger: ledger, bindings: MemoryBindings(), adapters: [tool], zones: zones,
      limits: limits,
      now: { [clock] in clock.now },
      sleep: { [clock] duration in
        guard duration > .zero else { return }
        clock.sleep(duration)
        try await Task.sleep(for: .seconds(3600))
      }, logger: logger)
  }

  /// Runs the worker as the server does, and stops it as the server does.
  func running(
    _ worker: Worker, _ work: (Worker) async throws -> Void,
    whileStopping: () -> Void = {}
  ) async throws {
    let group = ServiceGroup(services: [worker], logger: logger)
    let task = Task { try await group.run() }
    try await work(worker)
    await group.triggerGracefulShutdown()
    whileStopping()
    try await task.value
  }
}
