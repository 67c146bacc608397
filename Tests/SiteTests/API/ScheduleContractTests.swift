import HTTPTypes
import OrderedJSON
import Scheduling
import Testing

/// What the contract says of schedules.
@Suite struct ScheduleContractTests {
  private static let operations = ["/automation/deploy", "/automation/schedule/preview"]

  @Test(arguments: operations)
  func `every key that a configuration may have is described, and no other`(path: String)
    async throws
  {
    let members = try await config(path)["properties"]?.members ?? []
    #expect(Set(members.map(\.key)) == ScheduleInput.configKeys)
    #expect(members.allSatisfy { $0.value["description"]?.text?.isEmpty == false })
  }

  @Test(arguments: [
    (["policies", "missed"], "skip", "must be one of once, skip, all"),
    (["dst", "gap"], "shift", "write one of after, skip, shift"),
    (["short_month"], "skip", "write one of last_day, skip"),
  ])
  func `the choices of the contract are those that are taken`(
    path: [String], taken: String, refusal: String
  ) async throws {
    var schema: JSON? = try await config("/automation/deploy")
    for key in path { schema = Self.value(schema?["properties"]?[key]) }
    let choices = (schema?["enum"]?.elements ?? []).compactMap(\.text)
    #expect(choices.contains(taken))
    #expect(refusal.hasSuffix(choices.joined(separator: ", ")))
    let world = try await World()
    let token = try await world.token(of: "alice")
    for choice in choices + ["nonsense"] {
      let config = path.reversed().reduce(JSON.string(choice)) { [$1: $0] }
      let reply = try await world.call(
        .post, "/automation/schedule/preview", token: token,
        ["schedule_type": "monthly", "schedule_time": "09:00", "schedule_config": config])
      let isTaken = choice != "nonsense"
      #expect(reply.status == (isTaken ? 200 : 422), "\(choice): \(reply.text)")
      #expect(reply.text.contains(refusal) != isTaken)
    }
  }

  private func config(_ path: String) async throws -> JSON {
    let contract = try #require(try await World().send(.get, "/openapi.json").json)
    let body = contract["paths"]?[path]?["post"]?["requestBody"]?["content"]
    let fields = body?["application/json"]?["schema"]?["properties"]
    return try #require(Self.value(fields?["schedule_config"]))
  }

  /// A schema without the `null` beside it.
  private static func value(_ schema: JSON?) -> JSON? {
    schema?["anyOf"]?.elements?.first ?? schema
  }
}
