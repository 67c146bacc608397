import ArgumentParser

@main
struct Main {
  /// On the main thread, before there is any other: those to come inherit what it blocks.
  @MainActor static func main() async {
    if ["up", "serve"].contains(CommandLine.arguments.dropFirst().first) { Signals.block() }
    await Reprise.main()
  }
}

struct Reprise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reprise",
    abstract: "Turns what an agent did once into a workflow that runs on a schedule.",
    subcommands: [
      Up.self, Serve.self, Migrate.self, Preview.self, Token.self, User.self, Seed.self, Doctor.self,
    ])
}
