import Automations
import OrderedJSON
import Scheduling
import TestSupport
import Testing

/// What versions rely on of the tools that they use.
@Suite struct ContractStoreTests {
  private let world: World

  init() throws { world = try World() }

  @Test func `a tool is pinned when a run sees it first, and held against that`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    #expect(try await hold(.note("a"), claim) == .holds)
    #expect(try await hold(.note("a"), claim) == .holds)
    #expect(try await hold(.note("b"), claim) == .differs(from: "\"a\""))
    #expect(try await changes(id).isEmpty)
    try await world.ledger.note(["It is new."], of: .note("b"), of: claim.key, at: .morning)
    #expect(
      try await changes(id) == [
        ChangedContract(
          tool: "note", connection: "local", remote: "note", words: ["It is new."], pin: "b",
          seenAt: .morning)
      ])
    #expect(try await world.deployments.changedContracts(of: id, in: .bob).isEmpty)
    #expect(try await world.deployments.changedContracts(of: id, in: .everybody).count == 1)
  }

  @Test func `what was pinned at deployment stays`() async throws {
    let id = try await world.planned()
    for pin in ["a", "b"] {
      try await world.deployments.pin([.note(pin)], of: id, version: 1, by: .alice)
    }
    // Nobody pins anything of somebody else's, or of a version that there is not.
    try await world.deployments.pin([.note("c", remote: "x")], of: id, version: 1, by: .bob)
    try await world.deployments.pin([.note("c")], of: id, version: 7, by: .alice)
    let claim = try #require(try await world.claim().first)
    #expect(try await hold(.note("a"), claim) == .holds)
  }

  @Test func `what was accepted is relied on, unless it became other again`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await hold(.note("a"), claim)
    try await world.ledger.note(["One."], of: .note("b"), of: claim.key, at: .morning)
    let seen = try await changes(id)
    let later = Instant.morning.advanced(bySeconds: 60)
    try await world.ledger.note(["Two."], of: .note("c"), of: claim.key, at: later)
    #expect(try await changes(id).first?.seenAt == .morning)
    #expect(try await world.deployments.accept(seen, of: id, by: .alice) == false)
    #expect(try await world.deployments.accept(changes(id), of: id, by: .bob) == nil)
    #expect(try await world.deployments.accept(changes(id), of: id, by: .alice) == true)
    #expect(try await changes(id).isEmpty)
    #expect(try await hold(.note("c"), claim) == .holds)
    #expect(try await hold(.note("a"), claim) == .differs(from: "\"c\""))
  }

  @Test func `of several none is accepted where one became other again`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    func other(_ pin: String) -> ToolContract {
      ToolContract(tool: "other", connection: "local", remote: "other", pin: pin, schema: nil)
    }
    for contract in [ToolContract.note("a"), other("a")] { _ = try await hold(contract, claim) }
    for contract in [ToolContract.note("b"), other("b")] {
      try await world.ledger.note(["One."], of: contract, of: claim.key, at: .morning)
    }
    let seen = try await changes(id)
    #expect(seen.map(\.tool) == ["note", "other"])
    try await world.ledger.note(["Two."], of: other("c"), of: claim.key, at: .morning)
    #expect(try await world.deployments.accept(seen, of: id, by: .alice) == false)
    #expect(try await changes(id).map(\.pin) == ["b", "c"])
    #expect(try await world.deployments.accept(changes(id), of: id, by: .alice) == true)
    #expect(try await changes(id).isEmpty)
  }

  @Test func `one that is again as it was needs nobody`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await hold(.note("a"), claim)
    try await world.ledger.note(["One."], of: .note("b"), of: claim.key, at: .morning)
    #expect(try await hold(.note("a"), claim) == .holds)
    #expect(try await changes(id).isEmpty)
  }

  @Test func `a tool that is bound to something else is pinned anew`() async throws {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await hold(.note("a"), claim)
    try await world.ledger.note(["One."], of: .note("b"), of: claim.key, at: .morning)
    #expect(try await hold(.note("b", remote: "other"), claim) == .holds)
    #expect(try await changes(id).isEmpty)
    #expect(try await hold(.note("c", remote: "other"), claim) == .differs(from: "\"b\""))
    #expect(try await hold(.note("c", connection: "mail"), claim) == .holds)
  }

  @Test func `another version relies on what it finds, and what is deleted leaves nothing`()
    async throws
  {
    let id = try await world.planned()
    let claim = try #require(try await world.claim().first)
    _ = try await hold(.note("a"), claim)
    try await world.ledger.note(["One."], of: .note("b"), of: claim.key, at: .morning)
    try await world.deploy(id)
    #expect(try await changes(id).isEmpty)
    // The run keeps the version that it began with.
    #expect(try await hold(.note("b"), claim) == .differs(from: "\"a\""))
    _ = try await world.traces.delete(id, at: .morning, in: .alice)
    #expect(try await hold(.note("b"), claim) == .holds)
  }

  @Test func `a schema that is too long is told apart, and no more`() async throws {
    let long = String(repeating: "x", count: Limits.contractBytes.each + 1)
    let contract = ToolContract(
      tool: "note", connection: "local", remote: "note", pin: "a", schema: long)
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    #expect(try await hold(contract, claim) == .holds)
    #expect(try await hold(.note("b"), claim) == .differs(from: nil))
  }

  @Test func `of many schemas no more is kept than of one version may be`() async throws {
    let long = String(repeating: "x", count: Limits.contractBytes.each)
    let most = Limits.contractBytes.all / Limits.contractBytes.each
    func tool(_ number: Int, _ pin: String) -> ToolContract {
      ToolContract(
        tool: "tool \(number)", connection: "local", remote: "tool", pin: pin, schema: long)
    }
    _ = try await world.planned()
    let claim = try #require(try await world.claim().first)
    for number in 0...most { #expect(try await hold(tool(number, "a"), claim) == .holds) }
    #expect(try await hold(tool(most - 1, "b"), claim) == .differs(from: long))
    #expect(try await hold(tool(most, "b"), claim) == .differs(from: nil))
  }

  private func hold(_ contract: ToolContract, _ claim: Claim) async throws -> ContractState {
    try await world.ledger.hold(contract, of: claim.key, at: .morning)
  }

  private func changes(_ id: String) async throws -> [ChangedContract] {
    try await world.deployments.changedContracts(of: id, in: .alice)
  }
}
