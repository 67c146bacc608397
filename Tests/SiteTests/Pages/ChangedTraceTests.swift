import Automations
import OrderedJSON
import Site
import TestSupport
import Testing

/// What the panel says of a trace that was saved anew after its deployment.
@Suite struct ChangedTraceTests {
  static let other = World.entries(params: ["text": "Other"])

  @Test(
    arguments: [
      (World.entries(), nil),
      (.array((World.entries().elements ?? []) + [["event": "completion"]]), nil),
      (other, ">deploy it again</a> to run what the trace says now."),
      ([], "of the trace no step is left that could be deployed."),
    ] as [(JSON, String?)])
  func `only other steps are told of`(entries: JSON, words: String?) async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    let panel = try await world.panel(id, afterSaving: entries)
    #expect(panel.contains("Its steps have changed since") == (words != nil))
    if let words { #expect(panel.contains("Version 1 stays as it was") && panel.contains(words)) }
  }

  @Test func `steps that are what they were are not called changed any more`() async throws {
    let world = try await World()
    let id = try await world.save()
    try await world.deploy(id)
    #expect(try await world.panel(id, afterSaving: Self.other).contains("have changed since"))
    #expect(try await !world.panel(id, afterSaving: World.entries()).contains("have changed since"))
  }
}

extension World {
  fileprivate func panel(_ id: String, afterSaving entries: JSON) async throws -> String {
    try await services.traces.update(
      id, try TraceChange(name: nil, traceData: entries), by: act(.alice))
    return try await browser(of: "alice").get("/traces/\(id)").text
  }
}
