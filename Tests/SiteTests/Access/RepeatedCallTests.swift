import Automations
import Foundation
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

/// Repeating a call that carries a key.
@Suite struct RepeatedCallTests {
  private static let trace: JSON = [
    "provider_id": "desk", "thread_id": "thread-1", "trace_data": [["event": "completion"]],
  ]

  @Test func `a repeated call answers as the first did and does nothing twice`() async throws {
    let world = try await World()
    let first = try await world.post("/automation/traces", Self.trace, key: "a")
    let second = try await world.post("/automation/traces", Self.trace, key: "a")
    #expect(first.status == 201)
    #expect(second.status == 201 && second.body == first.body)
    #expect(second.headers[.contentType] == first.headers[.contentType])
    #expect(try await world.count(of: .alice) == 1)
  }

  @Test func `an answer that was given before says so, and of when it is`() async throws {
    let world = try await World()
    let replayed = try #require(HTTPField.Name("Idempotent-Replayed"))
    let date = try #require(HTTPField.Name("Idempotent-Date"))
    let first = try await world.post("/automation/traces", Self.trace, key: "a")
    #expect(first.headers[replayed] == nil && first.headers[date] == nil)
    world.clock.advance(seconds: 3723)
    let second = try await world.post("/automation/traces", Self.trace, key: "a")
    #expect(second.headers[replayed] == "true")
    #expect(second.headers[date] == "Tue, 24 Nov 2026 08:30:00 GMT")
    let document = try await world.call(.get, "/openapi.json", token: nil).json
    let save = document?["paths"]?["/automation/traces"]?["post"]?["responses"]?["201"]
    #expect(save?["headers"]?["Idempotent-Replayed"] != nil)
    #expect(save?["headers"]?["Idempotent-Date"] != nil)
  }

