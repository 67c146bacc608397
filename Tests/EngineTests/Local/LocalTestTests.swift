import Automations
import Engine
import Foundation
import OrderedJSON
import TestSupport
import Testing

/// Tests of the embedded tools, which leave nothing behind.
@Suite(.timeLimit(.minutes(20))) struct LocalTestTests {
  private let world: LocalWorld

  init() throws { world = try LocalWorld() }

  @Test func `files can be written, and without a mail program that is told`() async throws {
    let test = await test()
    #expect(
      test
        == ConnectionTest(
          .succeeded,
          "Tables, notes and the outbox can be written. No mail program is set (REPRISE_SENDMAIL): a "
            + "mail goes to the outbox and no further.",
          tools: ["send_email", "append_row", "note"]))
    #expect(try world.folder.names().isEmpty)
  }

  @Test func `what is there already is looked at, and stays as it was`() async throws {
    try world.put("visits.csv", "a,b\r\n")
    #expect(await test().outcome == .succeeded)
    #expect(try world.folder.names("rows/alice") == ["visits.csv"])
    #expect(try world.folder.names() == ["rows"])
    #expect(try world.table("visits.csv") == "a,b\r\n")
  }

  @Test(arguments: ["rows", "rows/alice", "notes", "notes/alice", "outbox"])
  func `a folder that cannot be one fails, and is named without where the data lies`(
    _ place: String
  ) async throws {
    try world.folder.write(place, Data("x".utf8))
    let test = await test()
    #expect(
      test
        == ConnectionTest(
          .failed,
          "\(place) could not be written: Not a directory. "
            + "The operator of this server can mend it."))
    // Bob's own may be as they should.
    let isOfAll = !place.hasSuffix("alice")
    #expect(await self.test(for: "bob").outcome == (isOfAll ? .failed : .succeeded))
  }

  @Test func `a data folder that is gone is told as that`() async throws {
    try FileManager.default.removeItem(atPath: world.folder.path)
    #expect(
      await test().words
        == "The data folder could not be written: No such file or directory. "
        + "The operator of this server can mend it.")
  }

  @Test func `a mail program is looked at, and not run`() async throws {
    let path = try world.folder.program("sendmail", "#!/bin/sh\ntouch \"$0.ran\"\n")
    let test = await test(sendmail: path)
    #expect(test.outcome == .succeeded)
    #expect(test.words.contains("The mail program \(path) can be run; whether a mail arrives"))
    #expect(try world.folder.names() == ["sendmail"])
    try world.folder.write("text", Data("x".utf8))
    for (name, words) in [("text", "Permission denied"), ("nowhere", "No such file or directory")] {
      let other = world.folder.file(name)
      let failed = await self.test(sendmail: other)
      #expect(failed.outcome == .failed)
      #expect(failed.words.hasPrefix("\(other) could not be started: \(words)."))
    }
  }

  private func test(sendmail: String? = nil, for user: String = "alice") async -> ConnectionTest {
    await world.adapter(sendmail: sendmail).test(.local, ConnectionProbe(), for: user)
  }
}
