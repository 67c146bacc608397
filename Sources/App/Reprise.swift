import ArgumentParser

@main
struct Reprise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reprise",
    abstract: "Turns what an agent did once into a workflow that runs on a schedule.",
    subcommands: [
      Up.self, Serve.self, Migrate.self, Preview.self, Token.self, User.self, Seed.self, Doctor.self,
    ])
}
