import Automations
import Engine
import Foundation
import Logging
import Scheduling
import ServiceLifecycle
import Storage
import Synchronization
import TestSupport
import Testing

/// Many automations due in one minute, through planner, ledger and dispatcher on the real disk. It
/// measures, so it runs only when it is asked for: `REPRISE_RUSH=10000`.
@Suite struct RushTests {
  private static let count =
    Int(ProcessInfo.processInfo.environment["REPRISE_RUSH"] ?? "") ?? 0
  private static let slots =
    Int(ProcessInfo.processInfo.environment["REPRISE_RUNS"] ?? "") ?? 8

  @Test(.enabled(if: RushTests.count > 0)) func `all of them start`() async throws {
    let world = World()
    let due = instant("2026-11-24T09:00:00Z")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<RushTests.count {
        if index >= 64 { try await group.next() }
        group.addTask {
          try await world.ledger.deploy(
            Version(
              traceID: "trace-\(index)", number: 1, workflow: workflow("note"),
              schedule: StoredSchedule(type: "daily", time: "09:00", config: nil),
              anchor: due, createdAt: due), next: due)
        }
      }
      try await group.waitForAll()
    }
    let starts = Mutex<[Double]>([])
    let begin = ContinuousClock.now
    let tool = ScriptedTool(during: { _ in
      let passed = ContinuousClock.now - begin
      starts.withLock {
        $0.append(Double(passed.components.attoseconds) / 1e18 + Double(passed.components.seconds))
      }
    })
    let worker = Worker(
      ledger: world.ledger, bindings: world.ledger.database, adapters: [tool],
      zones: TimeZoneDatabase(), limits: RunLimits(atOnce: RushTests.slots),
      now: { [clock = world.clock] in clock.now }, logger: world.logger)
    let group = ServiceGroup(services: [worker], logger: world.logger)
    let task = Task { try await group.run() }
    while starts.withLock({ $0.count }) < RushTests.count {
      try await Task.sleep(for: .milliseconds(50))
    }
    await group.triggerGracefulShutdown()
    try await task.value
    let sorted = starts.withLock { $0 }.sorted()
    let line = [0, sorted.count / 2, sorted.count * 99 / 100, sorted.count - 1]
      .map { String(format: "%.2f s", sorted[$0]) }.joined(separator: ", ")
    print(
      "\(RushTests.count) due at once, \(RushTests.slots) at a time: started after (min, median, p99, max) \(line)"
    )
  }
}
