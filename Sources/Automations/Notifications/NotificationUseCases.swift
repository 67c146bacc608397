package import Logging
import OrderedJSON
package import Scheduling

/// Of what people are told and where; the JSON API and the pages both call these. Channels are one's own:
/// nobody reaches another's, an administrator neither.
package struct NotificationUseCases: Sendable {
  let store: any NotificationStore
  let key: [UInt8]
  let now: @Sendable () -> Instant
  let logger: Logger
  /// Whether mail goes out of this server; else it lies in its outbox, and reaches nobody.
  package let sendsMail: Bool
  private let vault: any Vault
  private let connections: any ConnectionStore
  private let operators: OperatorsTools
  private let mailer: (any ToolAdapter)?
  private let wake: @Sendable () -> Void

  /// - Parameters:
  ///   - connections: by which channels may go.
  ///   - adapters: of which the one that sends mail says what is wrong with an address.
  ///   - sendsMail: whether mail goes out of this server.
  ///   - key: the data folder's, which signs the links that confirm addresses.
  ///   - wake: says that a message may wait.
  package init(
    store: any NotificationStore, vault: any Vault, connections: any ConnectionStore,
    operators: OperatorsTools = OperatorsTools(), adapters: [any ToolAdapter],
    sendsMail: Bool = true, key: [UInt8], now: @escaping @Sendable () -> Instant,
    wake: @escaping @Sendable () -> Void = {}, logger: Logger = .silent
  ) {
    self.store = store
    self.vault = vault
    self.connections = connections
    self.operators = operators
    mailer = adapters.first { $0.kind == .local }
    self.sendsMail = sendsMail
    self.key = key
    self.now = now
    self.wake = wake
    self.logger = logger
  }

  package func settings(of caller: Caller) async throws -> NotificationSettings {
    try await store.settings(of: caller.userID)
  }

  /// What became of the last messages, the newest first.
  package func deliveries(of caller: Caller) async throws -> [Delivery] {
    try await store.deliveries(of: caller.userID, limit: Limits.deliveriesShown)
  }

  /// The names of the connections by which a channel may go.
  package func runners(of caller: Caller) async throws -> [String] {
    let reachable = ReachableConnections(
      try await connections.connections(of: caller.userID) + operators.connections)
    return reachable.names.filter { reachable.named($0)?.kind == .webhook }
  }

  // MARK: Changing

  /// Changes settings.
  /// - Parameters:
  ///   - drafts: all channels that there are to be; `nil`: they stay.
  ///   - events: those of which something is said; the others stay.
  /// - Throws: `Refusal.invalid` with every fault, `.tooMany` where too many addresses were asked.
  package func change(
    channels drafts: [ChannelDraft]?, events: [NotificationEvent: Bool], by act: Act
  ) async throws -> NotificationSettings {
    let before = try await settings(of: act.caller)
    var update = NotificationUpdate()
    if let drafts {
      var reading = try await reading(beside: before, for: act.caller)
      for (index, draft) in drafts.prefix(Limits.channelsOfPerson + 1).enumerated() {
        reading.read(draft, newID: Identifier.random(), at: ["channels", String(index)])
      }
      guard reading.faults.isEmpty else { throw Refusal.invalid(reading.faults) }
      update = try await self.update(by: reading, act)
      update.removal = .allBut(reading.kept)
    }
    if !events.isEmpty {
      let named = Set(events.keys)
      update.events = before.events.subtracting(named).union(events.filter(\.value).keys)
    }
    try await keep(update, by: act)
    return try await settings(of: act.caller)
  }

  /// Adds a channel.
  /// - Parameter id: the new channel's; where there is one of that id, it was added before.
  /// - Throws: as `change`; faults stand at `to`.
  package func add(_ draft: ChannelDraft, id: String, by act: Act) async throws {
    let before = try await settings(of: act.caller)
    guard !before.channels.contains(where: { $0.id == id }) else { return }
    var reading = try await reading(beside: before, for: act.caller)
    reading.read(draft, newID: id, at: [], isAdded: true)
    guard reading.faults.isEmpty else { throw Refusal.invalid(reading.faults) }
    guard reading.kept == [id] else {
      throw Refusal.invalid([Fault(["to"], "is one of your channels already")])
    }
    try await keep(try await update(by: reading, act), by: act)
  }

  /// - Throws: `Refusal.notFound(.channel)`.
  package func remove(_ id: String, by act: Act) async throws {
    guard try await settings(of: act.caller).channels.contains(where: { $0.id == id }) else {
      throw Refusal.notFound(.channel)
    }
    try await keep(NotificationUpdate(removal: .one(id)), by: act)
  }

  /// - Parameter events: all of which the caller wants to be told.
  package func setEvents(_ events: Set<NotificationEvent>, by act: Act) async throws {
    try await keep(NotificationUpdate(events: events), by: act)
  }

  /// Sends a test; to an address that waits to be confirmed the question once more.
  /// - Parameter id: the delivery's.
  /// - Throws: `Refusal.notFound(.channel)`, `.tooMany`.
  package func test(_ channelID: String, id: String, by act: Act) async throws {
    try NotificationUseCases.check(try await store.test(channelID, id: id, by: act))
    wake()
  }

  private func reading(
    beside before: NotificationSettings, for caller: Caller
  ) async throws -> ChannelReading {
    ChannelReading(beside: before.channels, runners: try await runners(of: caller)) { address in
      mailer?.fault(of: ["to": .string(address), "body": "x"], by: .mail)?.rule
    }
  }

  private func update(
    by reading: ChannelReading, _ act: Act
  ) async throws -> NotificationUpdate {
    var update = NotificationUpdate(changed: reading.changed)
    for channel in reading.changed {
      guard let address = reading.addresses[channel.id] else { continue }
      update.secrets += try await vault.seal(
        [address], in: .channel(channel.id), of: act.caller.userID, by: act)
    }
    return update
  }

  private func keep(_ update: NotificationUpdate, by act: Act) async throws {
    let outcome = try await store.change(update, of: act.caller.userID, by: act)
    try NotificationUseCases.check(outcome)
    logger.tell(
      "notifications changed", by: act,
      ["channels": "\(update.changed.map(\.id).joined(separator: ", "))"])
    wake()
  }

  private static func check(_ outcome: NotificationOutcome) throws(Refusal) {
    switch outcome {
    case .kept: return
    case .missing: throw .notFound(.channel)
    case .tooManyChannels:
      throw .invalid([
        Fault(
          ["channels"], "would be too many: at most \(Limits.channelsOfPerson) are kept", .tooLong)
      ])
    case .tooManyMessages(let seconds):
      throw .tooMany(
        "At most \(Limits.messagesPerHour) messages go out in an hour; try again later",
        retryAfter: seconds)
    case .tooManyConfirmations:
      throw .tooMany(
        "At most \(Limits.confirmationsPerDay.all) mails that ask go out in a day, and "
          + "\(Limits.confirmationsPerDay.perAddress) of them to one address; try again tomorrow",
        retryAfter: 3600)
    }
  }
}
