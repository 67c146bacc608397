import Automations
import Engine
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// A life of one automation: deployments, edits, pauses, outages, crashes in the middle of steps,
/// clocks that jump, people who cancel and settle. Beside the real thing a plain list is kept of
/// what should be found.
final class RandomHistory {
  let seed: UInt64
  let world: World
  let tool: FickleTool
  let traceID: String
  private(set) var model = PlainHistory()
  private(set) var actions: [String] = []
  private var dice: Dice
  private var held: [Claim] = []
  private let zones: TimeZoneDatabase

  init(seed: UInt64, world: World, zones: TimeZoneDatabase) async throws {
    (self.seed, self.world, self.zones) = (seed, world, zones)
    dice = Dice(seed: seed)
    tool = FickleTool(seed: seed &+ 1, now: { [clock = world.clock] in clock.now })
    world.clock.set("2026-11-20T08:59:30Z")
    traceID = Identifier.random()
    let steps = randomSteps()
    try await world.ledger.database.insert(
      NewTrace(
        id: traceID, userID: "alice",
        draft: try TraceDraft(
          userID: nil, providerID: "desk", threadID: traceID, name: nil, traceData: steps),
        createdAt: world.clock.now))
  }

  /// Lives, and then lets everything come to its end.
  func live() async throws {
    try await deploy()
    for _ in 0..<dice.number(10...30) { try await act() }
    held = []
    tool.calmDown()
    for token in tool.callbacks { try await answer(token, .result(record: "done")) }
    for seconds: Int64 in [1, 40, 4000, 200] {
      advance(seconds)
      try await mendTimes()
      try await work()
    }
    model.end(at: model.planned)
  }

  private var now: Instant { world.clock.now }
  private var act: Act { .of(.user("alice"), at: now) }
  private var planner: Planner {
    Planner(
      ledger: world.ledger, zones: zones, now: { [clock = world.clock] in clock.now },
      logger: world.logger)
  }
  private var deployments: DeploymentUseCases {
    let (database, clock) = (world.ledger.database, world.clock)
    return DeploymentUseCases(
      traces: database, deployments: database, bindings: database,
      vault: SealedVault(store: database, keys: KeyRing([.random()]), now: { .morning }),
      pauses: database, zones: zones, worker: PlanningWorker(planner: planner), now: { clock.now })
  }

  private func act() async throws {
    switch dice.number(0...99) {
    case ..<34:
      advance(Int64(dice.number(1...120)))
      try await work()
    case ..<38: try await answerSomething()
    case ..<50: advance(Int64(dice.pick([300, 3600, 7200, 86_400, 200_000])))
    case ..<58: try await hold()
    case ..<64: try await goOn()
    case ..<70: try await crash()
    case ..<75: try await set(.paused)
    case ..<81: try await set(.deployed)
    case ..<84: try await deploy()
    case ..<86: try await set(.draft)
    case ..<88: try await pauseAll()
    case ..<91: try await endPause()
    case ..<94:
      note("clock back")
      world.clock.advance(seconds: -Int64(dice.pick([dice.number(1...3600), 100_000])))
      // A person may come before the worker has looked at the clock.
      if dice.number(0...1) == 0 { try await mendTimes(holding: held.map(\.key)) }
    case ..<95: try await runByHand()
    case ..<96: try await stopServer()
    case ..<97: try await cancel()
    case ..<98: try await edit()
    default: try await settle()
    }
  }

  private func advance(_ seconds: Int64) {
    note("+\(seconds) s")
    world.clock.advance(seconds: seconds)
  }

  /// - Parameter holding: claims of a worker that is there still.
  private func mendTimes(holding: [Claim.Key] = []) async throws {
    try await world.ledger.mendTimes(
      holding: holding, at: now, lease: holding.isEmpty ? now : now.advanced(bySeconds: 30),
      retry: now.advanced(bySeconds: 600))
    try await mendClock()
  }

  private func mendClock() async throws {
    try await planner.mendClock()
    model.goBack(to: now)
  }

  /// What the worker does, until there is nothing to do.
  private func work() async throws {
    try await mendClock()
    while try await planner.planDue(now: now) {}
    model.plan(through: now)
    while true {
      let claims = try await world.claims()
      if claims.isEmpty { return }
      for claim in claims { await world.runner(tool).run(claim) }
    }
  }

  private func hold() async throws {
    try await mendClock()
    while try await planner.planDue(now: now) {}
    model.plan(through: now)
    let claims = try await world.claims(limit: 1)
    note("hold \(claims.count)")
    held += claims
  }

  /// A run that was held up goes on, its lease over or not.
  private func goOn() async throws {
    guard !held.isEmpty else { return }
    note("go on")
    await world.runner(tool).run(held.removeFirst())
  }

  /// A server dies in the middle of a step, with or without having sent it.
  private func crash() async throws {
    try await hold()
    guard let claim = held.popLast() else { return }
    let calls = dice.number(0...2)
    note("crash after \(calls) calls")
    tool.die(after: calls)
    let runner = world.runner(tool)
    // A task of its own, which the death ends.
    _ = await Task { await runner.run(claim) }.value
    tool.die(after: nil)
  }

  /// Whoever carried something out says so at last, or that it failed, perhaps for the second time.
  private func answerSomething() async throws {
    let callbacks = tool.callbacks
    guard !callbacks.isEmpty else { return }
    let answer: CallbackAnswer =
      dice.chance(70)
      ? .result(record: "done") : .error(words: "Failed.", isPermanent: dice.chance(20))
    try await self.answer(dice.pick(Array(callbacks.suffix(3))), answer)
  }