  @Test func `a pause that is over is not told of as one that is`() async throws {
    let world = try await World()
    let replayed = try #require(HTTPField.Name("Idempotent-Replayed"))
    let pause: JSON = ["reason": "Stocktaking"]
    let token = try await world.token(of: "alice")
    #expect(try await world.post("/automation/pause", pause, key: "a").status == 200)
    let same = try await world.post("/automation/pause", pause, key: "a")
    #expect(same.status == 200 && same.headers[replayed] == "true")
    #expect(try await world.call(.delete, "/automation/pause", token: token).status == 200)
    let over = try await world.post("/automation/pause", pause, key: "a")
    #expect(over.status == 409 && over.headers[replayed] == nil)
    #expect(
      over.json?["detail"]?.text
        == "This was done on Tue, 24 Nov 2026 08:30:00 GMT, and what was answered is not so any more; "
        + "to do it again, use a new Idempotency-Key")
    // Nor where another one has begun since.
    world.clock.advance(seconds: 1)
    #expect(try await world.post("/automation/pause", pause, key: "b").status == 200)
    #expect(try await world.post("/automation/pause", pause, key: "a").status == 409)
    // What was refused is refused.
    let wrong: JSON = ["reason": ""]
    #expect(try await world.post("/automation/pause", wrong, key: "c").status == 422)
    #expect(try await world.post("/automation/pause", wrong, key: "c").status == 422)
  }

  @Test func `nor is a deployment that another one took the place of, or the pause of everything`()
    async throws
  {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    func deploy(_ time: String, key: String) async throws -> World.Reply {
      try await world.post(
        "/automation/deploy",
        ["trace_id": .string(id), "schedule_type": "daily", "schedule_time": .string(time)],
        key: key)
    }
    #expect(try await deploy("09:00", key: "a").status == 200)
    #expect(try await deploy("10:00", key: "b").status == 200)
    #expect(try await deploy("09:00", key: "a").status == 409)
    #expect(try await deploy("10:00", key: "b").status == 200)
    #expect(
      try await world.call(.post, "/automation/pause", token: token, ["reason": "x"]).status == 200)
    #expect(try await deploy("10:00", key: "b").status == 409)
    let paused = try await deploy("11:00", key: "c")
    #expect(paused.status == 200 && paused.json?["next_run_at"] == .null)
    #expect(try await deploy("11:00", key: "c").status == 200)
    #expect(try await world.call(.delete, "/automation/pause", token: token).status == 200)
    #expect(try await deploy("11:00", key: "c").status == 409)
  }

  @Test func `nor is a deployment that was paused or deleted`() async throws {
    let world = try await World()
    let id = try await world.save()
    let token = try await world.token(of: "alice")
    let daily: JSON = [
      "trace_id": .string(id), "schedule_type": "daily", "schedule_time": "09:00",
    ]
    func deploy() async throws -> Int {
      try await world.post("/automation/deploy", daily, key: "a").status
    }
    #expect(try await deploy() == 200)
    #expect(try await deploy() == 200)
    try await world.setStatus(id, .paused)
    #expect(try await deploy() == 409)
    try await world.setStatus(id, .deployed)
    #expect(try await deploy() == 200)
    let path = "/automation/traces/\(id)"
    #expect(try await world.call(.delete, path, token: token).status == 200)
    #expect(try await deploy() == 409)
  }

  @Test func `a refusal is repeated too`() async throws {
    let world = try await World()
    let first = try await world.post("/automation/traces", ["provider_id": 7], key: "a")
    let second = try await world.post("/automation/traces", ["provider_id": 7], key: "a")
    #expect(first.status == 422 && second.status == 422 && second.body == first.body)
  }

  @Test func `another body under the same key is refused and says so`() async throws {
    let world = try await World()
    _ = try await world.post("/automation/traces", Self.trace, key: "a")
    let other = try await world.post(
      "/automation/traces", ["provider_id": "desk", "thread_id": "t", "trace_data": []], key: "a")
    #expect(other.status == 422)
    #expect(other.text.contains("another body"))
    #expect(try await world.count(of: .alice) == 1)
  }

  @Test func `keys of other people, other routes and other days are other keys`() async throws {
    let world = try await World()
    let id = try await world.save()
    let path = "/automation/traces/\(id)/runs"
    let runs = [
      try await world.post(path, nil, key: "a"),
      try await world.post("/automation/traces", Self.trace, key: "a"),
      try await world.post("/automation/traces", Self.trace, key: "a", by: "bob"),
    ]
    #expect(runs.map(\.status) == [202, 201, 201])
    world.clock.advance(seconds: 24 * 3600 + 1)
    #expect(try await world.post(path, nil, key: "b").status == 202)
    #expect(try await world.post(path, nil, key: "a").status == 202)
  }

  @Test func `a key used again for other data after a day saves that data`() async throws {
    let world = try await World()
    let first = try await world.post("/automation/traces", Self.trace, key: "nightly")
    world.clock.advance(seconds: 25 * 3600)
    let other: JSON = ["provider_id": "desk", "thread_id": "t", "trace_data": [["event": "plan"]]]
    let second = try await world.post("/automation/traces", other, key: "nightly")
    #expect(second.status == 201 && first.json?["trace_id"] != second.json?["trace_id"])
    #expect(try await world.count(of: .alice) == 2)
  }

  @Test func `the same call with the same key on another day is another one`() async throws {
    let world = try await World()
    let id = try await world.save()
    let path = "/automation/traces/\(id)/runs"
    let first = try await world.post(path, nil, key: "nightly")
    world.clock.advance(seconds: 25 * 3600)
    let second = try await world.post(path, nil, key: "nightly")
    #expect(second.status == 202 && first.json?["run_id"] != second.json?["run_id"])
    let runs = try await world.services.runs.runs(of: id, Window(), for: .alice)
    #expect(runs.total == 2)
  }

  @Test func `an answer that settled nothing is not kept`() async throws {
    let world = try await World()
    let id = try await world.save(of: .bob)
    let other: JSON = [
      "user_id": "bob", "provider_id": "desk", "thread_id": "t", "trace_data": [],
    ]
    #expect(try await world.post("/automation/traces", other, key: "a").status == 403)
    // A refusal of what may be allowed by now would differ from another body, were it kept.
    #expect(try await world.post("/automation/traces", Self.trace, key: "a").status == 201)
    // What is not there is settled.
    let path = "/automation/traces/\(id)/runs"
    #expect(try await world.post(path, nil, key: "b").status == 404)
    #expect(try await world.post(path, [:], key: "b").status == 422)
  }

  @Test func `what was done or refused settles a call, who asks and how often does not`() {
    for code in [200, 201, 202, 204, 400, 404, 405, 409, 415, 422] {
      #expect(HTTPResponse.Status(code: code).isSettled, "\(code)")
    }
    for code in [401, 403, 408, 413, 425, 429, 500, 503, 507] {
      #expect(!HTTPResponse.Status(code: code).isSettled, "\(code)")
    }
  }

  @Test func `of a long answer it is kept that it was given`() async throws {
    let world = try await World()
    let wrong: JSON = [
      "provider_id": "desk", "thread_id": "t",
      "trace_data": .array(Array(repeating: 7, count: 6000)),
    ]
    let first = try await world.post("/automation/traces", wrong, key: "a")
    #expect(first.status == 422 && first.body.count > 65_536)
    let second = try await world.post("/automation/traces", wrong, key: "a")
    #expect(second.status == 422 && second.headers[.contentType] == first.headers[.contentType])
    #expect(
      second.json?["detail"]?.text
        == "This was refused; that answer was too long to be kept")
  }

  @Test func `runs started with one key are one run`() async throws {
    let world = try await World()
    let id = try await world.save()
    let path = "/automation/traces/\(id)/runs"
    let first = try await world.post(path, nil, key: "a")
    let second = try await world.post(path, nil, key: "a")
    #expect(first.json?["run_id"] == second.json?["run_id"])
    let runs = try await world.services.runs.runs(of: id, Window(), for: .alice)
    #expect(runs.total == 1)
  }

  @Test func `what one process began and never answered the next carries out once`() async throws {
    let world = try await World()
    let call = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a",
      fingerprint: Secret.hash(
        Array("/automation/traces".utf8) + [0] + Self.trace.bytes))
    let draft = try TraceDraft(
      userID: nil, providerID: "desk", threadID: "thread-1", name: nil,
      traceData: [["event": "completion"]])
    let before = IdempotencyUseCases(store: world.idempotency, key: World.key) {
      [clock = world.clock] in clock.now
    }
    let begun = try #require(try await before.begin(call).newID)
    world.clock.advance(seconds: 3600)
    let id = try await world.services.traces.save(draft, id: begun, by: world.act(.alice))

    let reply = try await world.post("/automation/traces", Self.trace, key: "a")
    #expect(reply.status == 201 && reply.json?["trace_id"]?.text == id)
    #expect(try await world.count(of: .alice) == 1)
  }

  @Test func `what is kept of a call tells nobody without the key what its body was`() async throws
  {
    let world = try await World()
    _ = try await world.post("/automation/traces", Self.trace, key: "a")
    let plain = Secret.hash(Array("/automation/traces".utf8) + [0] + Self.trace.bytes)
    let call = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a", fingerprint: plain)
    let known = try await world.idempotency.begin(
      call, at: world.clock.now, answeredSince: world.clock.now.advanced(bySeconds: -60))
    guard case .differs = known else {
      Issue.record("The bare hash of the body is kept.")
      return
    }
    guard case .answered = try await world.services.idempotency.begin(call) else {
      Issue.record("The call is not known any more.")
      return
    }
  }

  @Test func `a call that an older program kept by a bare hash is known all the same`()
    async throws
  {
    let world = try await World()
    let call = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a", fingerprint: Secret.hash("x"))
    let answer = KeptAnswer(status: 201, contentType: nil, location: nil, body: Array("y".utf8))
    _ = try await world.idempotency.begin(call, at: world.clock.now, answeredSince: world.clock.now)
    try await world.idempotency.end(call, with: answer)
    world.clock.advance(seconds: 3600)
    let begun = try await world.services.idempotency.begin(call)
    guard case .answered(answer, _) = begun else {
      Issue.record("\(begun)")
      return
    }
    let other = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a", fingerprint: Secret.hash("z"))
    await #expect(throws: Refusal.self) { try await world.services.idempotency.begin(other) }
  }

  @Test func `one that an older program began and did not end is ended as it was begun`()
    async throws
  {
    let world = try await World()
    let call = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a", fingerprint: Secret.hash("x"))
    let answer = KeptAnswer(status: 201, contentType: nil, location: nil, body: Array("y".utf8))
    _ = try await world.idempotency.begin(call, at: world.clock.now, answeredSince: world.clock.now)
    #expect(try await world.services.idempotency.begin(call).newID != nil)
    try await world.services.idempotency.end(call, with: answer)
    let begun = try await world.services.idempotency.begin(call)
    guard case .answered(answer, _) = begun else {
      Issue.record("\(begun)")
      return
    }
  }

  @Test func `a call that goes on still is not begun again`() async throws {
    let world = try await World()
    let call = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a", fingerprint: [1])
    #expect(try await world.services.idempotency.begin(call).newID != nil)
    await #expect(throws: Refusal.self) { try await world.services.idempotency.begin(call) }
  }

  @Test func `a call whose end could not be kept is carried out again, not held up`() async throws {
    let world = try await World()
    let calls = IdempotencyUseCases(store: FullDisk(store: world.idempotency), key: World.key) {
      [clock = world.clock] in clock.now
    }
    let call = RepeatableCall(
      userID: "alice", route: "POST /automation/traces", key: "a", fingerprint: [1])
    for answer in [nil, KeptAnswer(status: 201, contentType: nil, location: nil, body: [])] {
      #expect(try await calls.begin(call).newID != nil)
      await #expect(throws: FullDisk.Failure.self) { try await calls.end(call, with: answer) }
    }
    #expect(try await calls.begin(call).newID != nil)
  }

  @Test func `what was done is answered as done, though the answer cannot be kept`() async throws {
    let world = try await World(keepingAnswersIn: FullDisk.init)
    let reply = try await world.post("/automation/traces", Self.trace, key: "a")
    #expect(reply.status == 201)
    #expect(try await world.count(of: .alice) == 1)
    #expect(try await world.post("/automation/traces", Self.trace, key: "a").status == 201)
    #expect(try await world.count(of: .alice) == 1)
  }

  @Test func `a form that is sent twice saves one trace, a changed one another`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let fields = [("idempotency_key", "form-1"), ("trace", "[]")]
    let first = try await browser.post("/traces", fields)
    let second = try await browser.post("/traces", fields)
    #expect(first.status == 303 && second.status == 303)
    #expect(first.headers[.location] == second.headers[.location])
    #expect(try await world.count(of: .alice) == 1)
    _ = try await browser.post("/traces", [("idempotency_key", "form-1"), ("trace", "[{}]")])
    #expect(try await world.count(of: .alice) == 2)
  }

  @Test func `a form sent as before after another one is carried out again`() async throws {
    let world = try await World()
    let browser = try await world.browser(of: "alice")
    let id = try await world.save()
    for time in ["10:00", "11:00", "10:00"] {
      let reply = try await browser.post(
        "/traces/\(id)/schedule",
        [("idempotency_key", "form-1"), ("schedule_type", "daily"), ("schedule_time", time)])
      #expect(reply.status == 303)
      let trace = try await world.services.traces.automation(id, for: .alice)
      #expect(trace.schedule?.time == time)
    }
  }

  @Test func `tokens are never kept to be told again`() async throws {
    let world = try await World()
    let token = try await world.token(of: "admin")
    let body: JSON = ["user_id": "alice", "name": "laptop", "access": "read"]
    let first = try await world.post("/automation/accounts/tokens", body, key: "a", token: token)
    let second = try await world.post("/automation/accounts/tokens", body, key: "a", token: token)
    #expect(first.status == 201 && second.status == 201)
    #expect(first.json?["token"] != second.json?["token"])
  }
}

