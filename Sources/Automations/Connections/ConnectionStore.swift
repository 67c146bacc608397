package import Scheduling

/// Where connections rest. A method that changes something has it on the disk when it returns.
package protocol ConnectionStore: Sendable {
  /// A person's own connections, and after them those that others offer to everybody; each in the order
  /// of their names.
  func connections(of userID: String) async throws -> [Connection]
  /// One of the scope's, or that is offered to everybody; `nil`: there is none of that id.
  func connection(_ id: String, in scope: Scope) async throws -> Connection?
  /// What goes through a connection, whosever it is.
  func uses(of connection: Connection) async throws -> ConnectionUses

  /// Inserts a connection with its secrets.
  func insert(_ new: NewConnection, by act: Act) async throws -> ConnectionOutcome
  /// Changes one of the scope's. Where it is called otherwise, bindings that go through it follow.
  func change(
    _ id: String, _ change: ConnectionUpdate, by act: Act
  ) async throws -> ConnectionOutcome
  /// Removes one of the scope's with its secrets. Bindings and channels that go through it are
  /// severed.
  /// - Parameter isConfirmed: whether it goes though something goes through it.
  func delete(_ id: String, isConfirmed: Bool, by act: Act) async throws -> ConnectionDeletion
  /// Switches one off that will not do any more.
  /// - Parameters:
  ///   - reason: in a sentence.
  ///   - runID: the run that found it so, which is told with it; `nil`: none did.
  /// - Returns: whether it was on.
  func switchOff(
    _ id: String, because reason: String, byRun runID: String?, at now: Instant
  ) async throws -> Bool
}

extension ConnectionStore {
  /// The same where no run found it so.
  package func switchOff(
    _ id: String, because reason: String, at now: Instant
  ) async throws -> Bool {
    try await switchOff(id, because: reason, byRun: nil, at: now)
  }
}

/// A connection to be inserted.
package struct NewConnection: Sendable {
  /// With an owner.
  package let connection: Connection
  package let secrets: [SealedSecret]
  package let createdAt: Instant

  package init(connection: Connection, secrets: [SealedSecret], createdAt: Instant) {
    self.connection = connection
    self.secrets = secrets
    self.createdAt = createdAt
  }
}

/// What becomes other of a connection; `nil`: nothing of that.
package struct ConnectionUpdate: Sendable {
  package var name: String?
  package var settings: ConnectionSettings?
  package var isShared: Bool?
  /// By somebody: why it was off is over.
  package var isEnabled: Bool?
  /// Those that are set.
  package var secrets: [SealedSecret]
  /// The names of those that stay; `nil`: all.
  package var keptSecrets: Set<String>?

  package init(
    name: String? = nil, settings: ConnectionSettings? = nil, isShared: Bool? = nil,
    isEnabled: Bool? = nil, secrets: [SealedSecret] = [], keptSecrets: Set<String>? = nil
  ) {
    self.name = name
    self.settings = settings
    self.isShared = isShared
    self.isEnabled = isEnabled
    self.secrets = secrets
    self.keptSecrets = keptSecrets
  }
}

/// What became of a connection that was to be kept or changed; but for the first nothing was.
package enum ConnectionOutcome: Hashable, Sendable {
  case kept
  /// The scope has none of that id.
  case missing
  /// The owner has one of that name.
  case nameTaken
  /// Another of that name is offered to everybody.
  case nameOffered
  /// The owner has as many as `Limits.connectionsOfPerson` allows.
  case tooMany
  /// The owner's documents have more bytes than `Limits.apiDocumentsBytes` allows.
  case tooLong
}

/// What became of a connection that was to be removed.
package enum ConnectionDeletion: Hashable, Sendable {
  case deleted
  /// The scope has none of that id.
  case missing
  /// This goes through it.
  case inUse(ConnectionUses)
}
