import ArgumentParser
import Glibc

@main
struct Main {
  static func main() {
    let serves = ["up", "serve"].contains(CommandLine.arguments.dropFirst().first)
    if serves { Signals.block() }
    // Detached: nothing may want the main thread.
    Task.detached {
      await Reprise.main()
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
}
