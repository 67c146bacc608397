import Automations
import HTTPTypes
import OrderedJSON
import Site
import TestSupport
import Testing

/// Of what people are told, and where, as programs say it.
@Suite struct NotificationTests {
  private let world: World
  private let token: String
  private let path = "/automation/notifications"
  private let slack = "https://hooks.slack.example/services/T0/correct-horse-battery"

  init() async throws {
    world = try await World()
    token = try await world.token(of: "alice")
  }

  @Test func `settings are answered as they were said, but for what is secret`() async throws {
    let before = try await world.call(.get, path, token: token).json
    #expect(before?["channels"] == [] && before?["deliveries"] == [])
    #expect(before?["events"]?.members?.map(\.key) == NotificationEvent.allCases.map(\.rawValue))
    #expect(before?["events"]?.members?.allSatisfy { $0.value == true } == true)

    let said = try await world.call(
      .put, path, token: token,
      [
        "channels": [
          ["kind": "slack", "to": .string(slack)], ["kind": "mail", "to": "alice@example.com"],
        ],
        "events": ["runs_missed": false],
      ])
    #expect(said.status == 200 && !said.text.contains("correct-horse"))
    let channels = try #require(said.json?["channels"]?.elements)
    #expect(
      channels.map { $0["to"] } == [
        "https://hooks.slack.example/[secret …tery]", "alice@example.com",
      ])
    #expect(channels.map { $0["confirmed"] } == [true, false])
    #expect(said.json?["events"]?["runs_missed"] == false)
    #expect(said.json?["events"]?["run_failed"] == true)
    let asked = try #require(said.json?["deliveries"]?.elements?.first)
    #expect(asked["event"] == "confirmation" && asked["outcome"]?.isNull == true)
    #expect(asked["to"] == "alice@example.com" && asked["attempts"] == 0)

    // Sent back as it was answered, nothing becomes other.
    let again = try await world.call(.put, path, token: token, said.json)
    #expect(again.json == said.json)
    #expect(try await world.call(.get, path, token: token).json == said.json)
  }

  @Test func `every fault is told at its place`() async throws {
    let refused = try await world.call(
      .put, path, token: token,
      [
        "channels": [
          ["kind": "pigeon", "to": "x"], ["to": 7], "mail", ["kind": "mail", "to": "a", "id": "x"],
        ],
        "events": ["storm": true, "recovered": "yes"],
      ])
    #expect(refused.status == 422)
    let places = (refused.json?["detail"]?.elements ?? []).compactMap { $0["loc"] }
    #expect(
      Set(places) == [
        ["body", "channels", 0, "kind"], ["body", "channels", 1, "kind"],
        ["body", "channels", 1, "to"], ["body", "channels", 2],
        ["body", "events", "storm"], ["body", "events", "recovered"],
      ])
    let other = try await world.call(
      .put, path, token: token,
      ["channels": [["kind": "mail", "to": "a", "id": "x"], ["kind": "mail", "to": "a"]]])
    #expect(
      other.json?["detail"]?.elements?.compactMap { $0["loc"] } == [
        ["body", "channels", 0, "id"], ["body", "channels", 1, "to"],
      ])
  }

  @Test func `a test is on its way, and one automation may have its own`() async throws {
    let said = try await world.call(
      .put, path, token: token, ["channels": [["kind": "slack", "to": .string(slack)]]])
    let id = try #require(said.json?["channels"]?.elements?.first?["id"]?.text)
    let tested = try await world.call(.post, "\(path)/\(id)/test", token: token)
    #expect(tested.status == 202)
    let deliveries = try await world.call(.get, path, token: token).json?["deliveries"]?.elements
    #expect(deliveries?.first?["id"] == tested.json?["delivery_id"])
    #expect(deliveries?.first?["event"] == "test")

    let trace = try await world.save()
    let own = "/automation/traces/\(trace)/notifications"
    let nothing: JSON = ["success": true, "channels": nil, "events": nil]
    #expect(try await world.call(.get, own, token: token).json == nothing)
    let choice = try await world.call(
      .put, own, token: token,
      ["channels": [.string(id)], "events": ["run_failed": false, "recovered": false]])
    #expect(choice.json?["channels"] == [.string(id)])
    #expect(choice.json?["events"]?["run_failed"] == false)
    #expect(choice.json?["events"]?["circuit_opened"] == true)
    #expect(try await world.call(.get, own, token: token).json == choice.json)
    #expect(try await world.call(.put, own, token: token, [:]).json == nothing)
    let strange = try await world.call(.put, own, token: token, ["channels": ["other"]])
    #expect(strange.status == 422)
    let many = JSON.array(Array(repeating: .string(id), count: Limits.channelsOfPerson + 1))
    let tooMany = try await world.call(.put, own, token: token, ["channels": many])
    #expect(tooMany.status == 422)
    #expect(tooMany.json?["detail"]?.elements?.first?["loc"] == ["body", "channels"])
  }
}
