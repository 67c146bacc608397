import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// What is over a bound is refused where it comes in, with its place and the bound; what an older
/// folder holds stays.
@Suite struct LimitTests {
  let world: UseCaseWorld

  init() throws { world = try UseCaseWorld() }

  @Test(arguments: [255, 256])
  func `a tool's name of more than 255 bytes is kept, and neither deployed nor run`(count: Int)
    async throws
  {
    let id = try await world.save("note", String(repeating: "é", count: count / 2) + "x")
    let deploy = try await refusal { try await self.deploy(id, World.daily) }
    let run = try await refusal { _ = try await world.runs.runNow(id, by: .alice) }
    let refused = count > 255 ? "entry 2" : nil
    for sentence in [deploy?.sentence, run?.sentence] {
      #expect(sentence.map { $0.contains("trace_id") } == refused.map { _ in true })
      #expect(sentence.map { $0.contains(refused ?? "") } == refused.map { _ in true })
    }
    #expect(try await world.database.trace(id, in: .everybody)?.automation.origin.stepCount == 2)
  }

  @Test func `a call that breaks a bound of what carries it out is not deployed, and kept`()
    async throws
  {
    let headers = JSON.object((0...Limits.requestHeaders).map { JSON.Member("X-\($0)", "v") })
    let call: JSON = ["url": "https://x.example/", "headers": headers]
    let id = try await world.save(calls: [("note", [:]), ("http_request", call)])
    let refused = try await refusal { try await self.deploy(id, World.daily) }
    #expect(
      faults(refused) == [
        Fault(
          ["trace_id"], "in step 2 the param headers must have at most 100 names; there are 101")
      ])
    #expect(try await world.database.automation(id, in: .everybody)?.status == .draft)
    // Nobody knows what will carry it out, and what takes it.
    let unbound = try await world.save(calls: [("ask", call)])
    try await deploy(unbound, World.daily)
  }

  @Test func `a configuration of 64 KiB is taken, one of a byte more is not, in a preview too`()
    async throws
  {
    let id = try await world.save("note")
    try await deploy(id, World.large(Limits.scheduleConfigBytes))
    let larger = World.large(Limits.scheduleConfigBytes + 1)
    let refused = try await refusal { try await self.deploy(id, larger) }
    #expect(faults(refused).map(\.path) == [["schedule_config"]])
    #expect(faults(refused).first?.message.contains("65536") == true)
    #expect(faults(refused).first?.kind == .tooLong)
    let preview = try await refusal {
      _ = try world.deployments.preview(larger, after: nil, count: 1)
    }
    #expect(faults(preview) == faults(refused))
    #expect(world.deployments.faults(of: larger) == faults(refused))
  }

  @Test(arguments: [
    (
      StoredSchedule(type: String(repeating: "x", count: 1001), time: nil, config: nil),
      "schedule_type"
    ),
    (
      StoredSchedule(type: "custom", time: String(repeating: "1 ", count: 501), config: nil),
      "schedule_time"
    ),
    (StoredSchedule(type: "custom", time: "every\0day", config: nil), "schedule_time"),
  ])
  func `the texts of a schedule have their bounds, too`(schedule: StoredSchedule, field: String) {
    #expect(world.deployments.faults(of: schedule).map(\.path) == [[field]])
  }

  @Test func `a trace has ten thousand entries at most, and says where a NUL is`() throws {
    func faults(_ data: JSON) -> [Fault] { TraceDraft.faults(of: data) }
    let many = JSON.array(Array(repeating: [:], count: Limits.traceEntries))
    #expect(faults(many).isEmpty)
    let more = JSON.array((many.elements ?? []) + [[:]])
    #expect(faults(more).map(\.path) == [["trace_data"]])
    #expect(faults(more).first?.message.contains("10000") == true)
    #expect(faults([["a": ["b", "c\0"]]]).map(\.path) == [["trace_data", "0", "a", "1"]])
  }

  @Test func `a workflow calls a thousand different tools, however often`() async throws {
    let tools = (0..<Limits.toolsOfWorkflow).map { ("t\($0)", JSON.null) }
    let many = try await world.save(calls: tools + tools)
    let more = try await world.save(calls: tools + [("one more", .null)])
    func deploy(_ id: String) async throws {
      _ = try await world.deployments.deploy(
        DeployRequest(
          traceID: id, schedule: StoredSchedule(type: "daily", time: "10:00", config: nil),
          name: nil),
        by: .alice)
    }
    try await deploy(many)
    let refused = faults(try await refusal { try await deploy(more) })
    #expect(refused.map(\.path) == [["trace_id"]])
    #expect(refused.first?.message.contains("1000 different tools; there are 1001") == true)
  }

  @Test func `a person binds a thousand tools, a hundred of them by patterns`() async throws {
    let bindings = world.bindings
    func bind(_ tool: String) async throws {
      try await bindings.put(
        Binding(tool: tool, to: .note), of: "alice", by: .alice)
    }
    for number in 0..<Limits.bindings.patterns { try await bind("p\(number)_*") }
    let pattern = try await refusal { try await bind("one_more_*") }
    #expect(faults(pattern).map(\.path) == [["tool"]])
    for number in 0..<Limits.bindings.all - Limits.bindings.patterns {
      try await bind("n\(number)")
    }
    let name = try await refusal { try await bind("one_more") }
    #expect(faults(name).first?.message.contains("1000") == true)
    try await bind("n0")
    try await bind("p0_*")
    let long = try await refusal { try await bind(String(repeating: "é", count: 128)) }
    #expect(faults(long).first?.message.contains("255 bytes") == true)
  }

  @Test func `what a server or a person wrote is cut where it becomes a reason`() {
    let words = String(repeating: "é", count: 5000)
    let reason = Reason(.stepFailed, words)
    #expect(reason.words.utf8.count <= Limits.recordedTextBytes)
    #expect(reason.words.hasSuffix("…") && reason.words.hasPrefix("éé"))
    let end = AttemptEnd(
      step: 1, number: 1, durationMilliseconds: 1, response: nil, error: words, outcome: .failed)
    #expect(end.error == reason.words)
    let notice = AutomationNotice(
      traceID: "t", at: Instant.morning, kind: .recovered, words: words)
    #expect(notice.words == reason.words)
    #expect(Reason(.stepFailed, "Short.").words == "Short.")
  }

  private func deploy(_ id: String, _ schedule: StoredSchedule) async throws {
    _ = try await world.deployments.deploy(
      DeployRequest(traceID: id, schedule: schedule, name: nil), by: .alice)
  }

  private func faults(_ refusal: Refusal?) -> [Fault] {
    if case .invalid(let faults)? = refusal { faults } else { [] }
  }

  private enum World {
    static let daily = StoredSchedule(type: "daily", time: "09:00", config: nil)

    /// A daily schedule whose configuration has so many bytes.
    static func large(_ count: Int) -> StoredSchedule {
      let rest = JSON.object([JSON.Member("x", "")]).bytes.count
      return StoredSchedule(
        type: "daily", time: "09:00",
        config: ["x": .string(String(repeating: "x", count: count - rest))])
    }
  }
}
