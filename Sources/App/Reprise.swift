import ArgumentParser
import Foundation
import Glibc

@main
struct Main {
  static func main() {
    let serves = ["up", "serve"].contains(CommandLine.arguments.dropFirst().first)
    if serves { Signals.block() }
    // Detached: nothing may want the main thread.
    Task.detached {
      await Reprise.carryOut()
      exit(EXIT_SUCCESS)
    }
    while !serves { pause() }
    Signals.wait()
  }
}

struct Reprise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reprise",
    abstract: "Turns what an agent did once into a workflow that runs on a schedule.",
    subcommands: [
      Up.self, Serve.self, Migrate.self, Preview.self, Token.self, User.self, Seed.self,
      Doctor.self, Backup.self, DemoRunner.self,
    ])

  /// As `main()` does, but that what is wrong is told without characters that turn a terminal: it
  /// quotes what was typed.
  static func carryOut() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      guard !code.isSuccess, !message.isEmpty else { exit(withError: error) }
      FileHandle.standardError.write(Data("\(message.shownInLines)\n".utf8))
      Glibc.exit(code.rawValue)
    }
  }
}
