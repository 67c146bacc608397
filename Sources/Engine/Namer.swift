import Automations
package import Logging
import ServiceLifecycle

/// Calls traces that an older program saved after what they do, a few at a time, once.
package struct Namer: Service {
  private let nameSome: @Sendable () async throws -> Bool
  private let sleep: Sleeper
  private let logger: Logger

  /// - Parameters:
  ///   - nameSome: names some and says whether there are more, as `TraceStore.nameTraces` does.
  ///   - sleep: how to wait; a test drives it.
  package init(
    nameSome: @escaping @Sendable () async throws -> Bool,
    sleep: @escaping Sleeper = { try await Task.sleep(for: $0) }, logger: Logger
  ) {
    self.nameSome = nameSome
    self.sleep = sleep
    self.logger = logger
  }

  /// So that who writes does not wait.
  private static let breath = Duration.milliseconds(100)
  private static let afterTrouble = Duration.seconds(60)

  /// Works until all have a name, then waits for the graceful shutdown or the cancellation. What
  /// fails is logged and tried again.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      while let pause = await part() {
        guard (try? await sleep(pause)) != nil else { return }
      }
    }
    try? await gracefulShutdown()
  }

  /// - Returns: how long to wait before the next ones; `nil`: there are none.
  private func part() async -> Duration? {
    do {
      return try await nameSome() ? Namer.breath : nil
    } catch is CancellationError {
      return nil
    } catch {
      logger.error("traces stay unnamed", metadata: ["error": "\(error)"])
      return Namer.afterTrouble
    }
  }
}

extension Namer: CustomStringConvertible {
  /// As the service group's log lines call it.
  package var description: String { "Namer" }
}
