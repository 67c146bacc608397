import Automations
import Scheduling
import TestSupport
import Testing

/// Calls with a key, and what is kept of them.
@Suite struct IdempotencyStoreTests {
  private let world: World
  private let call = RepeatableCall(
    userID: "alice", route: "POST /pause", key: "key", fingerprint: [1], sender: .form)
  private let answer = KeptAnswer(
    status: 303, contentType: nil, location: "/traces?notice=everything-paused", body: [],
    receipt: "receipt")

  init() throws { world = try World() }

  @Test func `what was cut short begins again as what it was`() async throws {
    #expect(try await begin(call, after: 0) == .new(after: 0))
    #expect(try await begin(call, after: 20) == .new(after: 0))
    #expect(try await begin(call, after: 31) == .new(after: 31))
    try await world.idempotency.end(call, with: nil)
    #expect(try await begin(call, after: 32) == .new(after: 32))
  }

  @Test func `an answer is told for as long as it is good, and then it is another call`()
    async throws
  {
    _ = try await begin(call, after: 0)
    try await world.idempotency.end(call, with: answer)
    #expect(try await begin(call, after: 30) == .answered(answer))
    #expect(try await begin(call, after: 31) == .new(after: 31))
    // What it left before is forgotten.
    #expect(try await take("receipt", of: "alice", after: 31) == nil)
  }

  @Test func `another form of the same key takes its place, another call is refused`()
    async throws
  {
    for (sender, expected) in [
      (RepeatableCall.Sender.form, Known.new(after: 1)), (.program, .differs),
    ] {
      let call = RepeatableCall(
        userID: "alice", route: "POST /traces", key: "\(sender)", fingerprint: [1], sender: sender)
      _ = try await begin(call, after: 0)
      try await world.idempotency.end(call, with: answer(receipt: "\(sender)"))
      let other = RepeatableCall(
        userID: "alice", route: "POST /traces", key: "\(sender)", fingerprint: [2], sender: sender)
      #expect(try await begin(other, after: 1) == expected)
    }
  }

  @Test func `a receipt is taken once, by whose it is, and in time`() async throws {
    _ = try await begin(call, after: 0)
    try await world.idempotency.end(call, with: answer)
    #expect(try await take("another", of: "alice", after: 5) == nil)
    #expect(try await take("receipt", of: "bob", after: 5) == nil)
    #expect(try await take("receipt", of: "alice", after: 61) == nil)
    #expect(try await take("receipt", of: "alice", after: 60) == answer.location)
    #expect(try await take("receipt", of: "alice", after: 5) == nil)
    #expect(try await begin(call, after: 6) == .answered(answer(receipt: nil)))
  }

  private enum Known: Equatable {
    case new(after: Int64)
    case answered(KeptAnswer)
    case differs
  }

  /// Begins so many seconds after the morning; answers are good for 30.
  private func begin(_ call: RepeatableCall, after seconds: Int64) async throws -> Known {
    let now = Instant.morning.advanced(bySeconds: seconds)
    let known = try await world.idempotency.begin(
      call, at: now, answeredSince: now.advanced(bySeconds: -30))
    switch known {
    case .new(let began): return .new(after: began.seconds - Instant.morning.seconds)
    case .answered(let answer, let time):
      #expect(time == .morning)
      return .answered(answer)
    case .differs: return .differs
    }
  }

  private func take(
    _ receipt: String, of user: String, after seconds: Int64
  ) async throws -> String? {
    try await world.idempotency.take(
      receipt, of: user, since: .morning.advanced(bySeconds: seconds - 60))
  }

  private func answer(receipt: String?) -> KeptAnswer {
    KeptAnswer(
      status: answer.status, contentType: nil, location: answer.location, body: [],
      receipt: receipt)
  }
}
