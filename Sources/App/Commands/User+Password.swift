import ArgumentParser
import Automations
import Foundation
import Glibc
import OrderedJSON
import Site

extension User {
  struct Password: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sets an account's password, read from standard input; its sessions end.")
    @Argument(help: "The account's name.") var name: String

    func run() async throws {
      try await Complaint.reported {
        let settings = try Settings()
        let password = try UnseenLine(prompt: "New password for \(name): ").text
        let answer = try RunningServer(on: settings)?.post(
          Paths.API.accountPasswords(),
          ["name": .string(name), "password": .string(password)])
        if answer != nil { return }
        let house = try await House.offline(settings)
        try await Complaint.ofUseCase {
          try await house.accounts.setPassword(password, of: name, by: house.act)
        }
      }
    }
  }
}

/// A line of standard input; a terminal does not show what is typed.
private struct UnseenLine {
  let text: String

  init(prompt: String) throws {
    var mode = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &mode) == 0
    let shown = mode
    if isTerminal {
      FileHandle.standardError.write(Data(prompt.utf8))
      mode.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode)
    }
    defer {
      if isTerminal {
        mode = shown
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &mode)
        FileHandle.standardError.write(Data("\n".utf8))
      }
    }
    guard let line = readLine() else { throw Complaint("no password came in") }
    text = line
  }
}
