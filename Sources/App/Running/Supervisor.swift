import ArgumentParser
import Automations
import Foundation
import Glibc
import HummingbirdFastCGI
import OrderedJSON
import Scheduling
import Site
import Synchronization

/// Keeps nginx and the server running. It holds the socket between them itself, so that a request
/// that comes while the server is started anew waits instead of failing.
final class Supervisor: Sendable {
  private let settings: Settings
  private let key: [UInt8]
  private let state = Mutex(State())

  private struct State {
    var children: [Role: Child] = [:]
    var isEnding = false
    /// Whether the server has answered once: what troubles it from then on may pass.
    var hasAnswered = false
  }

  private enum Role {
    case server, nginx
    /// The demo's: nothing else depends on it.
    case runner

    /// In seconds. Nginx complains within the first of these; the server answers within its.
    var shortestLife: TimeInterval { self == .nginx ? 2 : 0.25 }
    var quickDeathsAllowed: Int { self == .nginx ? 1 : 20 }
  }

  init(settings: Settings, key: [UInt8]) {
    self.settings = settings
    self.key = key
  }

  /// - Throws: `Complaint` where something cannot be started.
  func run() async throws {
    let program = try settings.nginxProgram()
    let account = try Listening.nginxAccount()
    let runtime = settings.runtime
    try runtime.prepare(home: settings.home, group: account?.group)
    defer { runtime.clear() }
    let listener = try bind(runtime.socket, group: account?.group)
    let configuration = runtime.nginxConfiguration
    try NginxConfiguration(
      settings: settings, user: account?.name, run: runtime.path,
      temporary: runtime.temporaryPath
    ).write(to: configuration)
    let logs = try NginxLogs(folder: settings.data + "/logs")
    defer { logs.end() }
    if let warning = settings.plainTextWarning { say(warning) }
    Signals.whenEnding { [self] in end() }
    Signals.whenRunsAreToEnd { [self] in runsHaveEnded() }
    let server = Thread { [self] in
      keep(.server, [Files.program, "serve", "--supervised"], input: listener, logs: nil)
    }
    server.start()
    let nginx = Thread { [self] in
      keep(
        .nginx,
        [program, "-p", runtime.path, "-c", configuration, "-g", "daemon off;"],
        input: nil, logs: logs)
    }
    nginx.start()
    let runner = Thread { [self] in keepRunner() }
    runner.start()
    if await isAnswering() {
      state.withLock { $0.hasAnswered = true }
      try await greet()
    }
    while ![server, nginx, runner].allSatisfy(\.isFinished) {
      try await Task.sleep(for: .milliseconds(50))
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  private let failure = Mutex<(any Error)?>(nil)

  /// Starts a child again whenever it dies. All ends where it does so at once, time after time.
  private func keep(
    _ role: Role, _ arguments: [String], input: Int32?, logs: NginxLogs?
  ) {
    var quickDeaths = 0
    while true {
      let started = Date()
      let child: Child? = state.withLock { state in
        guard !state.isEnding else { return nil }
        do {
          let child = try Child.start(arguments, input: input, logs: logs)
          state.children[role] = child
          return child
        } catch {
          failure.withLock { $0 = error }
          return nil
        }
      }
      guard let child else { return end() }
      let ending = child.wait()
      child.sweep()
      let isEnding = state.withLock { state in
        state.children[role] = nil
        return state.isEnding
      }
      if isEnding {
        switch role {
        case .server: return runsHaveEnded()
        case .nginx: return nginxHasEnded()
        case .runner: return
        }
      }
      // It has said itself why.
      if role == .runner, ending == .complaint { return }
      let isQuick = Date().timeIntervalSince(started) < role.shortestLife
      quickDeaths = isQuick ? quickDeaths + 1 : 0
      let hasAnswered = state.withLock { $0.hasAnswered }
      if role == .server, ending == .complaint, !hasAnswered {
        // It has said what is wrong itself, on this terminal.
        failure.withLock { $0 = ExitCode(1) }
        return end()
      }
      if quickDeaths == role.quickDeathsAllowed, !hasAnswered {
        failure.withLock {
          $0 = Complaint("\(role) ended with \(ending); see \(settings.data)/logs")
        }
        return end()
      }
      say("\(role) ended with \(ending); starting it again")
      if isQuick || ending == .complaint { usleep(250_000) }
    }
  }

  /// Starts the demo's runner once the demo is loaded, where that has one.
  private func keepRunner() {
    while !state.withLock({ $0.isEnding }) {
      switch Demo.hasRunner(in: settings) {
      case true?: return keep(.runner, [Files.program, "demo-runner"], input: nil, logs: nil)
      case false?: return
      case nil: usleep(100_000)
      }
    }
  }

  /// The runs first, while pages are answered; then nginx, so that what it took in is answered; the
  /// server last.
  private func end() {
    let (children, isFirst) = state.withLock { state in
      defer { state.isEnding = true }
      return (state.children, !state.isEnding)
    }
    guard isFirst, !children.isEmpty else { return }
    if let server = children[.server] { server.send(SIGUSR1) } else { runsHaveEnded() }
    let patience = Thread { [self] in
      let seconds = Limits.stopSeconds
      sleep(UInt32(seconds.runs + seconds.answers))
      state.withLock { $0.children[.nginx] }?.send(SIGTERM)
      sleep(UInt32(seconds.ending))
      for child in state.withLock({ $0.children }).values { child.send(SIGKILL) }
    }
    patience.start()
  }

  /// The server has said so, or is gone.
  private func runsHaveEnded() {
    let (children, isEnding) = state.withLock { ($0.children, $0.isEnding) }
    guard isEnding else { return }
    if let nginx = children[.nginx] { nginx.send(SIGQUIT) } else { nginxHasEnded() }
  }

  private func nginxHasEnded() {
    let children = state.withLock { $0.children }
    for role in [Role.server, .runner] { children[role]?.send(SIGTERM) }
  }

  private func bind(_ path: String, group: gid_t?) throws -> Int32 {
    do {
      return try FastCGIListener.bind(path: path, mode: 0o660, group: group)
    } catch {
      throw Complaint("\(error)")
    }
  }

  /// Waits until the whole path answers, through nginx.
  private func isAnswering() async -> Bool {
    while !state.withLock({ $0.isEnding }) {
      // Briefly, so that a stop that comes during the start is not held up.
      let isHealthy = HTTPProbe.isHealthy(
        settings.origin, address: settings.address, port: settings.port, patience: 1)
      if isHealthy { return true }
      try? await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  private func greet() async throws {
    let link = SignInLink.query(
      of: AccountUseCases.administrator, key: key,
      now: Instant.now)
    print(
      "Reprise is running. Sign in once, within an hour: \(settings.origin.signInLink(link)) – the administrator's API token lies in \(settings.administratorToken)"
    )
    fflush(nil)
  }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data("reprise: \(text)\n".utf8))
  }
}
