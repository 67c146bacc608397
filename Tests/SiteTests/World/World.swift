import Automations
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MetricsTestKit
import NIOCore
import OrderedJSON
import Scheduling
import Site
import Storage
import Synchronization
import Templating
import TestSupport
import Testing

/// The whole site over a database of its own: Alice owns, Bob is somebody else, and `admin`
/// administers. Requests go in where the FastCGI server hands them over.
struct World: Sendable {
  let services: Services
  /// As they are where the installation's own zone is another.
  let deployments: @Sendable (_ timezone: String) -> DeploymentUseCases
  /// Past the use cases, as an older program wrote.
  let versions: any DeploymentStore
  let accounts: any AccountStore
  let ledger: any Ledger
  let idempotency: any IdempotencyStore
  let notifications: any NotificationStore
  let vault: SealedVault
  let clock = TestClock("2026-11-24T08:30:00Z")
  let worker = IdleWorker()
  let metrics = TestMetrics()

  /// The data folder's.
  static let key = [UInt8](repeating: 7, count: 32)

  private let site: SiteResponder
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - keepingAnswersIn: puts something before the store of calls with a key.
  ///   - timezone: the installation's own.
  ///   - passwords: where keys are derived.
  ///   - adapters: that tell what they would make of calls.
  ///   - sendsMail: whether mail goes out.
  ///   - kinds: of which connections may be made.
  ///   - testers: that test connections.
  ///   - turns: how many requests of an account are at work at a time.
  ///   - templates: a folder of templates that may change meanwhile; `nil`: the site's own.
  ///   - healthFault: why the database cannot serve; `nil`: what the database says.
  init(
    keepingAnswersIn store: (any IdempotencyStore) -> any IdempotencyStore = { $0 },
    timezone: String = "UTC", passwords: PasswordThreads = PasswordThreads(),
    adapters: [any ToolAdapter] = [], sendsMail: Bool = true,
    kinds: [AdapterKind] = AdapterKind.allCases,
    testers: [any ConnectionTester] = [],
    turns: Slots = Slots(each: .max),
    templates: String? = nil, healthFault: (any Error)? = nil
  ) async throws {
    folder = try TemporaryFolder()
    let database = try Database(folder: folder.path)
    let (clock, worker) = (clock, worker)
    let now: @Sendable () -> Instant = { clock.now }
    let zones = TimeZoneDatabase()
    let origin = try #require(PublicOrigin("http://localhost:8080"))
    let vault = SealedVault(store: database, keys: KeyRing([.random()]), now: now)
    self.vault = vault
    let deployments: @Sendable (String) -> DeploymentUseCases = { timezone in
      DeploymentUseCases(
        traces: database, deployments: database, bindings: database, vault: vault,
        pauses: database,
        zones: zones,
        timezone: timezone, worker: worker, now: now)
    }
    self.deployments = deployments
    services = Services(
      traces: TraceUseCases(traces: database, vault: vault, worker: worker),
      workflows: WorkflowUseCases(
        traces: database, workflows: database, zones: zones, timezone: timezone),
      deployments: deployments(timezone),
      runs: RunUseCases(
        traces: database, history: database, worker: worker, now: now),
      callbacks: CallbackUseCases(
        store: database, key: World.key,
        secrets: CallbackSecrets(
          store: database, bindings: database, secrets: ConnectionSecrets(vault: vault)),
        worker: worker, now: now),
      pauses: PauseUseCases(pauses: database, worker: worker, now: now),
      bindings: BindingUseCases(store: database, traces: database, adapters: adapters),
      connections: ConnectionUseCases(
        store: database, bindings: database, vault: vault, adapters: kinds.map { IdleTool($0) },
        testers: testers),
      notifications: NotificationUseCases(
        store: database, vault: vault, connections: database, adapters: adapters,
        sendsMail: sendsMail, key: World.key, now: now),
      accounts: AccountUseCases(
        store: database, passwords: passwords, key: World.key, now: now),
      idempotency: IdempotencyUseCases(store: store(database), key: World.key, now: now),
      turns: turns,
      templates: try Templates(
        folder: templates ?? Project.templates.path, pages: SitePages.all,
        reloads: templates != nil),
      origin: origin, timeZones: zones, now: now,
      healthFault: { if let healthFault { healthFault } else { await database.healthFault() } },
      metrics: metrics,
      measured: { "reprise_queue_depth 0\n" })
    versions = database
    accounts = database
    ledger = database
    idempotency = database
    notifications = database
    site = SiteResponder(services)
    try await services.accounts.ensureAdministrator()
    for name in ["alice", "bob"] {
      _ = try await services.accounts.create(name: name, password: nil, by: .ofProgram(at: now()))
    }
  }
}

extension World {
  /// What came back.
  struct Reply {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON? { try? JSON(parsing: body) }
  }

  /// - Parameter address: whence the web server says that the request comes.
  func send(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: [UInt8] = [],
    from address: String? = "192.0.2.7"
  ) async throws -> Reply {
    let head = World.head(method, path, headers)
    let context = SiteContext(
      source: SiteSource(logger: Logger(label: "test"), remoteAddress: address))
    let response = try await site.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))),
      context: context)
    return try await World.reply(response)
  }

  /// The answer to a form over the limit, whose body nobody read.
  func refuseOversized(_ path: String) async throws -> Reply {
    try await World.reply(
      await site.refuseOversized(
        Request(head: World.head(.post, path, [:]), body: RequestBody(buffer: ByteBuffer()))))
  }

  /// The answer to a request that cannot be read.
  func refuseUnreadable(_ target: String?, _ status: HTTPResponse.Status) async throws -> Reply {
    try await World.reply(await site.refuseUnreadable(target, status))
  }

  private static func head(
    _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: "localhost:8080", path: path,
      headerFields: headers)
  }

  private static func reply(_ response: Response) async throws -> Reply {
    let collected = Collected()
    try await response.body.write(collected)
    return Reply(
      status: response.status.code, headers: response.headers, body: collected.bytes.withLock { $0 }
    )
  }
}

private final class Collected: ResponseBodyWriter, Sendable {
  let bytes = Mutex<[UInt8]>([])

  func write(_ buffer: ByteBuffer) { bytes.withLock { $0 += buffer.readableBytesView } }

  func finish(_ trailingHeaders: HTTPFields?) {}
}
