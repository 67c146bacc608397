import Automations
import Scheduling
import TestSupport
import Testing

/// What comes about is told in the transaction that brings it about: once for each cause, and once when
/// it is over.
@Suite struct TellingTests {
  private let world: World
  private let failure = Reason(.stepFailed, "Step 1 (note): 500.")

  init() throws { world = try World() }

  @Test func `a failed run is told once, its stop once more, and that it works again once`()
    async throws
  {
    try await world.addChannel()
    let id = try await deployed()
    let first = try await run(.failed, id, 1)
    try await run(.failed, id, 2)
    #expect(try await world.kinds() == [.event(.runFailed)])
    try await run(.failed, id, 3)
    #expect(try await world.kinds() == [.event(.runFailed), .event(.circuitOpened)])
    try await resume(id, at: 4)
    try await run(.succeeded, id, 5)
    try await run(.succeeded, id, 6)

    let told = try await world.told()
    #expect(
      told.map(\.kind) == [.event(.runFailed), .event(.circuitOpened), .event(.recovered)])
    #expect(told.map(\.since) == [time(1), time(1), time(1)])
    #expect(told.map(\.at) == [time(1), time(3), time(5)])
    #expect(told[0].runID == first && told[0].words == failure.words)
    #expect(told[1].words?.hasPrefix("Stopped after 3 failed runs in a row.") == true)
    #expect(told.allSatisfy { $0.subject?.id == id && $0.subject?.name == "Weekly status" })
    #expect(told[0].nextRunAt != nil && told[1].nextRunAt == nil)

