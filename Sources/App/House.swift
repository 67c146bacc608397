import Automations
import Engine
import Foundation
import Hummingbird
import HummingbirdFastCGI
import Logging
import OrderedJSON
import Scheduling
import Site
import Storage
import Templating

/// All objects of the program, built in one place.
struct House: Sendable {
  let settings: Settings
  let logger: Logger
  let database: Database
  let zones: TimeZoneDatabase
  let traces: TraceUseCases
  let workflows: WorkflowUseCases
  let deployments: DeploymentUseCases
  let runs: RunUseCases
  let callbacks: CallbackUseCases
  let pauses: PauseUseCases
  let bindings: BindingUseCases
  let connections: ConnectionUseCases
  let notifications: NotificationUseCases
  let accounts: AccountUseCases
  let idempotency: IdempotencyUseCases
  /// The one way out to the network.
  let outgoing: Outgoing
  /// MCP servers that are programs.
  let processes: MCPProcesses
  /// The end of sessions with MCP servers that are none.
  let mcpSessions: MCPSessionEnd
  let vault: any Vault
  let worker: Worker
  let messenger: Messenger
  let housekeeper: Housekeeper
  let namer: Namer
  let scrape: Scrape
  let now: @Sendable () -> Instant

  /// Opens the data folder's database, which no other process may have.
  /// - Parameters:
  ///   - vaultKeys: the installation's keys, asked for once the database is open.
  ///   - operators: what the operator offers to everybody.
  /// - Throws: `Complaint`.
  init(
    settings: Settings, key: [UInt8], vaultKeys: (any VaultStore) async throws -> KeyRing,
    operators: () throws -> OperatorsTools = { OperatorsTools() }
  ) async throws {
    let logger = Logger(label: "reprise")
    let database = try Complaint.of { try Database(folder: settings.data) }
    logger.info("database opened", metadata: ["sqlite": "\(database.sqliteVersion)"])
    let keys = try await vaultKeys(database)
    let zones = try settings.timeZones()
    let now: @Sendable () -> Instant = { Instant.now }
    let scrape = Scrape(readings: database, now: now)
    let changes = Logger(label: "reprise.changes")
    let vault = SealedVault(store: database, keys: keys, now: now, logger: changes)
    // Before anything else reads or writes where they stand.
    try await OlderSecrets(store: database, vault: vault, now: now, logger: changes).move()
    let operators = try operators()
    let secrets = ConnectionSecrets(vault: vault, operators: operators)
    let outgoing = Outgoing(allowed: settings.allowedNetworks)
    let local = LocalAdapter(folder: settings.data, sendmail: settings.sendmail)
    let signed = SignedOutgoing(
      outgoing: outgoing, keeping: VaultTokens(vault: vault, now: now), now: now)
    let described = DescribedAPIs(signed: signed, secrets: secrets.secrets)
    let processes = MCPProcesses(logger: Logger(label: "reprise.mcp"))
    let mcp = MCPConnections(outgoing: signed, processes: processes, secrets: secrets.secrets)
    let adapters: [any ToolAdapter] = [
      HTTPAdapter(outgoing: outgoing, signed: signed, secrets: secrets.secrets),
      OpenAPIAdapter(described),
      WebhookAdapter(
        outgoing: outgoing, secrets: secrets.signing,
        addresses: CallbackAddresses(key: key, address: settings.origin.callback), now: now),
      MCPAdapter(mcp), local,
    ]
    let testers: [any ConnectionTester] = [
      HTTPTester(signed: signed, secrets: secrets.secrets), OpenAPITester(described),
      WebhookTester(outgoing: outgoing, secrets: secrets.signing, now: now), MCPTester(mcp), local,
    ]
    for connection in operators.connections
    where !adapters.contains(where: { $0.kind == connection.kind }) {
      throw Complaint(
        "REPRISE_CONNECTIONS: nothing carries out the kind \(connection.kind.rawValue) of the "
          + "connection \"\(connection.name)\"")
    }
    let worker = Worker(
      ledger: database, bindings: database, operators: operators, adapters: adapters,
      connectionStore: database, vault: vault, zones: zones,
      limits: RunLimits(
        atOnce: settings.runsAtOnce, perUser: settings.runsPerUser,
        perConnection: settings.runsPerConnection),
      now: now, metrics: EngineMetrics(factory: scrape.registry),
      logger: Logger(label: "reprise.worker"))
    let messenger = Messenger(
      outbox: database,
      carrier: Carrier(
        outgoing: outgoing,
        // Of a message its delivery is the record, and its link may confirm an address.
        mailer: LocalAdapter(
          folder: settings.data, sendmail: settings.sendmail, keepsSentMail: false),
        connections: database, operators: operators, vault: vault,
        links: settings.origin.notificationLinks, zones: zones, key: key),
      now: now, logger: Logger(label: "reprise.messenger"))

    self.settings = settings
    self.logger = logger
    self.database = database
    self.zones = zones
    self.outgoing = outgoing
    self.processes = processes
    mcpSessions = MCPSessionEnd(mcp, bindings: database, operators: operators)
    self.worker = worker
    self.messenger = messenger
    self.scrape = scrape
    housekeeper = Housekeeper(
      upkeep: database, limits: HistoryLimits(rows: settings.keepsRows, days: settings.keepsDays),
      now: now, logger: Logger(label: "reprise.housekeeper"))
    namer = Namer(
      nameSome: { try await database.nameTraces(after: $0) },
      logger: Logger(label: "reprise.namer"))
    traces = TraceUseCases(
      traces: database, vault: vault, worker: worker, logger: changes)
    workflows = WorkflowUseCases(
      traces: database, workflows: database, zones: zones, timezone: settings.timezone,
      logger: changes)
    let deployments = DeploymentUseCases(
      traces: database, deployments: database, bindings: database, vault: vault,
      operators: operators,
      adapters: adapters, pauses: database, zones: zones, timezone: settings.timezone,
      worker: worker, now: now,
      logger: changes)
    self.deployments = deployments
    runs = RunUseCases(
      traces: database, history: database, worker: worker, now: now, logger: changes)
    callbacks = CallbackUseCases(
      store: database, key: key,
      secrets: CallbackSecrets(
        store: database, bindings: database, operators: operators, secrets: secrets),
      worker: worker, now: now, logger: changes)
    pauses = PauseUseCases(pauses: database, worker: worker, now: now, logger: changes)
    bindings = BindingUseCases(
      store: database, traces: database, operators: operators, adapters: adapters,
      bound: { deployments.pinTools(of: $0, for: $1, by: $2) }, logger: changes)
    // Whoever waits for a password holds a request thread; most of them are for others.
    let passwords = PasswordThreads(
      atOnce: min(Limits.passwordThreads, max(1, settings.threads / 2)),
      waiting: min(Limits.passwordsWaiting, settings.threads / 4))
    accounts = AccountUseCases(
      store: database, passwords: passwords, key: key, now: now, logger: changes)
    idempotency = IdempotencyUseCases(store: database, key: key, now: now)
    self.vault = vault
    connections = ConnectionUseCases(
      store: database, bindings: database, vault: vault, operators: operators,
      adapters: adapters, testers: testers, logger: changes)
    notifications = NotificationUseCases(
      store: database, vault: vault, connections: database, operators: operators,
      adapters: adapters, sendsMail: settings.sendmail != nil, key: key, now: now,
      wake: { messenger.wake() },
      logger: changes)
    self.now = now
  }

