import Automations
import Hummingbird
import OrderedJSON
import Scheduling

/// The pause of all that a person has, and what a person should know, in the JSON API.
struct PauseAPI: Sendable {
  let services: Services

  @Sendable func show(_ call: Call<Void, Void>) async throws -> Pause? {
    try await services.pauses.current(for: call.caller)
  }

  @Sendable func begin(_ call: Call<Void, NewPause>) async throws -> Pause? {
    try await services.pauses.begin(
      reason: call.input.reason, until: call.input.until, by: call.act)
    return try await services.pauses.current(for: call.caller)
  }

  /// Whether the pause that a kept answer tells of is in force still.
  @Sendable func isInForce(
    _ answer: KeptAnswer, to _: Request, of caller: Caller
  ) async throws -> Bool {
    let told = try JSON(parsing: answer.body)["pause"]?["since"]?.text
    return try await services.pauses.current(for: caller).map { $0.since.rfc3339 == told } ?? false
  }

  @Sendable func end(_ call: Call<Void, Void>) async throws {
    try await services.pauses.end(by: call.act)
  }

  @Sendable func notices(_ call: Call<Void, Window>) async throws -> Listing<AutomationNotice> {
    try await services.runs.notices(call.input, for: call.caller)
  }
}

extension PauseAPI {
  struct NewPause {
    let reason: String
    let until: Instant?
  }

  static let newPause = Input<NewPause>.body(
    .required("reason", .text), .optional("until", .instant)
  ) { reason, until throws(Refusal) in
    NewPause(reason: reason, until: until)
  }

  static let current = Shape<Pause?>.success([Member("pause", pause.orNull) { $0 }])

  static let begun = Shape<Pause?>.success([
    Member("message", .constant(begunText)) { _ in begunText },
    Member("pause", pause.orNull) { $0 },
  ])
  private static let begunText = "Everything is paused"

  private static let pause = Shape<Pause>([
    Member("reason", .text) { $0.reason },
    Member("since", .instant) { $0.since },
    Member("until", Shape.instant.orNull) { $0.until },
  ])

  static let notice = Shape<AutomationNotice>([
    Member("trace_id", .text) { $0.traceID },
    Member("at", .instant) { $0.at },
    Member("kind", .name) { $0.kind },
    Member("words", .text) { $0.words },
  ])
}
