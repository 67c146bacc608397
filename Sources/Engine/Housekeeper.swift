package import Logging
package import Scheduling
import ServiceLifecycle
package import Workflows

/// Prunes history and empties the write-ahead log, a little at a time.
package struct Housekeeper: Service {
  private let upkeep: any Upkeep
  private let limits: HistoryLimits
  private let now: @Sendable () -> Instant
  private let sleep: Sleeper
  private let logger: Logger

  package init(
    upkeep: any Upkeep, limits: HistoryLimits, now: @escaping @Sendable () -> Instant,
    sleep: @escaping Sleeper = { try await Task.sleep(for: $0) }, logger: Logger
  ) {
    self.upkeep = upkeep
    self.limits = limits
    self.now = now
    self.sleep = sleep
    self.logger = logger
  }

  /// Between two walks through all automations.
  private static let pause = Duration.seconds(600)
  /// Between two parts of a walk, so that who writes does not wait.
  private static let breath = Duration.milliseconds(200)

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      var last: String?
      while !Task.isCancelled {
        guard (try? await sleep(last == nil ? Housekeeper.pause : Housekeeper.breath)) != nil
        else { return }
        last = await part(after: last)
      }
    }
  }

  /// - Returns: where the walk goes on; `nil`: it is over.
  private func part(after last: String?) async -> String? {
    do {
      let pruned = try await upkeep.prune(limits, after: last, at: now())
      if pruned.removed > 0 {
        logger.info("history pruned", metadata: ["rows": "\(pruned.removed)"])
      }
      if pruned.last == nil { try await upkeep.checkpoint() }
      return pruned.last
    } catch {
      logger.error("housekeeping failed", metadata: ["error": "\(error)"])
      return nil
    }
  }
}
