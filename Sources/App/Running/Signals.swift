import Glibc
import Synchronization

/// The signals that end the program, or would trouble it. Every thread blocks them, since libfcgi's
/// reads and writes do not retry when one interrupts them; the main thread waits for them.
enum Signals {
  /// SIGHUP: the terminal is gone. One that whoever started the program ignores, as nohup(1) does, is
  /// no reason to end: it would come all the same, since blocked signals are kept (signal(7)).
  private static let ending = [SIGTERM, SIGINT, SIGHUP].filter { number in
    var inherited = sigaction()
    sigaction(number, nil, &inherited)
    return unsafeBitCast(inherited.__sigaction_handler.sa_handler, to: Int.self) != 1
  }
  private static let act = Mutex<(@Sendable () -> Void)?>(nil)
  private static let actOnRuns = Mutex<(@Sendable () -> Void)?>(nil)

  /// Calls the closure when the process is told to end, each time. Until one is set, the process
  /// ends at once.
  static func whenEnding(_ act: @escaping @Sendable () -> Void) {
    Signals.act.withLock { $0 = act }
  }

  /// Calls the closure at SIGUSR1, by which `up` and the server speak of the end of the runs. Until
  /// one is set, the process ends at once.
  static func whenRunsAreToEnd(_ act: @escaping @Sendable () -> Void) {
    actOnRuns.withLock { $0 = act }
  }

  /// Blocks them in this thread and in those that it starts.
  static func block() {
    var set = mask(ending + [SIGUSR1])
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for them, for good. The main thread must: where it leaves that to libdispatch, it sleeps
  /// in a sigsuspend(2) that lets every signal through.
  static func wait() -> Never {
    var set = mask(ending + [SIGUSR1])
    while true {
      var signal: Int32 = 0
      guard sigwait(&set, &signal) == 0 else { continue }
      let wanted = signal == SIGUSR1 ? actOnRuns.withLock { $0 } : act.withLock { $0 }
      guard let wanted else { exit(128 + signal) }
      wanted()
    }
  }

  private static func mask(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    return set
  }
}