  private func answer(_ token: CallbackToken, _ answer: CallbackAnswer) async throws {
    let receipt = try await world.ledger.database.answer(token, with: answer, at: now)
    note("answer \(answer) to step \(token.step), attempt \(token.attempt): \(receipt)")
  }

  /// What goes on is left to the server that comes next.
  private func stopServer() async throws {
    note("stop")
    try await world.ledger.release(held.map(\.key), at: now)
  }

  /// A person ends a run that goes on.
  private func cancel() async throws {
    guard let claim = held.first else { return }
    note("cancel")
    _ = try await world.ledger.database.cancel(
      claim.runID, because: Reason(.stopped, "Stopped."), at: now, in: .everybody)
  }

  /// The trace becomes another one, which the next deployment takes.
  private func edit() async throws {
    note("edit")
    _ = try await world.ledger.database.update(
      traceID, try TraceChange(name: nil, traceData: randomSteps()), at: now, in: .everybody)
  }

  /// A person says of an unknown outcome that it failed, or lets it run again.
  private func settle() async throws {
    let unknown = await world.ledger.rows.first {
      $0.traceID == traceID && $0.outcome == .unknown && $0.reason?.code != .settled
    }
    guard let runID = unknown?.run?.id else { return }
    let again = dice.number(0...1) == 0
    note(again ? "run again" : "settle")
    _ = try await world.ledger.database.settle(
      runID,
      Settlement(
        outcome: again ? nil : .failed, reason: Reason(.settled, "Alice saw it."),
        rerunID: again ? Identifier.random() : nil, at: now), in: .everybody)
  }

  private func randomSteps() -> JSON {
    let tools = dice.pick([["note"], ["append_row"], ["note", "append_row", "note"]])
    return .array(tools.map { ["event": "tool_call", "tool": .string($0)] })
  }

  private func deploy() async throws {
    let end = now.advanced(bySeconds: Int64(dice.pick([20_000, 200_000, 2_000_000])))
    let schedule = StoredSchedule(
      type: "custom", time: dice.pick(["* * * * *", "*/7 * * * *", "0 * * * *", "30 9 * * 1-5"]),
      config: [
        "exclude_weekdays": .array(dice.number(0...3) == 0 ? ["Sunday", "Saturday"] : []),
        "spread": JSON(dice.pick([0, 0, 90])),
        "end": dice.number(0...3) == 0 ? .string(end.rfc3339) : .null,
        "policies": [
          "missed": .string(dice.pick(["once", "skip", "all"])),
          "overlap": .string(dice.pick(["skip", "queue", "allow", "cancel"])),
          "catch_up_days": JSON(dice.pick([0, 1, 7])),
          "open_after": JSON(dice.pick([1, 3, 1000])),
        ],
      ])
    note("deploy \(schedule.time ?? "") \(schedule.config?.serialized ?? "")")
    do {
      _ = try await deployments.deploy(
        DeployRequest(traceID: traceID, schedule: schedule, name: nil), by: act)
    } catch Refusal.invalid {
      return note("refused: no instant before its end")
    }
    model.goBack(to: now)
    model.resume("own", at: now)
    model.deploy(try Schedule(schedule.input, anchor: now, zones: zones), at: now)
  }

  private func set(_ status: DeploymentStatus) async throws {
    let before = await world.ledger.status(traceID)
    guard before != status else { return }
    note(status.rawValue)
    do {
      try await deployments.setStatus(of: traceID, to: status, by: act)
    } catch Refusal.conflict {
      return note("refused: never deployed, or over")
    }
    model.goBack(to: now)
    model.plan(through: now)
    switch status {
    case .draft: model.end(at: model.planned)
    case .paused: model.pause("own", at: now)
    case .deployed, .failed:
      model.resume("own", at: now)
      if before == .draft, let schedule = model.latest { model.deploy(schedule, at: now) }
    }
    if status == .draft { model.resume("own", at: now) }
    if status == .paused, before == .draft, let schedule = model.latest {
      model.deploy(schedule, at: now)
    }
  }

  private func pauseAll() async throws {
    note("pause all")
    let until = dice.number(0...1) == 0 ? nil : now.advanced(bySeconds: 5000)
    _ = try await world.ledger.database.begin(
      Pause(reason: "Holidays", since: now, until: until), of: "alice")
    model.endPauseOfAll(at: now)
    model.pause("all", at: now, until: until)
  }

  private func endPause() async throws {
    note("end pause")
    _ = try await world.ledger.database.endPause(of: "alice", at: now)
    model.endPauseOfAll(at: now)
  }

  private func runByHand() async throws {
    note("run by hand")
    _ = try await world.ledger.database.insertManualRun(
      NewManualRun(
        runID: Identifier.random(), traceID: traceID, workflow: nil, requestedAt: now),
      in: .everybody)
  }

  private func note(_ text: String) { actions.append("\(now.rfc3339) \(text)") }
}

/// Plans what it is asked to; the history itself does the rest.
private struct PlanningWorker: LedgerWorker {
  let planner: Planner

  func plan(_ traceID: String, through now: Instant) async throws {
    try await planner.plan(traceID, through: now)
  }
  func wake() {}
  func rowsWereWithdrawn(_ rows: [EndedRow]) {}
  func ended(_ run: EndedRun, by act: Act) {}
  func ended(with deletion: Deletion) {}
}
