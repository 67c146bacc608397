import App
import Foundation
import Logging
import TestSupport
import Testing

@Suite struct BoundedLogTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("automation.log") }

  init() throws { folder = try TemporaryFolder() }

  @Test func `however much is written, so many files of such a size are kept, the newest lines`()
    throws
  {
    let log = try BoundedLog(at: path, bytes: 100, files: 3)
    for number in 1000..<2000 { log.write(Array("line \(number)\n".utf8)) }
    #expect(try folder.names() == ["automation.log", "automation.log.1", "automation.log.2"])
    let lines = try ["automation.log.2", "automation.log.1", "automation.log"].flatMap { name in
      let text = try folder.text(name)
      #expect(text.utf8.count <= 100 && text.hasSuffix("\n"))
      return text.split(separator: "\n")
    }
    #expect(lines.last == "line 1999")
    #expect(lines == (2000 - lines.count..<2000).map { "line \($0)" })
  }

  @Test func `one that was moved away is begun anew`() throws {
    let log = try BoundedLog(at: path)
    log.write(Array("one\n".utf8))
    try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
    log.write(Array("two\n".utf8))
    try FileManager.default.removeItem(atPath: path)
    log.write(Array("three\n".utf8))
    #expect(try folder.text("automation.log.old") == "one\n")
    #expect(try folder.text("automation.log") == "three\n")
  }

  @Test func `one whose folder was moved away is begun anew, and is bounded where it cannot be`()
    throws
  {
    let (logs, away) = (folder.file("logs"), folder.file("away"))
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: false)
    let log = try BoundedLog(at: logs + "/automation.log", bytes: 10)
    log.write(Array("one\n".utf8))
    try FileManager.default.moveItem(atPath: logs, toPath: away)
    log.write(Array("two\n".utf8))
    #expect(try folder.text("away/automation.log") == "one\n")
    #expect(try folder.text("logs/automation.log") == "two\n")
    // What is no folder keeps it from that.
    try FileManager.default.moveItem(atPath: logs, toPath: away + ".2")
    try Data().write(to: URL(filePath: logs))
    for number in 1...9 { log.write(Array("line \(number)\n".utf8)) }
    #expect(try folder.text("away.2/automation.log") == "line 9\n")
  }

  @Test func `one that was there is gone on with, be it full`() throws {
    try String(repeating: "x", count: 90).write(toFile: path, atomically: false, encoding: .utf8)
    try BoundedLog(at: path, bytes: 100, files: 2).write(Array("one\n".utf8))
    try BoundedLog(at: path, bytes: 100, files: 2).write(Array("two and more\n".utf8))
    #expect(try folder.text("automation.log") == "two and more\n")
    #expect(try folder.text("automation.log.1").hasSuffix("xone\n"))
  }

  @Test func `where its older files cannot be moved on, what is in it goes`() throws {
    let log = try BoundedLog(at: path, bytes: 10, files: 2)
    try FileManager.default.createDirectory(
      atPath: path + ".1/full", withIntermediateDirectories: true)
    for number in 1...9 { log.write(Array("line \(number)\n".utf8)) }
    #expect(try folder.text("automation.log") == "line 9\n")
  }

  @Test func `a line is as long as a line may be, whatever it tells of`() throws {
    let handler = LogFile(of: try BoundedLog(at: path), label: "reprise", level: .info)
    let logger = Logger(label: "reprise") { _ in handler }
    logger.notice("refused", metadata: ["error": "\(String(repeating: "ä\n", count: 1 << 20))"])
    logger.notice("next", metadata: ["error": "\u{7}two\nlines"])
    let lines = try folder.text("automation.log").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].utf8.count < 17_000 && lines[0].hasSuffix("…"))
    #expect(lines[1].hasSuffix(#" notice reprise: next error="\u0007two\nlines""#))
  }
}
