public import Hummingbird
public import Logging
public import ServiceLifecycle

/// Answers FastCGI requests (https://fastcgi-archives.github.io/FastCGI_Specification.html) with a
/// Hummingbird responder, over libfcgi, behind nginx or another web server.
///
/// Each thread accepts a connection, reads the request, runs the handler on itself and writes the
/// whole answer. Call `FastCGI.prepareProcess()` first in `main`.
public struct FastCGIServer<Responder: HTTPResponder>: Service {
  let responder: Responder
  let configuration: FastCGIServerConfiguration
  let logger: Logger
  let makeContext: @Sendable (FastCGIRequestContextSource) -> Responder.Context

  /// - Parameter makeContext: makes the context of each request, on the thread that answers it.
  public init(
    responder: Responder, configuration: FastCGIServerConfiguration, logger: Logger,
    makeContext: @escaping @Sendable (FastCGIRequestContextSource) -> Responder.Context
  ) {
    self.responder = responder
    self.configuration = configuration
    self.logger = logger
    self.makeContext = makeContext
  }

  /// In milliseconds: a thread whose request takes longer gives its seat to one of the reserve.
  private static var longRequest: Int { 10 }

  /// Answers requests until the graceful shutdown of the service group or the cancellation of the
  /// task, and returns when every thread has ended and every request taken in is answered.
  ///
  /// A socket of its own is removed first, and who has connected by then is answered. At an
  /// inherited socket they are left to the next process.
  /// - Throws: `FastCGIServerError` where the socket or the threads cannot be had.
  public func run() async throws {
    FastCGI.prepareProcess()
    guard FastCGI.initialization == 0 else {
      throw FastCGIServerError.initialization(code: FastCGI.initialization)
    }
    let socket = try ListeningSocket(configuration.listener)
    defer { socket.close() }
    let threads = max(configuration.threads, 1)
    let (stop, seats) = (StopSignal(), Seats(configuration.seats, threads: threads))
    let end: @Sendable () -> Void = {
      socket.withdraw()
      stop.request()
    }
    try await withTaskCancellationOrGracefulShutdownHandler {
      try await withThrowingDiscardingTaskGroup { group in
        // At the first that fails, and not when all have ended.
        let run: @Sendable (@escaping @Sendable () -> Void) async throws -> Void = { body in
          do { try await DedicatedThread.run(body) } catch {
            end()
            seats.close()
            throw error
          }
        }
        group.addTask { try await run { seats.watch(every: Self.longRequest) } }
        for await index in seats.newcomers {
          let worker = Worker(server: self, socket: socket, stop: stop, seats: seats, index: index)
          group.addTask {
            guard index >= max(configuration.seats, 1) else {
              return try await run { worker.run() }
            }
            do { try await DedicatedThread.run { worker.run() } } catch {
              logger.error("a thread more could not be had: \(error)")
              seats.giveBack(index)
            }
          }
        }
      }
    } onCancelOrGracefulShutdown: {
      end()
    }
  }
}

extension FastCGIServer
where Responder.Context: InitializableFromSource<FastCGIRequestContextSource> {
  /// A server whose contexts make themselves from `FastCGIRequestContextSource`.
  public init(
    responder: Responder, configuration: FastCGIServerConfiguration, logger: Logger
  ) {
    self.init(responder: responder, configuration: configuration, logger: logger) {
      Responder.Context(source: $0)
    }
  }
}

extension FastCGIServer: CustomStringConvertible {
  /// Its name alone. A service group logs what its services are called, and what the responder holds
  /// is long, and nobody's to read.
  public var description: String { "FastCGIServer" }
}
