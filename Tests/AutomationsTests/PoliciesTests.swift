import Automations
import OrderedJSON
import Testing

@Suite struct PoliciesTests {
  @Test(arguments: [nil, JSON.null, ["timezone": "UTC"], ["policies": nil], ["policies": [:]]])
  func `what is not said has its default`(config: JSON?) throws {
    let policies = try Policies(config: config)
    #expect(policies == Policies())
    #expect(policies.missed == .once)
    #expect(policies.overlap == .skip)
    #expect(policies.graceSeconds == 60)
    #expect(policies.catchUpDays == 7)
    #expect(policies.attempts == 3)
    #expect(policies.openAfter == 3)
    #expect(policies.spreadSeconds == 0)
  }

  @Test func `reads all that is said, and reads back what it keeps`() throws {
    let policies = try Policies(config: [
      "policies": [
        "missed": "all", "overlap": "queue", "grace_seconds": 0, "catch_up_days": 365,
        "attempts": 1, "open_after": 1000,
      ], "spread": 3600,
    ])
    #expect(policies.missed == .all)
    #expect(policies.overlap == .queue)
    #expect(policies.graceSeconds == 0)
    #expect(policies.catchUpDays == 365)
    #expect(policies.attempts == 1)
    #expect(policies.openAfter == 1000)
    #expect(policies.spreadSeconds == 3600)
    #expect(try Policies(config: policies.json) == policies)
  }

  @Test func `names every fault at its path`() throws {
    let config: JSON = [
      "policies": [
        "missed": "never", "overlap": 1, "grace_seconds": -1, "catch_up_days": .number("1.5"),
        "attempts": "3", "open_after": 0,
      ], "spread": 3601,
    ]
    let error = try #require(throws: Refusal.self) { try Policies(config: config) }
    guard case .invalid(let faults) = error else { return #expect(Bool(false), "\(error)") }
    #expect(
      faults.map { $0.path.joined(separator: ".") } == [
        "schedule_config.policies.missed", "schedule_config.policies.overlap",
        "schedule_config.policies.grace_seconds", "schedule_config.policies.catch_up_days",
        "schedule_config.policies.attempts", "schedule_config.policies.open_after",
        "schedule_config.spread",
      ])
    #expect(faults.map(\.kind) == [.value, .type, .value, .value, .type, .value, .value])
    #expect(faults.first?.message == "must be one of once, skip, all")
  }

  @Test func `policies that are no object are one fault`() throws {
    let error = try #require(throws: Refusal.self) { try Policies(config: ["policies": []]) }
    guard case .invalid(let faults) = error else { return #expect(Bool(false), "\(error)") }
    #expect(faults.map(\.path) == [["schedule_config", "policies"]])
  }

  @Test func `an unknown key is a notice`() {
    let notices = Policies.notices(config: ["policies": ["missed": "all", "retries": 9]])
    #expect(notices == ["Not known and ignored in schedule_config.policies: retries."])
    #expect(Policies.notices(config: ["policies": ["missed": "all"]]).isEmpty)
  }

  @Test func `spread puts an automation off always alike, and many evenly`() {
    var policies = Policies()
    #expect(policies.delay(of: "one") == 0)
    policies.spreadSeconds = 100
    #expect(policies.delay(of: "one") == policies.delay(of: "one"))
    let delays = (0..<10_000).map { policies.delay(of: "automation-\($0)") }
    #expect(delays.allSatisfy { (0...100_000).contains($0) })
    let parts = Dictionary(grouping: delays) { min($0 / 10_000, 9) }.mapValues(\.count)
    #expect(parts.count == 10)
    #expect(parts.values.allSatisfy { (800...1200).contains($0) })
  }
}
