import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

@Suite struct BindingUseCasesTests {
  let world: UseCaseWorld
  private let http = Binding.http("weather_*")
  private let weather = Workflow(
    steps: [
      Workflow.Step(tool: "note", params: ["text": "x"]),
      Workflow.Step(tool: "weather_api", params: ["city": "Oslo"]),
    ])
  private let obstacle =
    "http cannot carry the recorded call out: it lacks url; it has city."

  init() throws { world = try UseCaseWorld() }

  @Test func `a binding that cannot carry the recorded calls out is refused in words`()
    async throws
  {
    let refused = try await refusal {
      try await world.bindings.put(http, of: "alice", carryingOut: weather, by: .alice)
    }
    guard case .invalid(let faults)? = refused else {
      Issue.record("not refused: \(String(describing: refused))")
      return
    }
    #expect(faults == [Fault(["adapter"], "Step 2: \(obstacle)")])
    #expect(try await world.bindings.bindings(of: "alice").binding(of: "weather_api") == nil)
  }

  @Test func `of calls that nobody names it is kept, and says what it cannot carry out`()
    async throws
  {
    for caller in ["alice", "bob"] {
      try await world.save(calls: [("weather_api", ["city": "Oslo"])], of: caller)
    }
    try await world.save(calls: [("send_gmail", ["city": "Oslo"])])
    try await world.bindings.put(http, of: "alice", by: .alice)
    #expect(
      try await world.bindings.notices(of: http, for: "alice") == [
        "Step 1 (weather_api): \(obstacle)",
        "Step 1 (weather_api): city is left away: http takes method, url, headers, query and body.",
      ])
    let note = Binding(tool: "weather_api", to: .note)
    try await world.bindings.put(note, of: "alice", by: .alice)
    // The more precise one carries the call out now.
    #expect(try await world.bindings.notices(of: http, for: "alice").isEmpty)
  }

  @Test func `a name is not bound to what can carry out none of its recorded calls`() async throws {
    let binding = Binding.http("weather_api")
    func faults() async throws -> [Fault] {
      let refused = try await refusal {
        try await world.bindings.put(binding, of: "alice", by: .alice)
      }
      if case .invalid(let faults)? = refused { return faults } else { return [] }
    }
    // Nothing is known of a tool that nobody called.
    #expect(try await faults().isEmpty)
    try await world.save(calls: [("weather_api", ["city": "Oslo"]), ("weather", ["url": "x"])])
    #expect(try await faults() == [Fault(["adapter"], obstacle)])
    try await world.save(
      calls: [("weather_api", ["url": "https://weather.example/oslo"])], of: "bob")
    #expect(try await faults().count == 1)
    // Where some calls fit, the others are told of.
    try await world.save(calls: [("weather_api", ["url": "https://weather.example/oslo"])])
    #expect(try await faults().isEmpty)
    #expect(
      try await world.bindings.notices(of: binding, for: "alice").contains(
        "Step 1 (weather_api): \(obstacle)"))
  }

  @Test func `another binding than was seen is not replaced`() async throws {
    let (note, mail) = (
      Binding(tool: "launch", to: .note), Binding(tool: "launch", to: .sendEmail)
    )
    try await world.bindings.put(note, of: "alice", seen: SeenBinding(nil), by: .alice)
    let seen = SeenBinding(try await world.bindings.bindings(of: "alice").own("launch"))
    #expect(seen.binding == note)
    let refused = try await refusal {
      try await world.bindings.put(mail, of: "alice", seen: SeenBinding(nil), by: .alice)
    }
    guard case .conflict? = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(try await world.bindings.bindings(of: "alice").own("launch") == note)
    try await world.bindings.put(mail, of: "alice", seen: seen, by: .alice)
    // Who does not say what was seen binds it all the same.
    try await world.bindings.put(note, of: "alice", by: .alice)
    #expect(try await world.bindings.bindings(of: "alice").own("launch") == note)
  }

  @Test func `as many traces are looked through as are not too long together`() async throws {
    let long = JSON.string(String(repeating: "x", count: 600_000))
    for _ in 0..<2 { try await world.save(calls: [("weather_api", ["city": long])]) }
    try await world.save(calls: [("weather_api", ["place": "Oslo"])])
    let found = try await world.database.newestRecordings(of: "alice", bytes: 1 << 20)
    #expect(found.count == 2)
    #expect(try await world.database.newestRecordings(of: "alice", bytes: 10).isEmpty)
  }

  @Test func `deploying tells what is left away and what cannot be carried out`() async throws {
    try await world.bindings.put(http, of: "alice", by: .alice)
    let id = try await world.save(calls: [
      ("weather_api", ["city": "Oslo"]),
      ("send_email", ["to": "a@b", "body": "x", "attachments": []]),
    ])
    let receipt = try await world.deployments.deploy(
      DeployRequest(
        traceID: id, schedule: StoredSchedule(type: "daily", time: "10:00", config: nil), name: nil),
      by: .alice)
    #expect(receipt.notices.contains("Step 1 (weather_api): \(obstacle)"))
    #expect(
      receipt.notices.contains { $0.hasPrefix("Step 2 (send_email): attachments is left away") })
  }
}
