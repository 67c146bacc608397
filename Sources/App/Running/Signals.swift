import Foundation
import Glibc

/// The signals that end or trouble the program. They are blocked in every thread and waited for in
/// one, since libfcgi's reads and writes do not retry when a signal interrupts them.
enum Signals {
  private static let ending = [SIGTERM, SIGINT]

  /// Calls the closure when the process is told to end, each time.
  static func whenEnding(_ act: @escaping @Sendable (Int32) -> Void) {
    let thread = Thread {
      var set = sigset_t()
      sigemptyset(&set)
      for signal in ending { sigaddset(&set, signal) }
      while true {
        var signal: Int32 = 0
        if sigwait(&set, &signal) == 0 { act(signal) }
      }
    }
    thread.start()
  }

  /// Blocks them in this thread and in those that it starts.
  static func block() {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in ending + [SIGHUP, SIGUSR1] { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }
}
