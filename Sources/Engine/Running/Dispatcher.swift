package import Logging
package import Scheduling
package import Workflows

/// Holds claims and runs them, a bounded number at a time.
package actor Dispatcher {
  private let ledger: any Ledger
  private let runner: Runner
  private let slots: Int
  private let now: @Sendable () -> Instant
  private let slotIsFree: @Sendable () -> Void
  private let logger: Logger
  /// Names this process among all that ever claimed.
  private let worker = Identifier.random()
  private var running: [Claim.Key: Task<Void, Never>] = [:]
  private var renewedAt: Instant?

  /// - Parameters:
  ///   - slots: how many runs go on together.
  ///   - slotIsFree: called whenever a run ended.
  package init(
    ledger: any Ledger, runner: Runner, slots: Int, now: @escaping @Sendable () -> Instant,
    slotIsFree: @escaping @Sendable () -> Void, logger: Logger
  ) {
    self.ledger = ledger
    self.runner = runner
    self.slots = slots
    self.now = now
    self.slotIsFree = slotIsFree
    self.logger = logger
  }

  /// Milliseconds for which a claim is held without being renewed.
  static let lease: Int64 = 30_000
  /// Milliseconds after which a claim is renewed.
  static let renewal: Int64 = 10_000

  /// Whether no run goes on.
  package var isIdle: Bool { running.isEmpty }

  /// Claims as many runs as there are free slots, and starts them.
  /// - Returns: whether there was any.
  package func dispatch() async throws -> Bool {
    let free = slots - running.count
    guard free > 0 else { return false }
    let now = now()
    let claims = try await ledger.claim(
      limit: free, by: worker, at: now, lease: now.advanced(byMilliseconds: Dispatcher.lease))
    if running.isEmpty { renewedAt = now }
    for claim in claims { start(claim) }
    return !claims.isEmpty
  }

  /// Renews the claims where it is time to, and ends the runs of those that are held no more.
  /// Called before each claiming: after a jump of the clock the leases held here would seem
  /// to be over.
  package func renew() async throws {
    let now = now()
    guard !running.isEmpty, let renewedAt,
      !(0..<Dispatcher.renewal).contains(now.milliseconds(since: renewedAt))
    else { return }
    let keys = Array(running.keys)
    let held = try await ledger.renew(
      keys, lease: now.advanced(byMilliseconds: Dispatcher.lease))
    self.renewedAt = now
    for key in keys where !held.contains(key) {
      guard let task = running[key] else { continue }
      logger.notice("claim lost", metadata: ["occurrence": "\(key.occurrenceID)"])
      task.cancel()
    }
  }

  /// Ends what goes on without writing an outcome: it is for who claims it next.
  package func abandon() async {
    for (key, task) in running {
      logger.notice("run left to be resumed", metadata: ["occurrence": "\(key.occurrenceID)"])
      task.cancel()
    }
    for task in running.values { await task.value }
  }

  private func start(_ claim: Claim) {
    running[claim.key] = Task {
      await runner.run(claim)
      running[claim.key] = nil
      slotIsFree()
    }
  }
}
