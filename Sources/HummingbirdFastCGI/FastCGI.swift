import CFastCGI
import Glibc

/// What FastCGI asks of the whole process.
public enum FastCGI {
  /// Makes the process fit for libfcgi: blocks SIGTERM, SIGINT, SIGHUP and SIGUSR1 in the calling
  /// thread, so that every thread made after it inherits the mask, and initialises libfcgi.
  ///
  /// Call it first in `main`, before any other thread exists: libfcgi's reads and writes do not
  /// retry when a signal interrupts them. Its own handlers of SIGTERM and SIGUSR1 are taken away.
  /// Wait for the blocked signals in one place, with `sigwait`, `signalfd` or a `ServiceGroup`.
  /// Calling it again does nothing.
  public static func prepareProcess() {
    block([SIGTERM, SIGINT, SIGHUP, SIGUSR1])
    _ = initialization
  }

  /// What `FCGX_Init` returned, which is called once for the process; 0 is success.
  static let initialization: Int32 = {
    let code = FCGX_Init()
    // Its handlers let every accept return at once from the first signal on, which ends nothing
    // here: where a thread does not block these signals after all, they end the process.
    for number in [SIGTERM, SIGUSR1] { signal(number, SIG_DFL) }
    return code
  }()

  /// Adds signals to those that the calling thread does not receive, `sigprocmask(2)`.
  static func block(_ signals: [Int32]) {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in signals { sigaddset(&mask, signal) }
    pthread_sigmask(SIG_BLOCK, &mask, nil)
  }
}
