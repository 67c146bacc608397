import Automations
import Engine
import Foundation
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// Messages by mail, which go where those of `send_email` go.
@Suite struct MessageMailTests {
  private let world: MessageWorld

  init() throws { world = try MessageWorld() }

  @Test func `without a mail program the mail lies in the outbox, and is not called sent`()
    async throws
  {
    try await confirmedChannel()
    let run = try await world.fail()
    await world.deliver()
    let delivery = try await world.last()
    #expect(delivery.outcome == .notSent && delivery.attempts == 0)
    #expect(delivery.words?.contains("REPRISE_SENDMAIL") == true)
    let mail = try mails().last
    #expect(mail?.contains("\r\nTo: alice@example.com\r\n") == true)
    #expect(mail?.contains("\r\nMessage-ID: <\(delivery.id)@reprise.localhost>\r\n") == true)
    #expect(mail?.contains("https://reprise.example/runs/\(run)") == true)
  }

  @Test func `with one it goes out, and no name of anything ends a header or adds one`()
    async throws
  {
    try await confirmedChannel()
    let program = try sendmail()
    try await world.fail("x\r\nBcc: eve@evil.example\r\n\r\nY", because: "\r\nCc: eve@evil.example")
    await world.deliver(by: world.messenger(sendmail: program))
    #expect(try await world.last().outcome == .sent)
    #expect(try world.folder.text("recipients") == "-i alice@example.com\n")
    let mail = try world.folder.text("mail")
    let head = mail.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
    let names = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
      ])
    let body = mail.components(separatedBy: "\r\n\r\n")[1]
    #expect(body.components(separatedBy: "\r\n").filter { !$0.isEmpty }.count == 5)
  }

  @Test func `a mail that could not go out for now is tried again`() async throws {
    try await confirmedChannel()
    let program = try world.folder.program(
      "sendmail", "#!/bin/sh\n[ -e \"$0.tried\" ] && exit 0\ntouch \"$0.tried\"\nexit 75\n")
    let messenger = world.messenger(sendmail: program)
    try await world.fail()
    await world.deliver(by: messenger)
    let delivery = try await world.last()
    #expect(delivery.outcome == nil && delivery.attempts == 1)
    #expect(delivery.words?.contains("exit status 75") == true)
    // The second attempt follows within 10 s.
    world.clock.advance(seconds: 10)
    await world.deliver(by: messenger)
    #expect(try await world.last().outcome == .sent)
    #expect(try await world.last().attempts == 2)
    // Its delivery is the record; what lies there still was asked before there was a program.
    #expect(try mails().count == 1)
  }

  @Test func `an address is asked by a mail whose link confirms it`() async throws {
    let id = try await world.addChannel(.mail, to: "alice@example.com")
    await world.deliver()
    let mail = try #require(try mails().first)
    #expect(mail.contains("alice"))
    let query = try #require(
      mail.components(separatedBy: "\r\n").first {
        $0.hasPrefix("https://reprise.example/confirm?")
      }
    ).components(separatedBy: "link=")
    #expect(query[0].hasSuffix("?channel=\(id)&"))
    _ = try await world.notifications.confirm(id, by: query[1])
    #expect(try await world.notifications.settings(of: .alice).channels[0].isConfirmed)
    // Whoever has the database has no link.
    #expect(try !world.folder.holds(query[1]))
  }

  @Test func `an address that mail programs would take for an option is refused`() async throws {
    for address in ["-oQ/tmp@example.com", "a..b@example.com", "a@-b.example"] {
      let refused = try await refusal {
        _ = try await world.addChannel(.mail, to: address)
      }
      guard case .invalid(let faults)? = refused else {
        Issue.record("\(address)")
        return
      }
      #expect(faults.map(\.path) == [["to"]])
    }
  }

  private func confirmedChannel() async throws {
    let id = try await world.addChannel(.mail, to: "alice@example.com")
    #expect(try await world.database.confirm(id, at: "alice@example.com", world.clock.now))
    // The question goes before.
    await world.deliver()
    world.clock.advance(seconds: 1)
  }

  /// A mail program that keeps what it is given.
  private func sendmail() throws -> String {
    try world.folder.program(
      "sendmail",
      "#!/bin/sh\necho \"$@\" > \(world.folder.file("recipients"))\ncat > \(world.folder.file("mail"))\n"
    )
  }

  /// In the order in which they were written.
  private func mails() throws -> [String] {
    try world.folder.names("outbox").map { try world.folder.text("outbox/\($0)") }
  }
}
