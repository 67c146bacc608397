import Automations
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// What a program is told of the next run while everything is paused.
@Suite struct NextRunTests {
  @Test(
    arguments: [
      (nil, nil), ("2026-11-25T09:00:00Z", "2026-11-25T09:00:00Z"),
      ("2026-11-25T09:00:01Z", nil),
    ] as [(until: String?, next: String?)])
  func `an instant that the pause of everything covers is no next run, in any answer`(
    until: String?, next: String?
  ) async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    try await world.deploy(id)
    try await world.services.pauses.begin(
      reason: "Stocktaking", until: until.flatMap(Instant.init(rfc3339:)), by: world.act(.alice))

    let deployed = try await world.call(
      .post, "/automation/deploy", token: token,
      [
        "trace_id": .string(id), "schedule_type": "weekly", "schedule_time": "09:00",
        "schedule_config": ["days": ["wednesday"], "timezone": "UTC"],
      ]
    ).json
    #expect(deployed?["next_run_at"] == JSON(next))
    let isHeld = deployed?["notices"]?.elements?.contains { notice in
      notice.text?.contains("it runs when that is over") == true
    }
    #expect(isHeld == (next == nil))

    for path in [id, "thread/thread-1"] {
      let trace = try await world.call(.get, "/automation/traces/\(path)", token: token).json
      #expect(trace?["trace"]?["next_run_at"] == JSON(next))
    }
  }

  @Test func `each row of a list minds its own owner's pause`() async throws {
    let world = try await World()
    let caller = Caller(userID: "bob", isAdministrator: false)
    try await world.deploy(try await world.save())
    try await world.deploy(try await world.save(of: caller), by: caller)
    let token = try await world.token(of: "admin")
    func next() async throws -> [JSON: JSON?] {
      let list = try await world.call(.get, "/automation/traces?user_id=*", token: token).json
      return Dictionary(
        (list?["traces"]?.elements ?? []).map { ($0["user_id"] ?? .null, $0["next_run_at"]) },
        uniquingKeysWith: { first, _ in first })
    }
    #expect(try await next() == ["alice": "2026-11-25T09:00:00Z", "bob": "2026-11-25T09:00:00Z"])
    try await world.services.pauses.begin(
      reason: "Stocktaking", until: nil, by: world.act(.alice))
    #expect(try await next() == ["alice": .null, "bob": "2026-11-25T09:00:00Z"])
  }
}
