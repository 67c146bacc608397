import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

@Suite struct TraceStoreTests {
  let world: World

  init() throws { world = try World() }

  @Test func `gives a trace back as it was saved, to the digit`() async throws {
    let data = try JSON(
      parsing: #"[{"z": 1.10, "a": 12345678901234567890, "z": -0.0, "é": "\u0001😀"}, {}]"#)
    let id = try await world.save("Größe", provider: "desk", thread: "t-1", data)
    let trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.traceData == data)
    let summary = trace.automation
    #expect(summary.id == id)
    #expect(summary.userID == "alice")
    #expect(summary.origin.providerID == "desk")
    #expect(summary.origin.threadID == "t-1")
    #expect(summary.name == "Größe")
    #expect(summary.origin.entryCount == 2)
    #expect(summary.origin.stepCount == 0)
    #expect(summary.status == .draft)
    #expect(summary.schedule == nil)
    #expect(summary.version == nil)
    #expect(!summary.changedSinceDeployed)
    #expect(summary.nextRunAt == nil)
    #expect(summary.lastRun == nil)
    #expect(summary.deployedAt == nil)
    #expect(summary.createdAt == .morning)
    #expect(summary.updatedAt == .morning)
  }

  @Test func `counts entries and steps`() async throws {
    let id = try await world.save()
    let summary = try #require(try await world.traces.automation(id, in: .alice))
    #expect(summary.origin.entryCount == 3)
    #expect(summary.origin.stepCount == 1)
  }

  @Test func `keeps milliseconds`() async throws {
    let time = Instant.morning.advanced(byMilliseconds: 7)
    let id = try await world.save(at: time)
    #expect(try await world.traces.automation(id, in: .alice)?.createdAt == time)
  }

  @Test func `keeps a trace of eight megabytes and of ten thousand entries`() async throws {
    let text = JSON.string(String(repeating: "x", count: 800))
    let data = JSON.array(Array(repeating: ["event": "note", "text": text], count: 10_000))
    let id = try await world.save(nil, data)
    let trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.traceData == data)
    #expect(trace.automation.origin.entryCount == 10_000)
    #expect(trace.automation.name == nil)
  }

  @Test func `updates name and entries, each alone`() async throws {
    let id = try await world.save("Old", at: .morning)
    let later = Instant.morning.advanced(bySeconds: 5)
    let rename = try TraceChange(name: "New", traceData: nil)
    #expect(try await world.traces.update(id, rename, at: later, in: .alice))
    var trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.automation.name == "New")
    #expect(trace.traceData == World.entries)
    #expect(trace.automation.createdAt == .morning)
    #expect(trace.automation.updatedAt == later)

    let empty = try TraceChange(name: nil, traceData: [])
    #expect(try await world.traces.update(id, empty, at: later, in: .alice))
    trace = try #require(try await world.traces.trace(id, in: .alice))
    #expect(trace.automation.name == "New")
    #expect(trace.traceData == [])
    #expect(trace.automation.origin.entryCount == 0)
    #expect(trace.automation.origin.stepCount == 0)
  }

  @Test func `a revision is as often as the entries became others`() async throws {
    let id = try await world.save()
    let changes: [(TraceChange, Int)] = [
      (try TraceChange(name: "New", traceData: nil), 1),
      (try TraceChange(name: nil, traceData: World.entries), 1),
      (try TraceChange(name: nil, traceData: []), 2),
      (try TraceChange(name: nil, traceData: World.entries), 3),
    ]
    for (change, revision) in changes {
      #expect(try await world.traces.update(id, change, at: .morning, in: .alice))
      #expect(try await world.traces.automation(id, in: .alice)?.workflowRevision == revision)
    }
    _ = try await world.traces.upsert(try World.trace("other", "Weekly status", [[:]]))
    #expect(try await world.traces.automation(id, in: .alice)?.workflowRevision == 4)
  }

  @Test func `an empty name takes the name away`() async throws {
    let id = try await world.save("Old")
    let change = try TraceChange(name: "", traceData: nil)
    #expect(try await world.traces.update(id, change, at: .morning, in: .alice))
    let summary = try #require(try await world.traces.automation(id, in: .alice))
    #expect(summary.name == nil)
  }

  @Test func `overwrites no other name than was seen`() async throws {
    let id = try await world.save(nil)
    for (name, seen, isDone) in [
      ("One", "Other", false), ("One", "", true), ("Two", "", false), ("Two", "One", true),
    ] {
      let change = try TraceChange(name: name, traceData: nil, seenName: seen)
      #expect(
        try await world.traces.update(id, change, at: .morning, in: .alice) == isDone)
      if isDone { #expect(try await world.traces.automation(id, in: .alice)?.name == name) }
    }
  }

  @Test func `says that what is not there is not there`() async throws {
    let change = try TraceChange(name: "New", traceData: nil)
    #expect(try await world.traces.trace("nobody's", in: .everybody) == nil)
    #expect(try await world.traces.automation("nobody's", in: .everybody) == nil)
    #expect(try await world.traces.newestTrace(ofThread: "none", in: .everybody) == nil)
    #expect(try await !world.traces.update("nobody's", change, at: .morning, in: .everybody))
    #expect(try await world.traces.delete("nobody's", at: .morning, in: .everybody) == nil)
  }

  @Test func `deletes`() async throws {
    let id = try await world.save()
    #expect(try await world.traces.delete(id, at: .morning, in: .alice) != nil)
    #expect(try await world.traces.automation(id, in: .everybody) == nil)
    #expect(try await world.traces.delete(id, at: .morning, in: .alice) == nil)
  }

  @Test func `what is hostile as SQL is text`() async throws {
    let name = "'; DROP TABLE automation_traces; --"
    let id = try await world.save(name, thread: name)
    #expect(try await world.traces.newestTrace(ofThread: name, in: .alice)?.automation.id == id)
    #expect(try await world.traces.automation(id, in: .alice)?.name == name)
  }
}
