import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// Messages wait as rows of the ledger do: nothing is lost by a crash, and nobody's hold up another's.
@Suite struct OutboxTests {
  private let world: World
  private let later = Instant.morning.advanced(bySeconds: 60)

  init() throws { world = try World() }

  @Test func `a message waits until somebody has delivered it`() async throws {
    #expect(try await world.outbox.nextDelivery() == nil)
    try await message()
    #expect(try await world.outbox.nextDelivery() == .morning)
    let claim = try #require(try await world.claimDeliveries(at: later).first)
    #expect(claim.delivery.message.kind == .test && claim.delivery.channel.to == "desk")
    #expect(claim.delivery.attempts == 0 && claim.delivery.outcome == nil)
    #expect(try await world.outbox.end(claim.key, .ended(.sent, words: nil), at: later))
    #expect(try await world.outbox.nextDelivery() == nil)
    let delivery = try #require(try await deliveries().first)
    #expect(delivery.outcome == .sent && delivery.attempts == 1 && delivery.endedAt == later)
    #expect(delivery.id == claim.delivery.id)
  }

  @Test func `who takes one and dies loses nothing, and who comes late ends nothing`()
    async throws
  {
    try await message()
    let dead = try #require(try await world.claimDeliveries(at: .morning).first)
    #expect(try await world.claimDeliveries(at: later.advanced(bySeconds: -21)).isEmpty)
    let next = try #require(try await world.claimDeliveries(at: later).first)
    #expect(next.delivery.id == dead.delivery.id && next.key.epoch > dead.key.epoch)
    #expect(try await !world.outbox.end(dead.key, .ended(.sent, words: nil), at: later))
    #expect(try await world.outbox.end(next.key, .ended(.sent, words: nil), at: later))
    #expect(try await !world.outbox.end(next.key, .ended(.failed, words: "x"), at: later))
  }

  @Test func `what is carried out here is taken by nobody, be its lease over or not`()
    async throws
  {
    try await message()
    let claims = try await world.claimDeliveries(at: .morning)
    #expect(try await world.claimDeliveries(at: later, holding: claims).isEmpty)
    try await world.outbox.release(claims.map(\.key), at: .morning)
    #expect(try await world.claimDeliveries(at: .morning).count == 1)
  }

  @Test func `another attempt follows at its time`() async throws {
    try await message()
    let first = try #require(try await world.claimDeliveries(at: .morning).first)
    #expect(try await world.outbox.end(first.key, .again(later, words: "503."), at: .morning))
    #expect(try await world.outbox.nextDelivery() == later)
    #expect(try await world.claimDeliveries(at: .morning).isEmpty)
    #expect(try await deliveries().first?.words == "503.")
    let second = try #require(try await world.claimDeliveries(at: later).first)
    #expect(second.delivery.attempts == 1)
    #expect(try await world.outbox.end(second.key, .ended(.sent, words: nil), at: later))
    #expect(try await deliveries().first?.words == nil)
  }

