import Automations
import Engine
import Logging
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Alice's channels, a run of hers that fails, and what brings her the message.
final class MessageWorld: Sendable {
  let clock = TestClock("2026-11-24T09:00:00Z")
  let folder: TemporaryFolder
  let database: Database
  let lines = Lines()
  private let vault: SealedVault
  private let key = [UInt8](repeating: 7, count: 32)

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(folder: folder.path)
    vault = SealedVault(
      store: database, keys: KeyRing([.random()]), now: { [clock] in clock.now })
  }

  var notifications: NotificationUseCases {
    NotificationUseCases(
      store: database, vault: vault, connections: database,
      adapters: [LocalAdapter(folder: folder.path, sendmail: nil)], key: key,
      now: { [clock] in clock.now })
  }

  var connections: ConnectionUseCases {
    ConnectionUseCases(
      store: database, bindings: database, vault: vault,
      adapters: [IdleTool(.webhook)])
  }

  var act: Act { .of(.alice, at: clock.now) }

  /// - Parameters:
  ///   - sendmail: `nil`: mail only lies in the outbox.
  ///   - networks: those that may be called.
  func messenger(sendmail: String? = nil, allowing networks: String = "127.0.0.0/8") -> Messenger {
    Messenger(
      outbox: database,
      carrier: Carrier(
        outgoing: OutgoingWorld.outgoing(allowing: networks),
        mailer: LocalAdapter(folder: folder.path, sendmail: sendmail, keepsSentMail: false),
        connections: database, vault: vault,
        links: NotificationLinks(
          origin: "https://reprise.example", run: { "https://reprise.example/runs/\($0)" },
          automation: { "automation:\($0)" }, history: { "history:\($0)" },
          connection: { "connection:\($0)" }, runs: "runs", settings: "settings",
          confirmation: { "https://reprise.example/confirm?\($0)" }),
        zones: TimeZoneDatabase(), key: key),
      now: { [clock] in clock.now }, logger: Logger(label: "test") { [lines] _ in lines.handler })
  }

  /// Brings what is due.
  func deliver(by messenger: Messenger? = nil) async {
    let messenger = messenger ?? self.messenger()
    _ = await messenger.round()
    await messenger.rest()
  }

  @discardableResult
  func addChannel(
    _ kind: NotificationChannel.Kind, to address: String, id: String = Identifier.random()
  ) async throws -> String {
    try await notifications.add(ChannelDraft(kind: kind, to: address), id: id, by: act)
    return id
  }

  /// A connection to a runner of Alice's.
  /// - Returns: its id and the secret that signs.
  func addRunner(_ url: String) async throws -> (id: String, secret: WebhookSecret) {
    let secret = WebhookSecret.random()
    let made = try await connections.create(
      ConnectionDraft(
        name: "desk", kind: .webhook, settings: ["url": .string(url)],
        secrets: ["secret": .string(secret.text)]), of: nil, by: act)
    return (made.made.connection.id, secret)
  }

  /// Lets a planned run of an automation fail.
  /// - Returns: the run's id.
  @discardableResult
  func fail(_ name: String = "Weekly status", because words: String = "500.") async throws -> String
  {
    let id = Identifier.random()
    try await database.insert(
      NewTrace(
        id: id, userID: "alice",
        draft: try TraceDraft(
          userID: nil, providerID: "desk", threadID: id, name: name,
          traceData: [["event": "tool_call", "tool": "note", "params": [:]]]),
        createdAt: clock.now))
    _ = try await database.deploy(
      NewDeployment(
        traceID: id, name: nil, workflow: workflow("note"), workflowRevision: nil,
        schedule: StoredSchedule(type: "daily", time: "09:00", config: ["timezone": "UTC"]),
        policies: Policies(), scheduleSummary: "Daily at 09:00", anchor: clock.now,
        nextRunAt: clock.now.advanced(bySeconds: 86_400), planAt: clock.now,
        deployedAt: clock.now.advanced(bySeconds: -60)), in: .alice)
    let basis = try #require(try await database.automation(id))
    _ = try await database.plan(
      [
        Plan(
          basis: basis, rows: [Plan.Row(scheduledAt: clock.now)], plannedTo: clock.now,
          planAt: basis.planAt, nextRunAt: basis.nextRunAt)
      ], at: clock.now)
    let request = ClaimRequest(
      worker: "worker", now: clock.now, lease: clock.now.advanced(bySeconds: 30), limit: 1)
    let claim = try #require(try await database.claim(request).claims.first)
    _ = try await database.finish(
      claim.key, RunEnd(outcome: .failed, reason: Reason(.stepFailed, words)), at: clock.now)
    return claim.runID
  }

  /// The newest first.
  func deliveries() async throws -> [Delivery] {
    try await notifications.deliveries(of: .alice)
  }

  func last() async throws -> Delivery { try #require(try await deliveries().first) }
}