    // The next cause is another one.
    try await run(.failed, id, 7)
    #expect(try await world.kinds().last == .event(.runFailed))
  }

  @Test func `an error that stays is one message, of the stop`() async throws {
    try await world.addChannel()
    let id = try await deployed()
    try await run(.failed, id, 1, permanent: true)
    #expect(try await world.kinds() == [.event(.circuitOpened)])
    // A run by hand that fails as before is no news, and one that succeeds resumes nothing.
    try await runByHand(id, .failed, 2)
    try await runByHand(id, .succeeded, 3)
    #expect(try await world.kinds() == [.event(.circuitOpened)])
  }

  @Test func `one that somebody lets run again and that is stopped once more is told of again`()
    async throws
  {
    try await world.addChannel()
    let id = try await deployed()
    try await run(.failed, id, 1, permanent: true)
    try await resume(id, at: 2)
    try await run(.failed, id, 3, permanent: true)
    #expect(try await world.kinds() == [.event(.circuitOpened), .event(.circuitOpened)])
    try await world.deploy(id, next: time(5), at: time(4))
    try await run(.failed, id, 5, permanent: true)
    try await world.deploy(id, next: time(7), at: time(6))
    // A run that fails and stops nothing is none of it.
    try await run(.failed, id, 7)
    try await run(.succeeded, id, 8)
    let told = try await world.told()
    #expect(
      told.map(\.kind) == [
        .event(.circuitOpened), .event(.circuitOpened), .event(.circuitOpened),
        .event(.recovered),
      ])
    #expect(told.map(\.since) == [time(1), time(1), time(1), time(1)])
  }

  @Test(arguments: ["notification_messages", "notification_deliveries"])
  func `a run that ends is told of, or has not ended: nothing comes between`(
    table: String
  ) async throws {
    try await world.addChannel()
    let id = try await deployed()
    try await world.plan(id, [Plan.Row(scheduledAt: time(1))])
    let claim = try #require(try await world.claim(at: time(1)).first)
    let end = RunEnd(outcome: .failed, reason: failure)
    try world.folder.change(
      "CREATE TRIGGER dying BEFORE INSERT ON \(table) BEGIN SELECT RAISE(ABORT, 'dead'); END")
    await #expect(throws: (any Error).self) {
      try await world.ledger.finish(claim.key, end, at: time(2))
    }
    try world.folder.change("DROP TRIGGER dying")
    // As after a death: the run is another's when its lease is over, and goes on.
    #expect(try await world.told().isEmpty)
    let again = try #require(try await world.claim(at: time(9)).first)
    #expect(again.runID == claim.runID && again.beginning == .reclaimed)
    _ = try await world.ledger.finish(again.key, end, at: time(9))
    #expect(try await world.kinds() == [.event(.runFailed)])
  }

  @Test func `a changed contract is told instead of the stop that it brings`() async throws {
    try await world.addChannel()
    let id = try await deployed()
    try await world.plan(id, [Plan.Row(scheduledAt: time(1))])
    let claim = try #require(try await world.claim(at: time(1)).first)
    let end = RunEnd(
      outcome: .failed, reason: failure, isPermanent: true, isOfChangedContract: true)
    _ = try await world.ledger.finish(claim.key, end, at: time(1))
    #expect(try await world.kinds() == [.event(.contractChanged)])
  }

  @Test func `a run by hand is told of too, and a success by hand ends what a failure began`()
    async throws
  {
    try await world.addChannel()
    let id = try await deployed()
    try await runByHand(id, .failed, 1)
    try await runByHand(id, .succeeded, 2)
    #expect(try await world.kinds() == [.event(.runFailed), .event(.recovered)])
  }

  @Test func `unknown outcomes are one cause until a person has settled all of them`()
    async throws
  {
    try await world.addChannel()
    let id = try await deployed()
    var runs: [String] = []
    for minute in 1...2 { runs.append(try await run(.unknown, id, minute)) }
    #expect(try await world.kinds() == [.event(.outcomeUnknown)])
    try await settle(runs[0])
    #expect(try await world.kinds() == [.event(.outcomeUnknown)])
    try await settle(runs[1])
    #expect(try await world.kinds() == [.event(.outcomeUnknown), .over(.outcomeUnknown)])
  }

  @Test func `missed instants are told until a run begins in time`() async throws {
    try await world.addChannel()
    let id = try await deployed()
    for minute in 1...3 {
      try await world.plan(
        id, [Plan.Row(scheduledAt: time(minute), skipped: .missedAndSkipped)])
    }
    #expect(try await world.kinds() == [.event(.runsMissed)])
    try await world.plan(id, [Plan.Row(scheduledAt: time(4))])
    _ = try await world.claim(at: time(4))
    #expect(try await world.kinds() == [.event(.runsMissed), .over(.runsMissed)])
    // What was skipped for another reason is none of it.
    try await world.plan(
      id, [Plan.Row(scheduledAt: time(5), skipped: Reason(.excluded, "A holiday."))])
    #expect(try await world.kinds().count == 2)
  }

  @Test func `a schedule that cannot go on is told of as a stop`() async throws {
    try await world.addChannel()
    let id = try await deployed()
    try await world.plan(id, [], failure: "Its schedule cannot be read.")
    #expect(try await world.kinds() == [.event(.circuitOpened)])
    #expect(try await world.told().first?.words == "Its schedule cannot be read.")
  }

  @Test func `a connection that the program switches off is told to its owner, and when it is on`()
    async throws
  {
    try await world.addChannel()
    let crm = Connection.alices("crm")
    _ = try await world.connections.insert(
      NewConnection(connection: crm, secrets: [], createdAt: .morning), by: .alice)
    for _ in 1...2 {
      _ = try await world.connections.switchOff(crm.id, because: "It is gone.", at: time(1))
    }
    _ = try await world.connections.change(
      crm.id, ConnectionUpdate(isEnabled: true), by: .of(.alice, at: time(2)))
    let told = try await world.told()
    #expect(told.map(\.kind) == [.event(.connectionOff), .over(.connectionOff)])
    #expect(told.allSatisfy { $0.subject?.name == "crm" && $0.subject?.noun == .connection })
    // What its owner does needs no telling.
    _ = try await world.connections.change(
      crm.id, ConnectionUpdate(isEnabled: false), by: .alice)
    #expect(try await world.kinds().count == 2)
  }

  @Test func `the run that found a connection given up is told with it, and no other`()
    async throws
  {
    try await world.addChannel()
    let crm = Connection.alices("crm")
    _ = try await world.connections.insert(
      NewConnection(connection: crm, secrets: [], createdAt: .morning), by: .alice)
    func switchOn(_ minute: Int) async throws {
      _ = try await world.connections.change(
        crm.id, ConnectionUpdate(isEnabled: true), by: .of(.alice, at: time(minute)))
    }
    let id = try await deployed()
    let first = try await run(.failed, id, 1, findingGone: crm)
    #expect(try await world.kinds() == [.event(.connectionOff)])
    #expect(try await world.told().first?.runID == first)
    // Another one that fails is news.
    try await run(.failed, id, 2, findingGone: crm)
    #expect(try await world.kinds() == [.event(.connectionOff), .event(.runFailed)])
    // So is it that the automation stops, though a run of the connection stops it.
    try await switchOn(3)
    try await run(.failed, id, 4, findingGone: crm)
    #expect(
      try await world.kinds().suffix(2) == [.event(.connectionOff), .event(.circuitOpened)])
    // Who is told of no connections is told of the run.
    try await switchOn(5)
    try await world.setEvents([.runFailed])
    let other = try await deployed("other")
    try await run(.failed, other, 6, findingGone: crm)
    #expect(try await world.kinds().last == .event(.runFailed))
  }

  @Test
  func `a server that stops between a connection's end and its run's makes one message of it`()
    async throws
  {
    try await world.addChannel()
    let crm = Connection.alices("crm")
    _ = try await world.connections.insert(
      NewConnection(connection: crm, secrets: [], createdAt: .morning), by: .alice)
    try await world.plan(try await deployed(), [Plan.Row(scheduledAt: time(1))])
    let claim = try #require(try await world.claim(at: time(1)).first)
    #expect(
      try await world.connections.switchOff(
        crm.id, because: "It is gone.", byRun: claim.runID, at: time(1)))
    let again = try #require(try await world.claim(at: time(9)).first)
    #expect(again.runID == claim.runID)
    try await world.finish(again, .failed, failure, at: time(9))
    #expect(try await world.kinds() == [.event(.connectionOff)])
  }

  @Test func `whose connection it is reads nothing of another's run, who is told of it`()
    async throws
  {
    try await world.addChannel()
    try await world.addChannel(of: "bob")
    let desk = Connection(
      id: "desk", owner: "bob", name: "desk", settings: Connection.alices("desk").settings,
      isShared: true)
    _ = try await world.connections.insert(
      NewConnection(connection: desk, secrets: [], createdAt: .morning), by: .bob)
    try await run(.failed, try await deployed(), 1, findingGone: desk)
    let told = try #require(try await world.told("bob").first)
    #expect(told.kind == .event(.connectionOff) && told.runID == nil)
    #expect(try await world.kinds() == [.event(.runFailed)])
  }

  @Test func `a channel follows its connection to another name`() async throws {
    try await world.addChannel("crm")
    try await world.addChannel("crm", of: "bob")
    let crm = Connection.alices("crm")
    _ = try await world.connections.insert(
      NewConnection(connection: crm, secrets: [], createdAt: .morning), by: .alice)
    func rename(_ name: String, isShared: Bool? = nil) async throws -> [String] {
      _ = try await world.connections.change(
        crm.id, ConnectionUpdate(name: name, isShared: isShared), by: .alice)
      var names: [String] = []
      for user in ["alice", "bob"] {
        names += try await world.notifications.settings(of: user).channels.map(\.to)
      }
      return names
    }
    #expect(try await rename("desk") == ["desk", "crm"])
    #expect(try await rename("crm", isShared: true) == ["crm", "crm"])
    #expect(try await rename("customers") == ["customers", "customers"])
  }

  @Test func `nobody is told of what is another's, or not wanted, or has nowhere to go`()
    async throws
  {
    try await world.addChannel(of: "bob")
    let id = try await deployed()
    try await run(.failed, id, 1)
    #expect(try await world.told("bob").isEmpty)
    #expect(try await world.told().isEmpty)

    // What began before anybody was told is not over either.
    try await world.addChannel()
    try await run(.succeeded, id, 2)
    #expect(try await world.told().isEmpty)

    try await world.setEvents([.recovered])
    try await run(.failed, id, 3)
    try await run(.succeeded, id, 4)
    #expect(try await world.told().isEmpty)

    try await world.setEvents([.runFailed])
    try await run(.failed, id, 5)
    try await run(.succeeded, id, 6)
    try await run(.failed, id, 7)
    #expect(try await world.kinds() == [.event(.runFailed), .event(.runFailed)])
  }

  @Test func `an automation may have its own channels and events`() async throws {
    let (desk, phone) = (try await world.addChannel(), try await world.addChannel("phone"))
    let id = try await deployed()
    func choose(_ channels: [String]?, _ events: Set<NotificationEvent>?) async throws {
      let choice = NotificationChoice(channels: channels, events: events)
      #expect(try await world.notifications.setChoice(choice, of: id, by: .alice))
      #expect(try await world.notifications.choice(of: id, in: .alice)?.choice == choice)
    }
    try await choose([phone.id], nil)
    try await run(.failed, id, 1)
    try await run(.succeeded, id, 2)
    #expect(
      try await world.notifications.deliveries(of: "alice", limit: 9).map(\.channel)
        == [phone, phone])
    try await choose(nil, [])
    try await run(.failed, id, 3)
    try await choose([], nil)
    try await run(.failed, id, 4)
    #expect(try await world.told().count == 2)
    try await choose([desk.id, "gone"], [.runFailed])
    try await run(.failed, id, 5)
    #expect(
      try await world.notifications.deliveries(of: "alice", limit: 1).map(\.channel) == [desk])
    #expect(try await world.notifications.choice(of: id, in: .bob)?.owner == nil)
    #expect(try await !world.notifications.setChoice(.asOfAll, of: id, by: .bob))
  }

  @Test func `an address that was not confirmed is sent nothing, and the list says so`()
    async throws
  {
    try await world.addChannel("alice@example.com", .mail, isConfirmed: false)
    let id = try await deployed()
    try await run(.failed, id, 1)
    let delivery = try #require(
      try await world.notifications.deliveries(of: "alice", limit: 1).first)
    #expect(delivery.message.kind == .event(.runFailed) && delivery.outcome == .notSent)
    #expect(delivery.words == "The address was not confirmed." && delivery.endedAt == time(1))
    // The question goes out all the same.
    let claims = try await world.claimDeliveries(at: time(1))
    #expect(claims.map(\.delivery.message.kind) == [.confirmation])
  }

  @Test func `beyond so many in an hour, one message says how many more there were`()
    async throws
  {
    try await world.addChannel()
    try await world.addChannel("phone")
    for number in 1...25 {
      let id = try await deployed("\(number)")
      try await run(.failed, id, 1)
    }
    let deliveries = try await world.notifications.deliveries(of: "alice", limit: 100)
    #expect(deliveries.count == 2 * (20 + 1))
    let more = deliveries.filter { $0.message.kind == .more(5) }
    #expect(Set(more.map(\.channel.to)) == ["desk", "phone"])
    #expect(more.allSatisfy { $0.message.at == time(1).advanced(bySeconds: 3600) })
    var sent = 0
    while case let claims = try await world.claimDeliveries(at: time(2)), !claims.isEmpty {
      sent += claims.count
      for claim in claims {
        _ = try await world.outbox.end(claim.key, .ended(.sent, words: nil), at: time(2))
      }
    }
    #expect(sent == 40)
    let end = time(1).advanced(bySeconds: 3600)
    let later = try await world.claimDeliveries(at: end)
    #expect(later.map(\.delivery.message.kind) == [.more(5), .more(5)])
    // The next hour has room again.
    let id = try await deployed("next")
    try await run(.failed, id, 90)
    #expect(try await world.kinds().last == .event(.runFailed))
  }

  @Test func `a next run that a pause of everything holds is not told`() async throws {
    try await world.addChannel()
    for (minute, until) in [(1, nil), (3, time(10)), (5, time(2 * 24 * 60))] as [(Int, Instant?)] {
      let id = try await deployed("\(minute)")
      try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
      let claim = try #require(
        try await world.claim(at: time(minute)).first { $0.traceID == id })
      let pause = Pause(reason: "Holidays", since: time(minute), until: until)
      _ = try await world.pauses.begin(pause, of: "alice")
      try await world.finish(claim, .failed, failure, at: time(minute))
      #expect(try await world.pauses.endPause(of: "alice", at: time(minute + 1)))
    }
    let tomorrow = Instant.morning.advanced(bySeconds: 86_400)
    #expect(try await world.told().map(\.nextRunAt) == [nil, tomorrow, nil])
  }

  @Test func `what is stored of somebody's wishes and cannot be read ends no run otherwise`()
    async throws
  {
    try await world.addChannel()
    let id = try await deployed()
    _ = try await world.notifications.setChoice(
      NotificationChoice(events: [.runFailed]), of: id, by: .alice)
    try world.folder.change("UPDATE notification_choices SET events = 'damaged'")
    try world.folder.change("UPDATE notification_settings SET events = '[7'")
    try await run(.failed, id, 1)
    #expect(try await world.kinds() == [.event(.runFailed)])
    try world.folder.change("UPDATE notification_channels SET kind = 'pigeon'")
    try world.folder.change("UPDATE notification_troubles SET event = 'storm'")
    try await run(.succeeded, id, 2)
    #expect(try await world.kinds().count == 1)
  }

  @Test func `what was told goes with its automation`() async throws {
    try await world.addChannel()
    let id = try await deployed()
    try await run(.failed, id, 1)
    _ = try await world.traces.delete(id, at: time(2), in: .alice)
    #expect(try await world.told().isEmpty)
    for table in ["messages", "deliveries", "troubles"] {
      #expect(try world.folder.count("SELECT count(*) FROM notification_\(table)") == 0)
    }
  }

  // MARK: Runs

  private func time(_ minute: Int) -> Instant {
    .morning.advanced(bySeconds: Int64(minute) * 60)
  }

  private func deployed(_ thread: String = "thread") async throws -> String {
    let id = try await world.save(thread: thread)
    try await world.deploy(id)
    return id
  }

  /// - Parameter connection: switched off, as the run finds it given up.
  /// - Returns: the run's id.
  @discardableResult
  private func run(
    _ outcome: Outcome, _ id: String, _ minute: Int, permanent: Bool = false,
    findingGone connection: Connection? = nil
  ) async throws -> String {
    try await world.plan(id, [Plan.Row(scheduledAt: time(minute))])
    let claim = try #require(try await world.claim(at: time(minute)).first { $0.traceID == id })
    if let connection {
      _ = try await world.connections.switchOff(
        connection.id, because: "It is gone.", byRun: claim.runID, at: time(minute))
    }
    let reason = outcome == .succeeded ? nil : failure
    try await world.finish(claim, outcome, reason, permanent: permanent, at: time(minute))
    return claim.runID
  }

  private func runByHand(_ id: String, _ outcome: Outcome, _ minute: Int) async throws {
    try await world.insertManualRun("by-hand-\(minute)", of: id, ofDeployed: true, at: time(minute))
    let claim = try #require(try await world.claim(at: time(minute)).first)
    try await world.finish(
      claim, outcome, outcome == .succeeded ? nil : failure, at: time(minute))
  }

  private func settle(_ runID: String) async throws {
    let settlement = Settlement(
      outcome: .succeeded, reason: Reason(.settled, "Alice saw it."), rerunID: nil, at: time(9))
    #expect(try await world.history.settle(runID, settlement, in: .alice))
  }

  private func resume(_ id: String, at minute: Int) async throws {
    _ = try await world.deployments.setStatus(
      of: id,
      StatusChange(
        status: .deployed, reason: nil, nextRunAt: time(90), planAt: time(90), at: time(minute),
        version: 1),
      in: .alice)
  }
}
