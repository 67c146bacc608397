import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing

/// Secrets that stand in a `schedule_config`: they go into the vault before anything else is written.
@Suite struct ConfigSecretsTests {
  private let world: UseCaseWorld
  private let id: String

  init() async throws {
    world = try UseCaseWorld()
    id = try await world.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "thread", name: nil,
        traceData: [["event": "tool_call", "tool": "fetch", "params": ["url": "x"]]]),
      by: .alice)
  }

  @Test func `what is kept and read back names them, and the vault has them`() async throws {
    try await deploy(config("open-sesame-1"))
    #expect(try await read() == config("[secret token]"))
    #expect(try await secrets() == ["token": "open-sesame-1"])
    #expect(try !world.holds("open-sesame-1") && world.holds("hook.example"))
    let version = try await world.deployments.deployed(id, for: .alice)?.version
    #expect(version?.schedule.config == config("[secret token]"))
  }

  @Test func `what was read back and is sent back keeps the secret where it stood`() async throws {
    try await deploy(config("open-sesame-1"))
    let back = try #require(try await read())
    for _ in 0..<2 {
      try await deploy(.object((back.members ?? []) + [JSON.Member("mine", "[secret token]")]))
    }
    #expect(try await secrets() == ["token": "open-sesame-1"])
    let kept = try #require(try await world.database.keptConfig(of: id, in: .everybody))
    #expect(kept.json?["mine"] == "[secret token]")
    #expect(kept.json?["hook"]?["token"] != "[secret token]")
  }

  @Test func `such a text in a first deployment is literal`() async throws {
    try await deploy(config("[secret token]"))
    #expect(try await read() == config("[secret token]"))
    #expect(try await secrets().isEmpty)
    #expect(try await world.database.keptConfig(of: id, in: .everybody)?.mark == nil)
  }

  @Test func `another one gets another name, and one that stands nowhere is forgotten`()
    async throws
  {
    try await deploy(config("open-sesame-1"))
    try await deploy(config("open-sesame-2"))
    #expect(try await secrets() == ["token_2": "open-sesame-2"])
    try await deploy(["spread": 60])
    #expect(try await secrets().isEmpty)
    #expect(try await read() == ["spread": 60])
  }

  @Test func `those of the trace stay when it is saved anew, and all go with it`() async throws {
    try await deploy(config("open-sesame-1"))
    try await world.traces.update(
      id, try TraceChange(name: nil, traceData: [["event": "note", "text": "Hello"]]), by: .alice)
    #expect(try await secrets() == ["token": "open-sesame-1"])
    try await world.traces.delete(id, by: .alice)
    #expect(try await secrets().isEmpty)
  }

  @Test func `more than are kept are refused at their field`() async throws {
    let most = Limits.secretsOfTrace.count
    let many = (0...most).map { JSON.string("open-sesame-\($0)") }
    await #expect {
      try await deploy(["token": .array(many)])
    } throws: { error in
      guard case .invalid(let faults)? = error as? Refusal else { return false }
      return faults.map(\.path) == [["schedule_config"]]
    }
    #expect(try await world.traces.automation(id, for: .alice).version == nil)
  }

  private func config(_ token: String) -> JSON {
    ["hook": ["url": "https://hook.example", "token": .string(token)], "spread": 60]
  }

  private func deploy(_ config: JSON) async throws {
    _ = try await world.deployments.deploy(
      DeployRequest(
        traceID: id, schedule: StoredSchedule(type: "daily", time: "10:00", config: config),
        name: nil), by: .alice)
  }

  private func read() async throws -> JSON? {
    try await world.traces.automation(id, for: .alice).schedule?.read.config
  }

  private func secrets() async throws -> [String: String] {
    Dictionary(
      try await world.vault.comparable(in: .schedule(id), of: "alice").map { ($0.name, $0.text) }
    ) { one, _ in one }
  }
}
