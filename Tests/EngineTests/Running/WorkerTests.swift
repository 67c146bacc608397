import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import Storage
import Synchronization
import TestSupport
import Testing

/// The loop as it runs in the server; its waits end only when somebody wakes it.
@Suite(.timeLimit(.minutes(20))) struct WorkerTests {
  let world = World()

  @Test func `what is due when the worker starts is planned and run`() async throws {
    let tool = ScriptedTool()
    try await deployDaily(next: "2026-11-24T09:00:00Z")
    try await world.running(world.worker(tool)) { _ in
      while await world.ledger.rows.first?.outcome == nil { await Task.yield() }
    }

    #expect(await world.ledger.rows.map(\.outcome) == [.succeeded])
    #expect(await world.ledger.next() == "2026-11-25T09:00:00Z")
  }

  @Test func `a run that is asked for is started when the worker is woken`() async throws {
    let tool = ScriptedTool()
    try await world.running(world.worker(tool)) { worker in
      while world.clock.waits.isEmpty { await Task.yield() }
      try await world.ledger.add(workflow("note"), at: world.clock.now, manual: true)
      worker.wake()
      while await world.ledger.rows.first?.outcome == nil { await Task.yield() }
    }

    #expect(tool.calls.count == 1)
  }

  @Test func `the wait ends at the next instant, or after 30 s`() async throws {
    try await deployDaily(next: "2026-11-24T09:00:12Z")
    try await world.running(world.worker(ScriptedTool())) { worker in
      while world.clock.waits.isEmpty { await Task.yield() }
      try await deployDaily(next: "2026-11-25T09:00:00Z")
      worker.wake()
      while world.clock.waits.count < 2 { await Task.yield() }
    }

    #expect(world.clock.waits.prefix(2) == [.seconds(12), .seconds(30)])
  }

  @Test func `a run that somebody ends is let go at once`() async throws {
    let tool = ScriptedTool(
      .noAnswer("Ended."), during: { _ in try? await Task.sleep(for: .seconds(600)) })
    try await world.ledger.add(workflow("note"), at: world.clock.now, manual: true)
    try await world.running(world.worker(tool)) { worker in
      while tool.calls.isEmpty { await Task.yield() }
      let runID = try #require(tool.calls.first?.runID)
      let cancellation = try await world.ledger.database.cancel(
        runID, because: Reason(.stopped, "Stopped."), at: world.clock.now, in: .everybody)
      guard case .ended(let run) = cancellation else {
        Issue.record("not ended")
        return
      }
      worker.ended(run, by: .of(.user("alice"), at: world.clock.now))
      while tool.answers == 0 { await Task.yield() }
    }

    #expect(await world.ledger.rows.map(\.outcome) == [.cancelled])
    #expect(await world.ledger.rows[0].steps.map(\.outcome) == [.cancelled])
  }

  @Test func `a stop lets the run that goes on end, and claims nothing more`() async throws {
    let gate = Gate()
    let tool = ScriptedTool(during: { _ in await gate.pass() })
    try await world.ledger.add(workflow("note"), at: world.clock.now)
    try await world.running(world.worker(tool)) { _ in
      while tool.calls.isEmpty || world.clock.waits.isEmpty { await Task.yield() }
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: "other")
    } whileStopping: {
      gate.open()
    }

    #expect(await world.ledger.rows.map(\.outcome) == [.succeeded, nil])
  }

  @Test func `what is due and may not run yet does not keep the worker busy`() async throws {
    let gate = Gate()
    let tool = ScriptedTool(during: { _ in await gate.pass() })
    for id in ["one", "two"] {
      try await world.ledger.add(workflow("note"), at: world.clock.now, traceID: id, manual: true)
    }
    try await world.running(world.worker(tool, limits: RunLimits(perUser: 1))) { _ in
      while tool.calls.isEmpty || world.clock.waits.isEmpty { await Task.yield() }
      #expect(world.clock.waits == [.seconds(1)])
      let claims = world.ledger.claimCount
      for _ in 0..<1000 { await Task.yield() }
      #expect(world.ledger.claimCount == claims && world.clock.waits.count == 1)
      gate.open()
      while await world.ledger.rows.contains(where: { $0.outcome == nil }) { await Task.yield() }
    }
    #expect(tool.calls.count == 2)
  }

  @Test func `a stop waits for the longest run, however many end meanwhile`() async throws {
    let (start, calls) = (Gate(), Counter())
    let tool = ScriptedTool(during: { _ in
      let number = calls.next()
      await start.pass()
      try? await Task.sleep(for: .milliseconds(number == 40 ? 1000 : number * 10))
    })
    for number in 1...40 {
      try await world.ledger.add(
        workflow("note"), at: world.clock.now, traceID: "trace-\(number)", manual: true)
    }
    try await world.running(world.worker(tool)) { _ in
      while tool.calls.count < 40 { await Task.yield() }
    } whileStopping: {
      start.open()
    }
    #expect(await world.ledger.rows.allSatisfy { $0.outcome == .succeeded })
  }

  @Test func `rules of a zone that changed while no worker ran move what is planned`() async throws
  {
    let folder = try ZoneFolder(hours: 1, release: "2026a")
    try await deployAtPlace(next: "2026-11-25T08:00:00Z")
    try await world.running(world.worker(ScriptedTool(), zones: folder.zones)) { _ in
      while world.clock.waits.isEmpty { await Task.yield() }
    }
    #expect(await world.ledger.next() == "2026-11-25T08:00:00Z")

    try folder.set(hours: 2, release: "2026b")
    try await world.running(world.worker(ScriptedTool(), zones: folder.zones)) { _ in
      while world.clock.waits.count < 2 { await Task.yield() }
    }
    #expect(await world.ledger.next() == "2026-11-25T07:00:00Z")
  }

  @Test func `rules of a zone that change while it works move what is planned`() async throws {
    let folder = try ZoneFolder(hours: 1, release: "2026a")
    try await deployAtPlace(next: "2026-11-25T08:00:00Z")
    try await world.running(world.worker(ScriptedTool(), zones: folder.zones)) { worker in
      while world.clock.waits.isEmpty { await Task.yield() }
      try folder.set(hours: 3, release: "2026b")
      world.clock.advance(seconds: 60)
      worker.wake()
      while world.clock.waits.count < 2 { await Task.yield() }
    }
    #expect(await world.ledger.next() == "2026-11-25T06:00:00Z")
  }

  /// At nine in the zone of a `ZoneFolder`.
  private func deployAtPlace(next: String) async throws {
    let version = Version(
      traceID: "trace", number: 1, workflow: workflow("note"),
      schedule: StoredSchedule(
        type: "daily", time: "09:00", config: ["timezone": "Test/Place"]),
      anchor: world.clock.now, createdAt: world.clock.now)
    try await world.ledger.deploy(version, next: instant(next), at: world.clock.now)
  }

  /// Where its next instant is another than that of its schedule, nothing is to mend it.
  private func deployDaily(next: String) async throws {
    try await world.ledger.setPlannedZones(TimeZoneDatabase().fingerprint)
    let version = Version(
      traceID: "trace", number: 1, workflow: workflow("note"),
      schedule: StoredSchedule(type: "custom", time: "0 9 * * *", config: nil),
      anchor: instant("2026-10-01T00:00:00Z"), createdAt: instant("2026-10-01T00:00:00Z"))
    try await world.ledger.deploy(
      version, next: instant(next),
      at: min(world.clock.now, instant(next).advanced(byMilliseconds: -1)))
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  /// Counted from 1.
  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
