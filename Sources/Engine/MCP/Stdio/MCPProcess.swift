import Glibc
import Logging
import OrderedJSON
import Synchronization

/// An MCP server that runs as a process and takes a message on each line. It is ended when it was not
/// used for a while, or hangs, and what is asked of it when it has ended was not sent.
actor MCPProcess {
  private struct Waiting {
    let continuation: CheckedContinuation<MCPReply, Never>
    let timer: Task<Void, Never>
    /// Whether its question may have been read.
    var isSent = false
    /// Whether the server asked meanwhile for what only a person could give.
    var asked = false
  }

  /// A line on its way to the process.
  struct Line: Sendable {
    /// Of the question; `nil`: nobody waits for an answer.
    let id: Int?
    let bytes: [UInt8]
  }

  nonisolated let command: MCPCommand
  nonisolated let times: MCPProcesses.Times
  nonisolated let secrets: SecretValues
  nonisolated let logger: Logger
  /// What is to be written.
  nonisolated let lines: AsyncStream<Line>
  /// Ends when the process is to end.
  nonisolated let life: AsyncStream<Void>
  nonisolated private let over = Atomic(false)
  nonisolated private let busy = Atomic(0)
  private let written: AsyncStream<Line>.Continuation
  private let lifeline: AsyncStream<Void>.Continuation
  private var waiting: [Int: Waiting] = [:]
  /// How many questions wait to be written, also of who waits no longer.
  private var unwritten = 0
  /// How many messages that are not answered wait to be written.
  private var untold = 0
  /// Since when it has been asked and has said nothing; `nil`: nothing was asked since it spoke.
  private var silentSince: ContinuousClock.Instant?
  private var ending: String?
  private var running: Task<Void, Never>?
  private var era: MCPEra?
  private var handshake: MCPHandshake<MCPOpening>?
  /// Whether it said nothing when it was asked which revision it speaks: older ones do, and are not asked
  /// again.
  private(set) var isSilentOfRevision = false
  private var idling: Task<Void, Never>?
  private var lastWords: String?

  init(_ command: MCPCommand, _ times: MCPProcesses.Times, logger: Logger) {
    (self.command, self.secrets) = (command, command.secrets)
    (self.times, self.logger) = (times, logger)
    (lines, written) = AsyncStream.makeStream()
    (life, lifeline) = AsyncStream.makeStream()
  }

  /// Whether it has ended, or is about to.
  nonisolated var isOver: Bool { over.load(ordering: .acquiring) }

  /// Whether nobody waits for an answer.
  nonisolated var isIdle: Bool { busy.load(ordering: .acquiring) == 0 }

  /// Asks, and waits for the answer until the time is over.
  func ask(_ question: MCPQuestion, in era: MCPEra, by deadline: Deadline) async -> MCPReply {
    if let ending { return .notSent(ending) }
    let most = Limits.mcpProcesses.requests
    guard waiting.count < most, unwritten < most else {
      return .notSent("The program \(command.name) is busy with \(most) requests.")
    }
    start()
    idling?.cancel()
    if silentSince == nil { silentSince = ContinuousClock.now }
    let id = question.id
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let timer = Task {
          try? await Task.sleep(until: deadline.instant, clock: .continuous)
          if !Task.isCancelled { giveUp(question, "within \(deadline.seconds) s") }
        }
        waiting[id] = Waiting(continuation: continuation, timer: timer)
        busy.store(waiting.count, ordering: .releasing)
        unwritten += 1
        written.yield(Line(id: id, bytes: question.bytes(in: era) + [0x0A]))
      }
    } onCancel: {
      Task { await giveUp(question, "before it was given up") }
    }
  }

  /// Writes a message that is not answered, unless the process reads none of those before.
  func tell(_ message: JSON) {
    guard untold < Limits.mcpQuestionsAnswered else { return }
    untold += 1
    written.yield(Line(id: nil, bytes: message.bytes + [0x0A]))
  }

  /// Has it end, by itself or by force; what was asked is not answered any more.
  func stop() {
    end("The program \(command.name) was ended.")
  }

  /// Returns when the process has ended with all that it started.
  func waitUntilEnded() async { await running?.value }

  /// What the handshake agreed on: one caller's, for all. Who comes meanwhile waits for it, within a time
  /// of their own, and begins one where that of the others was too short.
  /// - Parameter open: the handshake, which is over by then.
  func opening(
    by deadline: Deadline, _ open: @escaping @Sendable () async -> MCPOpening
  ) async -> MCPOpening {
    while true {
      if let era { return .era(era) }
      guard let handshake else {
        let work = Task { await shakeHands(open) }
        let own = MCPHandshake(by: deadline, work)
        self.handshake = own
        return await own.outcome() ?? .failed(.notSent(silence("before it was given up")))
      }
      guard let opening = await handshake.outcome(by: deadline) else {
        return .failed(.notSent(silence("within \(deadline.seconds) s")))
      }
      guard case .failed = opening, handshake.wasTooShort(for: deadline) else { return opening }
    }
  }

  private func shakeHands(_ open: @Sendable () async -> MCPOpening) async -> MCPOpening {
    let opening = await open()
    handshake = nil
    if case .era(let era) = opening { self.era = era }
    return opening
  }

  func setSilentOfRevision(_ isSilent: Bool) { isSilentOfRevision = isSilent }

  private func start() {
    guard running == nil else { return }
    // From now on a reader that is gone is told by an error.
    _ = MCPProcess.ignoresBrokenPipes
    running = Task { await run() }
  }

  private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()
}