extension BegunCall {
  fileprivate var newID: String? { if case .new(let id) = self { id } else { nil } }
}

/// Takes what begins, and can keep no end.
private struct FullDisk: IdempotencyStore {
  struct Failure: Error {}

  let store: any IdempotencyStore

  func begin(
    _ call: RepeatableCall, at now: Instant, answeredSince since: Instant
  ) async throws -> KnownCall {
    try await store.begin(
      call, at: now, answeredSince: since)
  }

  func end(_ call: RepeatableCall, with answer: KeptAnswer?) async throws { throw Failure() }

  func take(_ receipt: String, of userID: String, since: Instant) async throws -> String? {
    throw Failure()
  }
}

extension World {
  fileprivate func post(
    _ path: String, _ json: JSON?, key: String, by name: String = "alice", token: String? = nil
  ) async throws -> Reply {
    var headers: HTTPFields = [.contentType: "application/json"]
    let proof = if let token { token } else { try await self.token(of: name) }
    headers[.authorization] = "Bearer \(proof)"
    if let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
    return try await send(.post, path, headers: headers, body: json?.bytes ?? [])
  }

  fileprivate func count(of caller: Caller) async throws -> Int {
    try await services.traces.list(
      userID: nil, providerID: nil, status: nil, Window(), for: caller
    ).total
  }
}
