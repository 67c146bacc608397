import Automations
import Engine
import Logging
import Scheduling
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// The housekeeper's rounds, in a time that passes as fast as it waits.
@Suite(.timeLimit(.minutes(20))) struct HousekeeperTests {
  let world = World()

  @Test func `every 10 minutes it walks through all automations, with a breath between`()
    async throws
  {
    let upkeep = PlainUpkeep(parts: 3)
    try await run(upkeep, waits: 60)

    let events = upkeep.events
    let firstPart = try #require(events.firstIndex { $0.hasPrefix("prune") })
    #expect(events[..<firstPart].allSatisfy { $0 == "wait 30.0 seconds" || $0 == "look" })
    #expect(events[..<firstPart].filter { $0.hasPrefix("wait") }.count == 20)
    #expect(
      events[firstPart...].prefix(5) == [
        "prune after nil", "wait 0.2 seconds", "prune after 1", "wait 0.2 seconds",
        "prune after 2",
      ])
    #expect(events.filter { $0 == "prune after nil" }.count == 2)
  }

  @Test func `the log is emptied when nobody has written since the last look`() async throws {
    let upkeep = PlainUpkeep(
      parts: 1, log: [(100, 1), (200, 2), (200, 2), (0, 2), (0, 2), (50, 3)])
    try await run(upkeep, waits: 7)

    #expect(
      upkeep.events.filter { !$0.hasPrefix("wait") }
        == ["look", "look", "look", "checkpoint", "look", "look", "look"])
  }

  @Test func `totals are looked through in the first walk, and what belongs to nobody in each`()
    async throws
  {
    let upkeep = PlainUpkeep(parts: 1)
    try await run(upkeep, waits: 70)
    let work = upkeep.events.filter { !$0.hasPrefix("wait") && $0 != "look" }
    #expect(
      work == [
        "prune after nil", "prune totals after nil", "prune totals after 1", "prune the rest",
        "prune after nil", "prune the rest", "prune after nil", "prune the rest",
      ])
  }

  @Test func `what fails keeps the walk from nothing else, and the log names it`() async throws {
    let upkeep = PlainUpkeep(parts: 3, failing: "1")
    let lines = Lines()
    try await run(upkeep, waits: 26, logger: Logger(label: "test") { _ in lines.handler })
    #expect(
      upkeep.events.filter { $0.hasPrefix("prune after") }
        == ["prune after nil", "prune after 1", "prune after 2"])
    let errors = lines.all.filter { $0.level == .error }
    #expect(
      errors.map { $0.metadata.filter { $0.key != "error" } }
        == [["automation": "1"], ["kind": "sessions"], ["user": "alice"]])
  }

  @Test func `trouble ends no round`() async throws {
    let upkeep = PlainUpkeep(parts: 1, log: [(1, 1), (1, 1)], fails: true)
    try await run(upkeep, waits: 60)
    for event in ["prune after nil", "prune the rest"] {
      #expect(upkeep.events.filter { $0 == event }.count == 2)
    }
  }

  /// Runs it until it has waited so often, then stops it as the server does.
  private func run(
    _ upkeep: PlainUpkeep, waits: Int, logger: Logger? = nil
  ) async throws {
    let (stream, isOver) = AsyncStream<Void>.makeStream()
    let left = Atomic(waits)
    let housekeeper = Housekeeper(
      upkeep: upkeep, limits: HistoryLimits(), now: { [clock = world.clock] in clock.now },
      sleep: { duration in
        guard left.subtract(1, ordering: .relaxed).newValue > 0 else {
          isOver.finish()
          return try await Task.sleep(for: .seconds(3600))
        }
        upkeep.note("wait \(duration)")
      }, logger: logger ?? world.logger)
    let group = ServiceGroup(services: [housekeeper], logger: world.logger)
    let task = Task { try await group.run() }
    for await _ in stream {}
    await group.triggerGracefulShutdown()
    try await task.value
  }
}

/// Notes what is asked of it.
private final class PlainUpkeep: Upkeep {
  private let parts: Int
  private let fails: Bool
  private let failing: String?
  private let state: Mutex<(events: [String], log: [(Int, Int)])>

  init(
    parts: Int, log: [(bytes: Int, commits: Int)] = [], fails: Bool = false,
    failing: String? = nil
  ) {
    self.parts = parts
    self.fails = fails
    self.failing = failing
    state = Mutex(([], log.map { ($0.bytes, $0.commits) }))
  }

  var events: [String] { state.withLock { $0.events } }

  func note(_ event: String) { state.withLock { $0.events.append(event) } }

  struct Trouble: Error {}

  func prune(
    _ limits: HistoryLimits, after traceID: String?, at now: Instant
  ) async throws -> Pruning {
    note("prune after \(traceID ?? "nil")")
    if fails { throw Trouble() }
    let part = (traceID.flatMap(Int.init) ?? 0) + 1
    var pruning = Pruning(last: part < parts ? "\(part)" : nil)
    if let failing, failing == pruning.last {
      pruning.failures = [(.automation(failing), Trouble())]
    }
    return pruning
  }

  func pruneTotals(after traceID: String?, at now: Instant) async throws -> Pruning {
    note("prune totals after \(traceID ?? "nil")")
    return Pruning(last: traceID == nil ? "1" : nil)
  }

  func pruneRest(_ limits: HistoryLimits, at now: Instant) async throws -> Pruning {
    note("prune the rest")
    var pruning = Pruning()
    if failing != nil {
      pruning.failures = [(.kind("sessions"), Trouble()), (.user("alice"), Trouble())]
    }
    return pruning
  }

  func logState() async throws -> LogState {
    note("look")
    let next = state.withLock { $0.log.isEmpty ? (0, 0) : $0.log.removeFirst() }
    return LogState(bytes: next.0, commits: next.1)
  }

  func checkpoint() async throws {
    note("checkpoint")
    if fails { throw Trouble() }
  }
}