extension MCPProcess {
  /// - Returns: whether the line is still to be written; if so, it may be read from now on.
  func begins(_ line: Line) -> Bool {
    guard let id = line.id else {
      untold -= 1
      return true
    }
    unwritten -= 1
    guard waiting[id] != nil else { return false }
    waiting[id]?.isSent = true
    return true
  }

  /// Takes a line that the process wrote.
  func receive(_ line: LineReader.Line) {
    defer { silentSince = waiting.isEmpty ? nil : ContinuousClock.now }
    guard case .whole(let bytes) = line else {
      return end(
        "The program \(command.name) answered with more than \(Limits.answerBodyBytes) bytes, "
          + "which are not read.")
    }
    guard let json = try? JSON(parsing: bytes) else { return }
    for message in MCPMessage.all(in: json) { receive(message) }
  }

  private func receive(_ message: MCPMessage) {
    switch message {
    case .result(.number(let digits), _), .error(.number(let digits), _):
      guard let id = Int(digits), let asked = waiting[id]?.asked,
        let reply = MCPReply(message.hiding(secrets), asked: asked)
      else { return }
      resume(id, reply)
    case .result, .error, .notification: break
    case .request(let id, let method):
      // Which of the calls it is about, the server does not say.
      if MCPMessage.asksPerson(method) {
        for waitingID in waiting.keys { waiting[waitingID]?.asked = true }
      }
      tell(MCPMessage.answer(to: id, method: method))
    }
  }

  /// Takes what the process said last beside its answers.
  func remember(_ words: String) { lastWords = words }

  /// The process has ended, or could not begin.
  func finish(_ words: String) {
    end(lastWords.map { "\(words) Its last words: \($0)" } ?? words)
    idling?.cancel()
  }

  private func end(_ words: String) {
    guard ending == nil else { return }
    ending = words
    over.store(true, ordering: .releasing)
    written.finish()
    lifeline.finish()
    for (id, entry) in waiting {
      resume(id, entry.isSent ? .broken(words) : .notSent(words))
    }
  }

  private func giveUp(_ question: MCPQuestion, _ when: String) {
    guard let entry = waiting[question.id] else { return }
    let words = silence(when)
    resume(question.id, entry.isSent ? .broken(words) : .notSent(words))
    if entry.isSent, question.method == .callTool { tell(question.cancellation) }
    // It may be at what was asked before.
    if !waiting.keys.contains(where: { $0 < question.id }) { endIfSilent() }
  }

  private func endIfSilent() {
    guard let silentSince, silentSince.duration(to: .now) >= .seconds(times.silent) else { return }
    end("The program \(command.name) said nothing for \(times.silent) s, and was ended.")
  }

  private func silence(_ when: String) -> String {
    "No answer came from the program \(command.name) \(when)."
  }

  private func resume(_ id: Int, _ reply: MCPReply) {
    guard let entry = waiting.removeValue(forKey: id) else { return }
    busy.store(waiting.count, ordering: .releasing)
    entry.timer.cancel()
    entry.continuation.resume(returning: reply)
    guard waiting.isEmpty, ending == nil else { return }
    idling = Task {
      try? await Task.sleep(for: .seconds(times.unused))
      if !Task.isCancelled, waiting.isEmpty { stop() }
    }
  }
}

/// What came of finding out how a process is spoken to.
enum MCPOpening: Sendable {
  case era(MCPEra)
  case failed(MCPReply)
}
