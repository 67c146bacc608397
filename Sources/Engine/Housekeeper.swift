package import Automations
package import Logging
package import Scheduling
import ServiceLifecycle

/// Prunes history a little at a time, and empties the write-ahead log when the server is idle.
package struct Housekeeper: Service {
  private let upkeep: any Upkeep
  private let limits: HistoryLimits
  private let now: @Sendable () -> Instant
  private let sleep: Sleeper
  private let logger: Logger

  /// - Parameter sleep: how to wait; a test drives it.
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
  /// Between two looks at the write-ahead log.
  private static let look = Duration.seconds(30)
  /// Between two parts of a walk, so that who writes does not wait.
  private static let breath = Duration.milliseconds(200)

  /// Works until the graceful shutdown or the cancellation. What fails is logged and tried again.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      var (last, waited, commits): (String?, Duration, Int?) = (nil, .zero, nil)
      while !Task.isCancelled {
        let wait = last == nil ? Housekeeper.look : Housekeeper.breath
        guard (try? await sleep(wait)) != nil else { return }
        waited += wait
        if last != nil || waited >= Housekeeper.pause {
          last = await part(after: last)
          waited = .zero
        }
        if last == nil { commits = await tidyLog(lastCommits: commits) }
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
      return pruned.last
    } catch is CancellationError {
      return nil
    } catch {
      logger.error("housekeeping failed", metadata: ["error": "\(error)"])
      return nil
    }
  }

  /// Empties the log when nobody has written since the last look.
  /// - Returns: how often had been written.
  private func tidyLog(lastCommits: Int?) async -> Int? {
    do {
      let state = try await upkeep.logState()
      if state.bytes > 0, state.commits == lastCommits { try await upkeep.checkpoint() }
      return state.commits
    } catch {
      logger.error("the write-ahead log stays", metadata: ["error": "\(error)"])
      return nil
    }
  }
}
