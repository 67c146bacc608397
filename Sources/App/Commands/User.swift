import ArgumentParser
import Automations
import OrderedJSON
import Site

/// Accounts, from the machine itself.
struct User: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Accounts.", subcommands: [Link.self, Add.self, Password.self])

  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a link that signs an account in, once, within an hour.")
    @Argument(help: "The account's name.") var name: String

    func run() async throws {
      try await Complaint.reported {
        let settings = try Settings()
        guard Files.exists(settings.key) else { throw Complaint.noDataFolder(settings) }
        let server = RunningServer(on: settings)
        let origin = server?.origin ?? settings.origin
        print(origin.signInLink(try await query(settings, from: server)))
      }
    }

    private func query(
      _ settings: Settings, from server: RunningServer?
    ) async throws -> String {
      let answer = try server?.post(Paths.API.accountLinks(), ["name": .string(name)])
      if let query = answer?["query"]?.text { return query }
      let house = try await House.offline(settings)
      return try await Complaint.ofUseCase {
        try await house.accounts.signInLink(of: name, by: house.act)
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes an account, through the running server, and prints its first token.")
    @Argument(help: "The account's name.") var name: String

    func run() async throws {
      try await Complaint.reported {
        let settings = try Settings()
        let answer = try RunningServer(on: settings)?.post(
          Paths.API.accounts(), ["name": .string(name)])
        if let token = answer?["token"]?.text { return print(token) }
        let house = try await House.offline(settings)
        print(
          try await Complaint.ofUseCase {
            try await house.accounts.create(name: name, password: nil, by: house.act).token
          })
      }
    }
  }
}
