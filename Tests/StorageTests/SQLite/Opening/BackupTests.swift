import Automations
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct BackupTests {
  let folder: TemporaryFolder
  let world: World

  init() throws {
    folder = try TemporaryFolder()
    world = try World(folder: folder)
  }

  @Test func `a backup taken under writes opens elsewhere with what was committed before it`()
    async throws
  {
    let world = world
    let first = try await world.planned()
    let claim = try #require(try await world.claim().first)
    try await world.finish(claim, .succeeded)
    let writing = Task {
      while !Task.isCancelled { try await world.save(of: "bob") }
    }
    let file = folder.path + "/copy"
    try Database.backUp(folder: folder.path, to: file)
    writing.cancel()
    _ = await writing.result

    let restored = try TemporaryFolder()
    try FileManager.default.moveItem(atPath: file, toPath: restored.database)
    let other = try World(folder: restored)
    #expect(try await other.traces.automation(first, in: .alice)?.lastRun?.runID == claim.runID)
    #expect(try await other.history.run(claim.runID, in: .alice)?.outcome == .succeeded)
    #expect(try await other.save() != first)
  }

  @Test func `a file that is there is left alone`() async throws {
    let file = folder.path + "/copy"
    try Data("mine".utf8).write(to: URL(filePath: file))
    #expect(throws: StorageFault.self) { try Database.backUp(folder: folder.path, to: file) }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    try FileManager.default.moveItem(atPath: file, toPath: file + ".partial")
    #expect(throws: StorageFault.self) { try Database.backUp(folder: folder.path, to: file) }
    #expect(try String(contentsOfFile: file + ".partial", encoding: .utf8) == "mine")
  }

  @Test func `a checkpoint empties the log`() async throws {
    for _ in 0..<20 { try await world.save() }
    let log = folder.database + "-wal"
    #expect(try size(log) > 0)
    try await world.upkeep.checkpoint()
    #expect(try size(log) == 0)
    #expect(
      try await world.traces.automations(TraceQuery(scope: .alice, window: Window())).total == 20)
  }

  private func size(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }
}
