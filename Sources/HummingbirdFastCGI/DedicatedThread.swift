import Glibc

/// POSIX threads outside Swift's concurrency pool, for work that blocks.
enum DedicatedThread {
  /// Runs `body` on a thread of its own that receives no signals, because libfcgi does not retry
  /// what one interrupts; returns when the thread has ended.
  /// - Throws: `FastCGIServerError` where the system has no thread to give.
  static func run(_ body: @escaping @Sendable () -> Void) async throws {
    let thread = try await withCheckedThrowingContinuation { continuation in
      let code = start {
        body()
        continuation.resume(returning: pthread_self())
      }
      if code != 0 {
        continuation.resume(
          throwing: FastCGIServerError.system(call: "pthread_create", path: nil, code: code))
      }
    }
    // The thread has nothing left to do but to return.
    pthread_join(thread, nil)
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> Int32 {
    let retained = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        var every = sigset_t()
        sigfillset(&every)
        pthread_sigmask(SIG_SETMASK, &every, nil)
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, retained.toOpaque())
    if code != 0 { retained.release() }
    return code
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