  /// The FastCGI server with the whole site behind it.
  /// - Throws: `Complaint` naming every fault of the templates.
  func server(listener: FastCGIListener) throws -> FastCGIServer<SiteResponder> {
    let templates = try Complaint.of {
      try Templates(
        folder: settings.home + "/Templates", pages: SitePages.all,
        reloads: settings.reloadsTemplates)
    }
    let threads = RequestThreads(atOnce: settings.threads)
    let site = SiteResponder(
      Services(
        traces: traces, workflows: workflows, deployments: deployments, runs: runs,
        callbacks: callbacks, pauses: pauses, bindings: bindings, connections: connections,
        notifications: notifications, accounts: accounts,
        idempotency: idempotency,
        turns: Slots(each: threads.atOnce, line: threads.waiting, places: threads.places),
        templates: templates,
        origin: settings.origin, timeZones: zones, now: now,
        healthFault: { [database] in await database.healthFault() },
        metrics: scrape.registry, measured: { [scrape] in try await scrape.text() },
        settings: settings.shown))
    let configuration = FastCGIServerConfiguration(
      listener: listener, threads: threads.all, seats: threads.atOnce,
      maxBodySize: Limits.bodyBytes, maxFields: Limits.requestFields,
      oversized: { request in await site.refuseOversized(request) },
      unreadable: { path, status in await site.refuseUnreadable(path, status) })
    // The rooms do not know each other: what the site wants to know is handed over here.
    return FastCGIServer(
      responder: site, configuration: configuration, logger: Logger(label: "reprise.fastcgi")
    ) {
      SiteContext(
        source: SiteSource(logger: $0.logger, remoteAddress: $0.parameters["REMOTE_ADDR"]))
    }
  }
}

extension House {
  /// The house for a command that changes things while no server runs.
  /// - Throws: `Complaint`, also where there is no data folder yet: its path may be mistyped.
  static func offline(_ settings: Settings) async throws -> House {
    guard Files.exists(settings.key) else { throw Complaint.noDataFolder(settings) }
    // What the command has to say, it prints.
    LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
    let folder = DataFolder(settings: settings)
    try folder.prepare()
    // None of these commands opens the vault: systemd hands its key to the server alone.
    let house = try await House(settings: settings, key: folder.key()) { _ in
      try VaultKeys(settings).ring()
    }
    try await house.accounts.ensureAdministrator()
    return house
  }
}

extension House {
  /// Of whoever may run the program's commands on the data folder.
  var act: Act { .ofProgram(at: now()) }
}

extension Complaint {
  static func noDataFolder(_ settings: Settings) -> Complaint {
    Complaint("there is no data folder at \(settings.data) yet; start the server first")
  }

  /// Turns what a use case refuses into a complaint.
  static func ofUseCase<Value>(_ work: () async throws -> Value) async throws -> Value {
    do { return try await work() } catch let refusal as Refusal {
      throw Complaint(refusal.sentence)
    }
  }

  /// Turns what a room throws into a complaint.
  static func of<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch { throw Complaint("\(error)") }
  }
}
