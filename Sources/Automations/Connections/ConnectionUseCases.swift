package import Logging
import OrderedJSON
import Scheduling

/// Making and changing connections; the JSON API and the pages both call these.
package struct ConnectionUseCases: Sendable {
  let store: any ConnectionStore
  let bindings: any BindingStore
  let vault: any Vault
  let operators: OperatorsTools
  /// Those of connections that may be made.
  package let kinds: [AdapterKind]
  let testers: [any ConnectionTester]
  private let logger: Logger

  /// - Parameters:
  ///   - operators: what the operator's file offers to everybody.
  ///   - adapters: whose kinds of connections may be made.
  ///   - testers: that call through connections without changing anything.
  package init(
    store: any ConnectionStore, bindings: any BindingStore, vault: any Vault,
    operators: OperatorsTools = OperatorsTools(), adapters: [any ToolAdapter],
    testers: [any ConnectionTester] = [], logger: Logger = .silent
  ) {
    self.store = store
    self.bindings = bindings
    self.vault = vault
    self.operators = operators
    // Of the embedded tools there is one connection.
    kinds = AdapterKind.allCases.filter { kind in
      kind != .local && adapters.contains { $0.kind == kind }
    }
    self.testers = testers
    self.logger = logger
  }

  /// Makes a connection.
  /// - Parameter userID: whose it is to be; `nil`: the caller's.
  /// - Returns: it, and the secret that was made for it, which nothing shows again; `nil`: none was.
  /// - Throws: `Refusal.forbidden` as `Caller.owner(named:)`, and where it is to be offered and the
  ///   caller is no administrator; `Refusal.invalid` with every fault.
  package func create(
    _ draft: ConnectionDraft, id: String = Identifier.random(), of userID: String?, by act: Act
  ) async throws -> (made: ListedConnection, secret: SecretText?) {
    let owner = try act.caller.owner(named: userID)
    var faults = draft.faults
    faults += Fault.ofConnectionName(draft.name) + fault(ofKind: draft.kind)
    faults += Fault.ofSharing(draft.isShared, settings: draft.settings)
    let read = settings(draft.kind, draft.settings, &faults)
    let made = read?.settings.madeSecret(beside: draft.secrets)
    var secrets = SecretsChange()
    if let read, !faults.leaveSignInOpen {
      secrets = read.settings.secrets(reading: draft.secrets, adding: made, &faults)
    }
    guard let (settings, isOffered) = read, faults.isEmpty else { throw Refusal.invalid(faults) }
    let isShared = draft.isShared ?? isOffered
    try allow(sharing: isShared, by: act)
    let connection = Connection(
      id: id, owner: owner, name: draft.name, settings: settings, isShared: isShared,
      isEnabled: draft.isEnabled)
    let outcome = try await store.insert(
      NewConnection(
        connection: connection,
        secrets: try await vault.seal(secrets.set, in: .connection(id), of: owner, by: act),
        createdAt: act.at), by: act)
    try ConnectionUseCases.check(outcome)
    tell("connection made", connection, by: act)
    return (try await listed(connection, for: act.caller), made)
  }

  /// Changes a connection.
  /// - Throws: as `create`; `Refusal.notFound(.connection)`; `Refusal.forbidden` where it is somebody
  ///   else's; `Refusal.conflict` where it is the operator's by a file.
  package func change(
    _ id: String, _ change: ConnectionChange, by act: Act
  ) async throws -> ListedConnection {
    let before = try await changeable(id, by: act)
    var faults = change.faults
    if let name = change.name, name != before.name { faults += Fault.ofConnectionName(name) }
    faults += Fault.ofSharing(change.isShared, settings: change.settings ?? [:])
    var read: (settings: ConnectionSettings, isShared: Bool)? = (before.settings, before.isShared)
    if let json = change.settings {
      read = settings(before.kind, json, inPlaceOf: before.settings, &faults)
    }
    var update = ConnectionUpdate(name: change.name, isEnabled: change.isEnabled)
    if let read, change.settings != nil || change.secrets != nil, !faults.leaveSignInOpen {
      let secrets = try await secrets(
        change.secrets, of: before, with: read.settings, &faults, by: act)
      (update.secrets, update.keptSecrets) = (secrets.sealed, secrets.kept)
    }
    guard let read, faults.isEmpty else { throw Refusal.invalid(faults) }
    if change.settings != nil { update.settings = read.settings }
    update.isShared = change.isShared ?? read.isShared
    if !before.isShared { try allow(sharing: update.isShared == true, by: act) }
    try ConnectionUseCases.check(try await store.change(id, update, by: act))
    tell("connection changed", before, by: act)
    return try await listed(try await found(id, in: act.scope), for: act.caller)
  }

  /// Removes a connection with its secrets; what was bound to it is unbound.
  /// - Parameter isConfirmed: whether it goes though something goes through it.
  /// - Throws: `Refusal.inUse` where something does and it is not confirmed; else as `change`.
  package func delete(_ id: String, isConfirmed: Bool, by act: Act) async throws {
    let before = try await changeable(id, by: act)
    switch try await store.delete(id, isConfirmed: isConfirmed, by: act) {
    case .deleted: tell("connection deleted", before, by: act)
    case .missing: throw Refusal.notFound(.connection)
    case .inUse(let uses): throw Refusal.inUse(uses.words, by: uses.tools)
    }
  }

  // MARK: What they have in common

  private func allow(sharing: Bool, by act: Act) throws(Refusal) {
    guard !sharing || act.caller.isAdministrator else {
      throw .forbidden("Only an administrator may offer a connection to everybody")
    }
  }

  private static func check(_ outcome: ConnectionOutcome) throws(Refusal) {
    let fault: Fault
    switch outcome {
    case .kept: return
    case .missing: throw .notFound(.connection)
    case .nameTaken: fault = Fault(["name"], "is the name of another connection")
    case .nameOffered:
      fault = Fault(["name"], "is the name of another connection that is offered to everybody")
    case .tooMany:
      fault = Fault(
        ["name"], "would be one too many: at most \(Limits.connectionsOfPerson) are kept", .tooLong)
    case .tooLong:
      fault = Fault(
        ["settings", "document"],
        "would be too much: all documents together have at most \(Limits.apiDocumentsBytes) bytes",
        .tooLong)
    }
    throw .invalid([fault])
  }

  private func tell(_ deed: Logger.Message, _ connection: Connection, by act: Act) {
    logger.tell(
      deed, by: act,
      [
        "connection": "\(connection.id)", "name": "\(connection.name)",
        "kind": "\(connection.kind.rawValue)", "owner": "\(connection.owner ?? "")",
      ])
  }
}

extension [Fault] {
  /// Whether it is open how requests sign in, and so which secrets there are.
  fileprivate var leaveSignInOpen: Bool {
    contains { fault in
      fault.path == ["settings", "auth"]
        || ["type", "grant"].contains { fault.path == ["settings", "auth", $0] }
    }
  }
}

extension ConnectionUses {
  /// What is to be known before the connection goes, in sentences.
  fileprivate var words: String {
    let bound = "Tools are bound to this connection: \(tools.listedInBrief)."
    let told = "Messages to people go by this connection."
    return switch (tools.isEmpty, carriesMessages) {
    case (false, false): "\(bound) With ?confirm=true it goes, and they are unbound"
    case (false, true):
      "\(bound) \(told) With ?confirm=true it goes, and they are unbound and nobody is told by it any more"
    case (true, _): "\(told) With ?confirm=true it goes, and nobody is told by it any more"
    }
  }
}
