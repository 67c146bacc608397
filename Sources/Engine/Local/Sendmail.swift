import Glibc
import Subprocess
import SystemPackage

/// The machine's mail program.
struct Sendmail: Sendable {
  let path: String

  /// Hands a message over.
  /// - Parameters:
  ///   - message: the path of its file.
  ///   - recipients: those of blind copies too, so that no header has to name them on its way.
  ///   - timeout: seconds after which the program is ended.
  func send(
    _ message: String, to recipients: [String], timeout: Int
  ) async throws(LocalFault) {
    let ending: TerminationStatus?
    do {
      ending = try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
        group.addTask { try await run(with: message, recipients) }
        group.addTask {
          try await Task.sleep(for: .seconds(timeout))
          return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
      }
    } catch let error as SubprocessError {
      guard error.isBeforeStart else { throw .sendmailLost(path) }
      throw .sendmailMissing(path, errno: error.underlyingError?.rawValue ?? ENOENT)
    } catch let error as Errno {
      throw .file(message, errno: error.rawValue)
    } catch {
      throw .sendmailSilent(path, timeout: timeout)
    }
    guard let ending else { throw .sendmailSilent(path, timeout: timeout) }
    if ending.isForNow { throw .sendmailHindered(path, ending: ending.words) }
    guard ending.isSuccess else { throw .sendmailRefused(path, ending: ending.words) }
  }

  /// Ended by a signal when its task is cancelled.
  private func run(with message: String, _ recipients: [String]) async throws -> TerminationStatus {
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
    // Opened here, so that a want of descriptors is told before anything is sent.
    let input = try FileDescriptor.open(message, .readOnly, options: .closeOnExec)
    defer { try? input.close() }
    let output = try FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
    defer { try? output.close() }
    return try await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(["-i"] + recipients), platformOptions: options,
      input: .fileDescriptor(input, closeAfterSpawningProcess: false),
      output: .fileDescriptor(output, closeAfterSpawningProcess: false),
      error: .fileDescriptor(output, closeAfterSpawningProcess: false)
    ).terminationStatus
  }
}

extension SubprocessError {
  /// Whether the program did not begin.
  fileprivate var isBeforeStart: Bool {
    [.spawnFailed, .executableNotFound, .failedToChangeWorkingDirectory].contains(code)
  }
}

extension TerminationStatus {
  /// Whether another attempt may do better, as `sysexits.h` has it: no host, no service, what the system
  /// lacks, a connection that broke, or what is said to pass.
  fileprivate var isForNow: Bool {
    switch self {
    case .exited(let status): [68, 69, 71, 74, 75].contains(status)
    case .signaled: false
    }
  }

  fileprivate var words: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .signaled(let signal): "ended by signal \(signal)"
    }
  }
}
