import Automations
import Engine
import OrderedJSON
import TestSupport
import Testing
import Workflows

/// What the history keeps of requests: enough to see what was sent, and never more than 10 kB.
@Suite struct RecordTests {
  let world = World()

  @Test func `a short request is kept whole, to the digit`() async throws {
    let params: JSON = ["a": .number("1.50"), "b": [nil, "x"]]
    #expect(try await record(of: params) == params)
  }

  @Test func `the long members are cut, and say how long they were`() async throws {
    let record = try await record(of: [
      "short": "kept", "long": .string(String(repeating: "x", count: 7_800_000)),
      "list": .array([JSON](repeating: 1, count: 100_000)),
    ])
    #expect(record["short"] == "kept")
    #expect(record["long"]?.text?.hasSuffix("x… (the first of 7800000 bytes)") == true)
    #expect(record["list"]?.text?.hasPrefix("[1,1,1,") == true)
    #expect((8000...10_000).contains(record.bytes.count))
  }

  @Test(arguments: [2, 101, 100_000])
  func `many members and what JSON escapes stay within the bound`(_ count: Int) async throws {
    let record = try await record(
      of: .object(
        (0..<count).map {
          .init("member \($0)", .string(String(repeating: "\u{1}\"", count: 8_000_000 / count)))
        }))
    #expect(record.bytes.count <= 10_000)
    #expect(record.members?.count == min(count, 101))
    if count > 101 { #expect(record["…"] == JSON.string("(\(count - 100) more members)")) }
  }

  @Test func `long names are cut too`() async throws {
    let record = try await record(
      of: .object((0..<100).map { .init(String(repeating: "n", count: 80_000) + "\($0)", 1) }))
    #expect(record.bytes.count <= 10_000)
  }

  private func record(of params: JSON) async throws -> JSON {
    try await world.ledger.add(
      Workflow(steps: [Workflow.Step(tool: "note", params: params)]),
      at: instant("2026-11-24T09:00:00Z"))
    try await world.runWaiting(ScriptedTool())
    return try #require(await world.ledger.rows.last?.steps.first?.attempts.first?.request)
  }
}
