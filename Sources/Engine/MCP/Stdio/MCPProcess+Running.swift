import Logging
import OrderedJSON
import Subprocess
import SystemPackage

extension MCPProcess {
  /// Runs the program to its end, and ends all that it started.
  func run() async {
    do {
      let outcome = try await Subprocess.run(
        command.configuration(times), input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        await attend(execution)
      }
      finish("The program \(command.name) has ended: \(outcome.terminationStatus.words).")
    } catch {
      finish("The program \(command.name) could not be started: \(error.cause).")
    }
  }

  private enum Part { case output, errors, input, life, patience }

  nonisolated private func attend(
    _ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>
  ) async {
    await withTaskGroup(of: Part.self) { group in
      group.addTask {
        await self.read(execution.standardOutput)
        return .output
      }
      group.addTask {
        await self.log(execution.standardError)
        return .errors
      }
      group.addTask {
        await self.write(to: execution.standardInputWriter)
        return .input
      }
      group.addTask {
        for await _ in self.life {}
        return .life
      }
      var isEnding = false
      parts: for await part in group {
        switch part {
        case .errors: continue
        case .output, .patience: break parts
        case .input, .life:
          // It sees its input end, and has a while to end by itself.
          guard !isEnding else { continue }
          isEnding = true
          group.addTask {
            try? await Task.sleep(for: .seconds(self.times.ending))
            return .patience
          }
        }
      }
      await execution.teardown(using: command.teardown(times))
      // What it started may live on; nobody else has its number while it is not waited for.
      try? execution.send(signal: .kill, toProcessGroup: true)
      group.cancelAll()
    }
  }

  nonisolated private func write(to writer: StandardInputWriter) async {
    for await line in lines {
      guard await begins(line) else { continue }
      guard (try? await writer.write(line.bytes)) == line.bytes.count else { return }
    }
    try? await writer.finish()
  }

  nonisolated private func read(_ output: SubprocessOutputSequence) async {
    var reader = LineReader(most: Limits.answerBodyBytes)
    do {
      for try await buffer in output {
        for line in reader.read(buffer.array) { await receive(line) }
      }
      if let line = reader.last() { await receive(line) }
    } catch {
      // It is over all the same.
    }
  }

  /// What the program says beside its answers goes into the log, a bounded number of lines a minute.
  nonisolated private func log(_ errors: SubprocessOutputSequence) async {
    let limits = Limits.mcpProcessLog
    // More than is shown, so that a secret is found whole before a line is cut.
    var reader = LineReader(most: Limits.logLineBytes)
    var (minute, count) = (ContinuousClock.now, 0)
    do {
      for try await buffer in errors {
        for line in reader.read(buffer.array) {
          let text = secrets.hidden(in: line.text).cut(toBytes: limits.lineBytes)
          await remember(text.inOneLine(Limits.quotedNameBytes))
          if minute.duration(to: .now) > .seconds(60) { (minute, count) = (.now, 0) }
          count += 1
          guard count <= limits.linesPerMinute else { continue }
          logger.info("MCP server says", metadata: ["line": "\(text)"])
        }
      }
    } catch {
      // The process ends, or closed it.
    }
  }
}

extension MCPCommand {
  /// Without its folder, as people are told.
  var name: String { FilePath(program).lastComponent?.string ?? program }
}

extension LineReader.Line {
  fileprivate var text: String {
    switch self {
    case .whole(let bytes), .tooLong(let bytes): String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension SubprocessOutputSequence.Buffer {
  fileprivate var array: [UInt8] { withUnsafeBytes { Array($0) } }
}

extension TerminationStatus {
  fileprivate var words: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .signaled(let signal): "signal \(signal)"
    }
  }
}

extension Error {
  /// Why a program did not begin, in a few words.
  fileprivate var cause: String {
    guard let error = self as? SubprocessError else { return "it was given up" }
    if error.code == .executableNotFound { return "there is no such program" }
    return error.underlyingError.map { "\($0)" } ?? "the system refused"
  }
}