  @Test func `one that is held again and again ends, and one that cannot be read is in no way`()
    async throws
  {
    try await message()
    try await message("other", to: "phone")
    try world.folder.change(
      "UPDATE notification_messages SET kind = 'storm' WHERE id = (SELECT min(id) FROM notification_messages)"
    )
    var now = Instant.morning
    for _ in 1...Limits.deliveryAttempts.held {
      #expect(try await world.claimDeliveries(at: now).map(\.delivery.id) == ["other"])
      now = now.advanced(bySeconds: 60)
    }
    #expect(try await world.claimDeliveries(at: now).isEmpty)
    #expect(try await world.outbox.nextDelivery() == nil)
    #expect(
      try world.folder.count(
        "SELECT count(*) FROM notification_deliveries WHERE outcome = 'failed'") == 2)
  }

  @Test func `each person has a share, and the oldest come first`() async throws {
    for number in 1...6 { try await message("\(number)", to: "channel \(number)") }
    try await message("bobs", of: "bob", at: later)
    let claims = try await world.claimDeliveries(at: later, limit: 4, perUser: 3)
    #expect(claims.map(\.delivery.id) == ["1", "2", "3", "bobs"])
    #expect(
      try await world.claimDeliveries(at: later, limit: 4, perUser: 3, holding: claims).isEmpty)
  }

  @Test func `that all is well again never arrives before what was wrong`() async throws {
    for id in ["wrong", "well"] { try await message(id) }
    try await message("elsewhere", to: "phone")
    let first = try await world.claimDeliveries(at: later)
    #expect(first.map(\.delivery.id) == ["wrong", "elsewhere"])
    #expect(try await world.claimDeliveries(at: later, holding: first).isEmpty)
    let wrong = try #require(first.first)
    #expect(try await world.outbox.end(wrong.key, .ended(.sent, words: nil), at: later))
    let next = try await world.claimDeliveries(at: later, holding: Array(first.dropFirst()))
    #expect(next.map(\.delivery.id) == ["well"])
  }

  @Test func `what waits for another attempt, or for a lease, holds up what comes behind it`()
    async throws
  {
    for id in ["wrong", "well"] { try await message(id) }
    let wrong = try #require(try await world.claimDeliveries(at: .morning).first)
    // Who took it has died.
    #expect(try await world.claimDeliveries(at: .morning).isEmpty)
    #expect(try await world.outbox.end(wrong.key, .again(later, words: "503."), at: .morning))
    try await message("elsewhere", to: "phone")
    let others = try await world.claimDeliveries(at: .morning)
    #expect(others.map(\.delivery.id) == ["elsewhere"])
    let again = try await world.claimDeliveries(at: later, holding: others)
    #expect(again.map(\.delivery.id) == ["wrong"])
    let last = try #require(again.first)
    #expect(try await world.outbox.end(last.key, .ended(.failed, words: "503."), at: later))
    let next = try await world.claimDeliveries(at: later, holding: others)
    #expect(next.map(\.delivery.id) == ["well"])
  }

  @Test func `what a clock that was ahead has put off is due`() async throws {
    try await message()
    let claim = try #require(try await world.claimDeliveries(at: .morning).first)
    let ahead = Instant.morning.advanced(bySeconds: 90_000)
    #expect(try await world.outbox.end(claim.key, .again(ahead, words: "503."), at: .morning))
    #expect(try await world.claimDeliveries(at: later).count == 1)
  }

  @Test func `a channel that goes takes along what waits for it`() async throws {
    try await message()
    _ = try await world.notifications.change(
      NotificationUpdate(removal: .allBut([])), of: "alice", by: .of(.alice, at: later))
    #expect(try await world.outbox.nextDelivery() == nil)
    let delivery = try #require(try await deliveries().first)
    #expect(delivery.outcome == .notSent && delivery.endedAt == later)
    #expect(try await world.notifications.settings(of: "alice").channels.isEmpty)
  }

  @Test func `what waits follows its connection to another name, and is given up with it`()
    async throws
  {
    let desk = Connection.alices("desk")
    _ = try await world.connections.insert(
      NewConnection(connection: desk, secrets: [], createdAt: .morning), by: .alice)
    try await message()
    _ = try await world.connections.change(
      desk.id, ConnectionUpdate(name: "front"), by: .alice)
    #expect(try await deliveries().map(\.channel.to) == ["front"])
    #expect(
      try await world.connections.delete(
        desk.id, isConfirmed: true, by: .of(.alice, at: later)) == .deleted)
    #expect(try await world.outbox.nextDelivery() == nil)
    let delivery = try #require(try await deliveries().first)
    #expect(delivery.outcome == .notSent && delivery.endedAt == later)
    #expect(delivery.words == "The connection was deleted before.")
  }

  @Test func `messages go as runs do, but for those that wait`() async throws {
    for number in 1...5 {
      try await message("\(number)", at: .morning.advanced(bySeconds: Int64(number)))
    }
    for _ in 1...4 {
      let claim = try #require(try await world.claimDeliveries(at: later).first)
      #expect(try await world.outbox.end(claim.key, .ended(.sent, words: nil), at: later))
    }
    try await message("bobs", of: "bob")
    _ = try await world.upkeep.pruneRest(HistoryLimits(rows: 2, days: 90), at: later)
    #expect(try await deliveries().map(\.id) == ["5", "4"])
    #expect(try await deliveries("bob").map(\.id) == ["bobs"])
    let old = later.advanced(bySeconds: 91 * 86_400)
    _ = try await world.upkeep.pruneRest(HistoryLimits(rows: 2, days: 90), at: old)
    #expect(try await deliveries().map(\.id) == ["5"])
  }

  @Test func `what is wrong with one person's messages keeps nothing from the others`()
    async throws
  {
    for user in ["alice", "bob"] { try await message(user, of: user) }
    for claim in try await world.claimDeliveries(at: later) {
      #expect(try await world.outbox.end(claim.key, .ended(.sent, words: nil), at: later))
    }
    try world.folder.change(
      """
      CREATE TRIGGER damage BEFORE DELETE ON notification_messages WHEN OLD.user_id = 'alice'
      BEGIN SELECT RAISE(ABORT, 'damaged'); END
      """)
    let pruning = try await world.upkeep.pruneRest(
      HistoryLimits(rows: 2, days: 90), at: later.advanced(bySeconds: 91 * 86_400))
    #expect(pruning.failures.map(\.subject) == [.user("alice")])
    #expect(pruning.removed == 1)
    #expect(try await deliveries("bob").isEmpty)
  }

  @Test func `however few messages are kept, strangers are asked no more often in a day`()
    async throws
  {
    let mail = try await world.addChannel("alice@example.com", .mail, isConfirmed: false)
    var now = Instant.morning
    // The first was asked when the channel was added.
    for number in 2...Limits.confirmationsPerDay.perAddress {
      let claim = try #require(try await world.claimDeliveries(at: now).first)
      #expect(try await world.outbox.end(claim.key, .ended(.sent, words: nil), at: now))
      now = now.advanced(bySeconds: 60)
      let act = Act.of(.alice, at: now)
      #expect(try await world.notifications.test(mail.id, id: "\(number)", by: act) == .kept)
      _ = try await world.upkeep.pruneRest(HistoryLimits(rows: 1, days: 90), at: now)
    }
    func ask(at time: Instant) async throws -> NotificationOutcome {
      try await world.notifications.test(
        mail.id, id: Identifier.random(), by: .of(.alice, at: time))
    }
    #expect(try await ask(at: now) == .tooManyConfirmations)
    let next = Instant.morning.advanced(bySeconds: 86_400)
    _ = try await world.upkeep.pruneRest(HistoryLimits(rows: 1, days: 90), at: next)
    #expect(try await ask(at: next) == .kept)
  }

  private func deliveries(_ user: String = "alice") async throws -> [Delivery] {
    try await world.notifications.deliveries(of: user, limit: 100)
  }

  /// A message to one of somebody's channels.
  private func message(
    _ id: String = Identifier.random(), to name: String = "desk", of user: String = "alice",
    at time: Instant = .morning
  ) async throws {
    let channels = try await world.notifications.settings(of: user).channels
    var channel = channels.first { $0.to == name }
    if channel == nil { channel = try await world.addChannel(name, of: user) }
    let outcome = try await world.notifications.test(
      try #require(channel).id, id: id, by: .of(.user(user), at: time))
    #expect(outcome == .kept)
  }
}
