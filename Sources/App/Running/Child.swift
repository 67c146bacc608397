import Glibc

/// A process that this one started.
struct Child: Sendable {
  let process: pid_t

  /// Starts a program in a process group of its own, so that Ctrl-C reaches only the parent, with no
  /// signal blocked. It gets SIGTERM when the thread that called this ends, be it by `kill -9` of the
  /// whole process: prctl(2), PR_SET_PDEATHSIG.
  /// - Parameters:
  ///   - input: the descriptor that the program finds as its 0; `nil`: none.
  ///   - logs: what it writes into as its 1 and 2; `nil`: as this process.
  /// - Throws: `Complaint`.
  static func start(_ arguments: [String], input: Int32?, logs: NginxLogs?) throws -> Child {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    if let logs {
      posix_spawn_file_actions_adddup2(&actions, logs.access.input, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, logs.errors.input, STDERR_FILENO)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

    let command = ["setpriv", "--pdeathsig", "TERM", "--"] + arguments
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process: pid_t = 0
    let fault = posix_spawnp(&process, command[0], &actions, &attributes, words, environ)
    guard fault == 0 else {
      throw Complaint("\(command[0]) cannot be started: \(String(cString: strerror(fault)))")
    }
    return Child(process: process)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  /// Waits until it has ended.
  func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }

  /// Ends what it has left behind in its process group: nginx's workers outlive their master.
  func sweep() {
    for (signal, tries) in [(SIGTERM, 20), (SIGKILL, 20)] {
      guard kill(-process, signal) == 0 else { return }
      for _ in 0..<tries where kill(-process, 0) == 0 { usleep(50_000) }
    }
  }

  /// How a process ended.
  enum Ending: Hashable, CustomStringConvertible {
    case exit(Int32)
    case signal(Int32)

    /// The status of a command that has said what is wrong.
    static let complaint = Ending.exit(1)

    var description: String {
      switch self {
      case .exit(let status): "exit status \(status)"
      case .signal(let number): "signal \(number)"
      }
    }
  }
}
