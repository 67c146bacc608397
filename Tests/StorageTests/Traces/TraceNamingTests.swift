import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing
import Workflows

/// What a trace is called that has no name.
@Suite struct TraceNamingTests {
  let world: World

  init() throws { world = try World() }

  private func automation(_ id: String) async throws -> Automation {
    try #require(try await world.traces.automation(id, in: .alice))
  }

  @Test(arguments: [nil, "", "  \n", "\u{200B}\u{AD}", "\u{202E}"] as [String?])
  func `one of which nothing is seen is called after what it does`(name: String?) async throws {
    let id = try await world.save(name)
    #expect(try await automation(id).displayName == "note")
    #expect(try await automation(id).name == (name?.isEmpty == true ? nil : name))
  }

  @Test func `it changes with what it does, and gives way to a name`() async throws {
    let id = try await world.save(nil)
    let mail: JSON = [["event": "tool_call", "tool": "mail", "params": ["to": "ann@x.org"]]]
    for change in [
      try TraceChange(name: nil, traceData: mail), try TraceChange(name: "Mail", traceData: nil),
      try TraceChange(name: "", traceData: nil),
    ] {
      #expect(try await world.traces.update(id, change, at: .morning, in: .alice))
    }
    #expect(try await automation(id).displayName == "mail to ann@x.org")
    _ = try await world.traces.upsert(
      try World.trace(Identifier.random(), nil, [["event": "completion"]]))
    #expect(try await automation(id).displayName == "Trace without a tool call")
  }

  @Test func `those of an older program are called so a few at a time`() async throws {
    var ids: [String] = []
    for number in 0..<Limits.namedAtOnce.traces + 1 {
      ids.append(try await world.save(nil, thread: "t-\(number)"))
    }
    try world.folder.change("UPDATE automations SET default_name = NULL")
    #expect(try await automation(ids[0]).displayName == "1 tool call")
    let first = try await world.traces.nameTraces(after: nil)
    let second = try await world.traces.nameTraces(after: first.last)
    #expect([first.last, second.last].compactMap(\.self) == Array(ids.sorted().suffix(2)))
    for id in ids { #expect(try await automation(id).displayName == "note") }
    for last in [nil, second.last] {
      #expect(try await world.traces.nameTraces(after: last).last == nil)
    }
  }

  @Test func `one that cannot be read has a name too`() async throws {
    let id = try await world.save(nil)
    try world.folder.change(
      "UPDATE automations SET default_name = NULL; UPDATE automation_traces SET trace_data = 'x'")
    #expect(try await world.traces.nameTraces(after: nil).failures.isEmpty)
    #expect(try await automation(id).displayName == "Empty trace")
  }

  @Test func `one whose row is damaged is told, and keeps no other from its name`() async throws {
    var ids: [String] = []
    for number in 0..<3 { ids.append(try await world.save(nil, thread: "t-\(number)")) }
    ids.sort()
    // No statement leaves bytes in a column of texts.
    try world.folder.change(
      """
      UPDATE automations SET default_name = NULL;
      ALTER TABLE automation_traces RENAME COLUMN trace_data TO whole_data;
      ALTER TABLE automation_traces ADD COLUMN trace_data ANY;
      UPDATE automation_traces
        SET trace_data = CASE id WHEN '\(ids[0])' THEN x'00' ELSE whole_data END
      """)
    let naming = try await world.traces.nameTraces(after: nil)
    #expect(naming.failures.map(\.traceID) == [ids[0]])
    #expect(naming.last == ids[2])
    #expect(try await world.traces.nameTraces(after: naming.last).last == nil)
    #expect(
      try await [automation(ids[0]), automation(ids[1]), automation(ids[2])].map(\.displayName)
        == ["1 tool call", "note", "note"])
  }
}
