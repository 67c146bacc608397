import Automations
import OrderedJSON
import Scheduling

/// Runs and the ledger in the JSON API.
struct RunAPI: Sendable {
  let services: Services

  @Sendable func runNow(_ call: Call<String, Void>) async throws -> String {
    try await services.runs.runNow(call.path, id: call.newID, by: call.act)
  }

  @Sendable func cancel(_ call: Call<String, Void>) async throws {
    try await services.runs.cancel(call.path, by: call.act)
  }

  @Sendable func rerun(_ call: Call<String, Void>) async throws -> String {
    try await services.runs.rerun(call.path, as: call.newID, by: call.act)
  }

  /// - Returns: the run that repeats it, where one is to.
  @Sendable func resolve(_ call: Call<String, Settling>) async throws -> String? {
    try await services.runs.resolve(
      call.path, call.input.resolution, note: call.input.note, rerunID: call.newID,
      by: call.act)
  }

  @Sendable func list(_ call: Call<String, Window>) async throws -> Listing<Run> {
    try await services.runs.runs(of: call.path, call.input, for: call.caller)
  }

  @Sendable func show(_ call: Call<String, Int>) async throws -> RunExcerpt {
    try await services.runs.run(call.path, steps: call.input...Int.max, for: call.caller)
  }

  @Sendable func occurrences(
    _ call: Call<String, OccurrenceQuery>
  ) async throws -> Listing<Occurrence> {
    try await services.runs.occurrences(
      of: call.path, call.input.filter, call.input.window, for: call.caller)
  }

  @Sendable func totals(_ call: Call<String, Instant?>) async throws -> [DailyTotal] {
    try await services.runs.totals(of: call.path, since: call.input, for: call.caller)
  }
}

extension RunAPI {
  struct Settling {
    let resolution: Resolution
    let note: String?
  }

  struct OccurrenceQuery {
    let filter: OccurrenceFilter
    let window: Window
  }

  static let settling = Input<Settling>.body(
    .required("outcome", .choice), .optional("note", .text)
  ) { resolution, note throws(Refusal) in
    Settling(resolution: resolution, note: note)
  }

  static let occurrenceQuery = Input<OccurrenceQuery>.query(
    .optional("outcome", .choice), .optional("reason_code", .choice), .optional("from", .instant),
    .optional("to", .instant), .limit, .offset, .cursorOfInstants
  ) { outcome, reasonCode, from, to, limit, offset, cursor throws(Refusal) in
    OccurrenceQuery(
      filter: OccurrenceFilter(outcome: outcome, reasonCode: reasonCode, from: from, to: to),
      window: try Window(limit, offset, cursor))
  }

  static let since = Input<Instant?>.query(.optional("from", .instant)) { from throws(Refusal) in
    from
  }

  static let started = Shape<String>.success([Member("run_id", .text) { $0 }])

  static let settled = Shape<String?>.success([
    Member("message", .constant(settledText)) { _ in settledText },
    Member("run_id", Shape.text.orNull) { $0 },
  ])
  private static let settledText = "Run settled"

  /// The step from which on a run's steps are told.
  static let firstStep = Input<Int>.query(.optional("step", .integer(1...Int(Int32.max)))) {
    step throws(Refusal) in
    step ?? 1
  }

  static let run = Shape<RunExcerpt>.success([Member("run", Shapes.run) { $0 }])

  static let totals = Shape<[DailyTotal]>.success([
    Member("totals", Shapes.dailyTotal.list()) { $0 },
    Member("count", .count) { $0.count },
  ])
}
