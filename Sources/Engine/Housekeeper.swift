package import Automations
package import Logging
import OrderedJSON
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

  /// Between two walks through everything.
  private static let pause = Duration.seconds(600)
  /// Between two looks at the write-ahead log.
  private static let look = Duration.seconds(30)
  /// Between two parts of a walk, so that who writes does not wait.
  private static let breath = Duration.milliseconds(200)
  /// Totals are kept for years: every so many walks are enough, one a day.
  private static let walksWithoutTotals = 144

  /// Works until the graceful shutdown or the cancellation. What fails is logged and tried again.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      var (place, waited, commits): (Place?, Duration, Int?) = (nil, .zero, nil)
      var walks = 0
      while !Task.isCancelled {
        let wait = place == nil ? Housekeeper.look : Housekeeper.breath
        guard (try? await sleep(wait)) != nil else { return }
        waited += wait
        if place != nil || waited >= Housekeeper.pause {
          if place == nil { walks += 1 }
          place = await part(
            at: place ?? .automations(after: nil),
            withTotals: walks % Housekeeper.walksWithoutTotals == 1)
          waited = .zero
        }
        if place == nil { commits = await tidyLog(lastCommits: commits) }
      }
    }
  }

  /// Where a walk is.
  private enum Place {
    case automations(after: String?)
    case totals(after: String?)
    case rest
  }

  /// - Returns: where the walk goes on; `nil`: it is over.
  private func part(at place: Place, withTotals: Bool) async -> Place? {
    do {
      let now = now()
      switch place {
      case .automations(let last):
        let pruning = try await upkeep.prune(limits, after: last, at: now)
        tell(pruning)
        if let last = pruning.last { return .automations(after: last) }
        return withTotals ? .totals(after: nil) : .rest
      case .totals(let last):
        let pruning = try await upkeep.pruneTotals(after: last, at: now)
        tell(pruning)
        return pruning.last.map { .totals(after: $0) } ?? .rest
      case .rest:
        tell(try await upkeep.pruneRest(limits, at: now))
        return nil
      }
    } catch is CancellationError {
      return nil
    } catch {
      logger.error("housekeeping failed", metadata: ["error": "\(error)"])
      if case .rest = place { return nil }
      // What it ends with belongs to no automation.
      return .rest
    }
  }

  private func tell(_ pruning: Pruning) {
    if pruning.removed > 0 {
      logger.info("history pruned", metadata: ["rows": "\(pruning.removed)"])
    }
    for failure in pruning.failures.prefix(Limits.failuresTold) {
      let metadata = failure.subject.names.merging(["error": "\(failure.error)"]) { $1 }
      logger.error("housekeeping failed", metadata: metadata)
    }
    let others = pruning.failures.count - Limits.failuresTold
    if others > 0 {
      logger.error("housekeeping failed", metadata: ["more": "\(others)"])
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

extension Pruning.Subject {
  /// As the log names it.
  fileprivate var names: Logger.Metadata {
    switch self {
    case .automation(let id): ["automation": "\(id)"]
    case .user(let name): ["user": "\(name)"]
    case .kind(let kind): ["kind": "\(kind)"]
    }
  }
}

extension Housekeeper: CustomStringConvertible {
  /// As the service group's log lines call it.
  package var description: String { "Housekeeper" }
}
