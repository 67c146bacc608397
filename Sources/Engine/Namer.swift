package import Automations
package import Logging
import ServiceLifecycle

/// Calls traces that an older program saved after what they do, a few at a time, once.
package struct Namer: Service {
  private let nameSome: @Sendable (_ last: String?) async throws -> Naming
  private let sleep: Sleeper
  private let logger: Logger

  /// - Parameters:
  ///   - nameSome: names some that come after an id, as `TraceStore.nameTraces` does.
  ///   - sleep: how to wait; a test drives it.
  package init(
    nameSome: @escaping @Sendable (_ last: String?) async throws -> Naming,
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
  /// fails is logged and tried again; a trace that cannot be read, when the server starts again.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      var last: String?
      while let pause = await part(after: &last) {
        guard (try? await sleep(pause)) != nil else { return }
      }
    }
    try? await gracefulShutdown()
  }

  /// - Returns: how long to wait before the next ones; `nil`: there are none.
  private func part(after last: inout String?) async -> Duration? {
    do {
      let naming = try await nameSome(last)
      for failure in naming.failures {
        logger.error(
          "trace stays unnamed",
          metadata: ["automation": "\(failure.traceID)", "error": "\(failure.error)"])
      }
      last = naming.last
      return last == nil ? nil : Namer.breath
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
