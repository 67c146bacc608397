import Automations
import OrderedJSON
import Scheduling
import Storage
import TestSupport
import Testing
import Workflows

/// Tools that are others than a version relies on, and who accepts them.
@Suite struct ContractUseCasesTests {
  private let world: UseCaseWorld
  private let mail = Connection.alices(
    "mail", .mcp(.http(url: "https://mail.example/", signIn: .none)))

  init() throws { world = try UseCaseWorld() }

  @Test func `what is accepted goes on, where nothing else had stopped it`() async throws {
    let id = try await blocked()
    #expect(try await status(of: id) == .failed)
    let changes = try await world.deployments.changedContracts(of: id, for: .alice)
    #expect(changes.map(\.words) == [["It is new."]])
    #expect(
      try await world.deployments.acceptContracts(["note"], of: id, by: .alice) == .deployed)
    #expect(try await status(of: id) == .deployed)
    #expect(try await world.deployments.changedContracts(of: id, for: .alice).isEmpty)
  }

  @Test func `an automation that was stopped before stays so`() async throws {
    let id = try await blocked(stoppingBefore: true)
    #expect(try await world.deployments.acceptContracts(["note"], of: id, by: .alice) == .failed)
  }

  @Test func `only what waits is accepted, by whoever may`() async throws {
    let id = try await blocked()
    for tools in [["other"], ["note", "other"], []] {
      let refused = try await refusal {
        _ = try await world.deployments.acceptContracts(tools, of: id, by: .alice)
      }
      guard case .conflict(let words)? = refused else {
        Issue.record("\(tools): \(String(describing: refused))")
        continue
      }
      #expect(words.hasSuffix("waits to be accepted are note"))
    }
    let bobs = try await refusal {
      _ = try await world.deployments.acceptContracts(["note"], of: id, by: .bob)
    }
    guard case .notFound(.trace)? = bobs else {
      Issue.record("\(String(describing: bobs))")
      return
    }
    #expect(try await status(of: id) == .failed)
  }

  @Test func `what became other again since somebody saw it is not accepted`() async throws {
    let id = try await blocked()
    let now = try #require(
      try await world.deployments.changedContracts(of: id, for: .alice).first)
    let before = ChangedContract(
      tool: now.tool, connection: now.connection, remote: now.remote, words: ["It was new."],
      pin: "before", seenAt: now.seenAt)
    for seen in [[before], []] {
      let refused = try await refusal {
        _ = try await world.deployments.acceptContracts(seen: seen, of: id, by: .alice)
      }
      guard case .conflict? = refused else {
        Issue.record("\(seen): \(String(describing: refused))")
        continue
      }
    }
    #expect(try await status(of: id) == .failed)
    #expect(
      try await world.deployments.acceptContracts(seen: [now], of: id, by: .alice) == .deployed)
  }

  @Test func `what is bound to something else by now has nothing to be accepted`() async throws {
    let id = try await blocked()
    let other = Binding(tool: "note", to: .appendRow)
    #expect(try await world.database.put(other, inPlaceOf: nil, of: "alice", by: .alice) == .kept)
    #expect(try await world.deployments.changedContracts(of: id, for: .alice).isEmpty)
  }

  @Test(.timeLimit(.minutes(20)))
  func `a tool that nobody has asked for yet is pinned after its version was deployed`()
    async throws
  {
    _ = try await bound()
    let id = try await world.save("note")
    try await world.deployAndPlan(id, adapters: [AskedTool()])
    try await waitForPin(of: id)
  }

  @Test(.timeLimit(.minutes(20)))
  func `a tool that was asked for longer ago is asked for anew when its version is deployed`()
    async throws
  {
    _ = try await bound()
    let id = try await world.save("note")
    try await world.deployAndPlan(id, adapters: [AskedTool(remembered: "old")])
    try await waitForPin(of: id)
  }

  @Test func `that a tool is known not to be there is told when its version is deployed`()
    async throws
  {
    _ = try await bound()
    let id = try await world.save("note")
    let receipt = try await world.deployments(adapters: [IdleTool(.mcp, tools: [])]).deploy(
      DeployRequest(
        traceID: id, schedule: StoredSchedule(type: "daily", time: "10:00", config: nil),
        name: nil), by: .alice)
    #expect(receipt.notices.contains("Step 1 (note): It has no tool note."))
  }

  @Test(.timeLimit(.minutes(20)))
  func `a tool that is bound once its version was deployed is pinned after that`() async throws {
    let id = try await world.save("note")
    try await world.deployAndPlan(id, adapters: [AskedTool()])
    let binding = try await bound()
    world.deployments(adapters: [AskedTool()]).pinTools(of: binding, for: "alice", by: .alice)
    try await waitForPin(of: id)
  }

  /// Binds Alice's notes to a server of hers.
  private func bound() async throws -> Binding {
    _ = try await world.database.insert(
      NewConnection(connection: mail, secrets: [], createdAt: .morning), by: .alice)
    let binding = Binding(tool: "note", connection: "mail")
    #expect(try await world.database.put(binding, inPlaceOf: nil, of: "alice", by: .alice) == .kept)
    return binding
  }

  /// Waits until an automation's version relies on what `AskedTool` tells.
  private func waitForPin(of id: String) async throws {
    let claim = try #require(try await world.claim().first)
    // Only beside a pin is anything noted.
    let other = ToolContract.note("b", connection: mail.id)
    while try await world.database.changedContracts(of: id, in: .alice).isEmpty {
      try await Task.sleep(for: .milliseconds(5))
      try await world.database.note(["It is new."], of: other, of: claim.key, at: .morning)
    }
    #expect(
      try await world.database.hold(other, of: claim.key, at: .morning)
        == .differs(from: "\"a\""))
  }

  /// An automation of Alice's whose tool became another one.
  private func blocked(stoppingBefore: Bool = false) async throws -> String {
    let id = try await world.save("note")
    try await world.deployAndPlan(id)
    let claim = try #require(try await world.claim().first)
    #expect(
      try await world.database.hold(.note("a"), of: claim.key, at: .morning) == .holds)
    if stoppingBefore {
      try await world.deployments.setStatus(of: id, to: .failed, by: .alice)
    }
    let later = Instant.morning.advanced(bySeconds: 1)
    try await world.database.note(["It is new."], of: .note("b"), of: claim.key, at: later)
    let end = RunEnd(
      outcome: .failed, reason: Reason(.stepFailed, "It is new."), isPermanent: true,
      isOfChangedContract: true)
    #expect(try await world.database.finish(claim.key, end, at: later) != nil)
    return id
  }

  private func status(of id: String) async throws -> DeploymentStatus? {
    try await world.database.automation(id, in: .alice)?.status
  }
}

/// A tool of a server that nobody has asked yet.
private struct AskedTool: ToolAdapter {
  let kind = AdapterKind.mcp
  /// The pin of what it took longer ago; `nil`: nobody knows.
  var remembered: String?

  func effect(of call: ToolCall, bound: Effect?) -> Effect { bound ?? .once }
  func request(for call: ToolCall) -> JSON { call.params }
  func perform(_ call: ToolCall) async -> ToolResult {
    .failed("It is not called.", response: nil, retry: .never)
  }
  func contract(
    of tool: BoundTool, for userID: String, within seconds: Int?,
    since time: ContinuousClock.Instant?
  ) async -> ToldContract {
    func note(_ pin: String) -> ToolContract {
      .note(pin, remote: tool.remote, connection: tool.connection.id)
    }
    guard seconds == nil else { return .takes(note("a")) }
    return remembered.map { ToldContract.took(note($0)) } ?? .unknown
  }
}
