import ArgumentParser
import Automations
import Foundation
import OrderedJSON
import Scheduling
import Site

/// API tokens, from the machine itself.
struct Token: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes an API token and prints it, this once.")

  @Argument(help: "Whose it is to be.") var user: String
  @Option(help: "What the token is for.") var name = "command line"
  @Option(help: "read or write.") var access = "write"
  @Option(help: "After how many days it expires; never if absent.") var days: Int?

  func run() async throws {
    try await Complaint.reported {
      guard let access = APIToken.Access(rawValue: access) else {
        throw Complaint("--access takes read or write")
      }
      if let days, !(1...Limits.tokenDays).contains(days) {
        throw Complaint("--days takes 1 to \(Limits.tokenDays)")
      }
      let settings = try Settings()
      let now = Instant.now
      let expires = days.map { now.advanced(bySeconds: Int64($0) * 86_400) }
      let answer = try RunningServer(on: settings)?.post(
        Paths.API.accountTokens(),
        [
          "user_id": .string(user), "name": .string(name), "access": .string(access.rawValue),
          "expires_at": JSON(expires?.rfc3339),
        ])
      if let token = answer?["token"]?.text { return print(token) }
      let house = try await House.offline(settings)
      print(
        try await Complaint.ofUseCase {
          try await house.accounts.createToken(
            name: name, access: access, expiresAt: expires, of: user, by: house.act)
        })
    }
  }
}
