package import Logging
import OrderedJSON
package import Scheduling
import Workflows

/// Moves the secrets that an older program kept as they were into the vault, before anything else of the
/// server begins: those of traces, and where these stand in the workflows and schedules made of them and in
/// what runs recorded.
package struct OlderSecrets: Sendable {
  private let store: any OlderSecretsStore
  private let vault: any Vault
  private let moving: SecretMoving
  private let now: @Sendable () -> Instant
  private let logger: Logger

  package init(
    store: any OlderSecretsStore, vault: any Vault, now: @escaping @Sendable () -> Instant,
    logger: Logger = .silent
  ) {
    self.store = store
    self.vault = vault
    moving = SecretMoving(vault: vault)
    self.now = now
    self.logger = logger
  }

  /// Does nothing where they are moved already. What is cut off goes on when it is called again, and so
  /// does what has no room to write the file anew, which the log says.
  /// - Throws: `StorageFailure`.
  package func move() async throws {
    guard try await store.hasOlderSecrets() else { return }
    logger.notice("secrets of older traces are looked for")
    while case let traces = try await store.olderTraces(), !traces.isEmpty {
      var moved: [MovedTrace] = []
      for trace in traces { moved.append(try await self.moved(trace)) }
      try await store.keep(moved)
    }
    let count: Int
    do {
      count = try await store.endMoving(at: now())
    } catch {
      // It takes as much room again as it has, for a while.
      logger.error(
        "the database's file may hold secrets still that went into the vault: it could not be written anew",
        metadata: ["error": "\(error)"])
      return
    }
    guard count > 0 else { return }
    logger.notice(
      "secrets of older traces moved into the vault",
      metadata: ["count": "\(count)", "still_in": "backups and copies made before this"])
  }

  private func moved(_ trace: OlderTrace) async throws -> MovedTrace {
    var moved = MovedTrace(traceID: trace.traceID, userID: trace.userID)
    guard let content = trace.content else {
      logger.error(
        "what may be secret in a trace stays as it is: it cannot be read",
        metadata: ["automation": "\(trace.traceID)"])
      return moved
    }
    let row = SecretRow.trace(trace.traceID)
    let known = try await moving.known(in: row, of: trace.userID)
    var taker = SecretTaker(
      mark: content.recording.mark ?? SecretMark(word: Secret.random()),
      known: known.map { ($0.name, $0.text) }, taken: content.secretNames)
    // One with marks was saved by a program that takes secrets out.
    if content.recording.mark == nil {
      let taken = taker.taking(from: content.recording.json)
      if !taker.names.isEmpty { moved.recording = Recording(taken, mark: taker.mark) }
    }
    for (number, workflow) in content.workflows {
      let taken = workflow.taking(&taker)
      if taken != workflow { moved.workflows.append((number, taken)) }
    }
    if let edited = content.edited {
      let taken = edited.workflow.taking(&taker)
      if taken != edited.workflow {
        moved.edited = EditedWorkflow(workflow: taken, left: edited.left)
      }
    }
    let ofConfigs = try await configs(content, of: trace, into: &moved)
    let act = Act.ofProgram(at: now())
    let new = taker.new.map { SecretText(name: $0.name, text: $0.text) }
    moved.secrets += try await vault.seal(new, in: row, of: trace.userID, by: act)
    moved.sought = SecretsSent((known + new + ofConfigs).flatMap(\.spellings))
    moved.count = (known + new + ofConfigs).count
    return moved
  }

  /// - Returns: the secrets that stand, or stood, in them.
  private func configs(
    _ content: OlderTrace.Content, of trace: OlderTrace, into moved: inout MovedTrace
  ) async throws -> [SecretText] {
    let row = SecretRow.schedule(trace.traceID)
    let known = try await moving.known(in: row, of: trace.userID)
    var taker = SecretTaker(
      mark: content.configs.lazy.compactMap(\.mark).first ?? SecretMark(word: Secret.random()),
      known: known.map { ($0.name, $0.text) }, taken: Set(known.map(\.name)))
    for config in content.configs where config.mark == nil {
      guard let json = config.json else { continue }
      let taken = taker.taking(from: json)
      if taken != json {
        moved.configs.append(KeptConfig(version: config.version, json: taken, mark: taker.mark))
      }
    }
    let new = taker.new.map { SecretText(name: $0.name, text: $0.text) }
    moved.secrets += try await vault.seal(
      new, in: row, of: trace.userID, by: .ofProgram(at: now()))
    return known + new
  }
}
