import Automations
import Hummingbird
import OrderedJSON

/// Runs and the ledger in the JSON API.
struct RunAPI: Sendable {
  let services: Services

  @Sendable func runNow(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await JSONBody.checkOptional(request)
    let id = try await services.runs.runNow(
      context.parameter("id"), id: context.newID, by: context.requireCaller())
    return .json(["success": true, "run_id": .string(id)], status: .accepted)
  }

  @Sendable func cancel(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await JSONBody.checkOptional(request)
    try await services.runs.cancel(context.parameter("id"), by: context.requireCaller())
    return .json(["success": true, "message": "Run stopped"])
  }

  @Sendable func rerun(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await JSONBody.checkOptional(request)
    let id = try await services.runs.rerun(
      context.parameter("id"), as: context.newID, by: context.requireCaller())
    return .json(["success": true, "run_id": .string(id)], status: .accepted)
  }

  @Sendable func resolve(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let resolution: Resolution? = body.choice("outcome")
    let note = body.optionalText("note")
    guard let resolution, body.faults.isEmpty else { throw Refusal.invalid(body.faults) }
    let rerun = try await services.runs.resolve(
      context.parameter("id"), resolution, note: note, rerunID: context.newID,
      by: context.requireCaller())
    return .json(["success": true, "message": "Run settled", "run_id": JSON(rerun)])
  }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = QueryReader(request)
    let window = query.window()
    try query.check()
    let listing = try await services.runs.runs(
      of: context.parameter("id"), window, for: context.requireCaller())
    return .json([
      "success": true, "runs": .array(listing.elements.map { $0.json(withSteps: false) }),
      "count": JSON(listing.elements.count), "total": JSON(listing.total),
    ])
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let run = try await services.runs.run(context.parameter("id"), for: context.requireCaller())
    return .json(["success": true, "run": run.json(withSteps: true)])
  }

  @Sendable func occurrences(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = QueryReader(request)
    let window = query.window()
    let filter = OccurrenceFilter(
      outcome: query.choice("outcome"), reasonCode: query.choice("reason_code"),
      from: query.instant("from"), to: query.instant("to"))
    try query.check()
    let listing = try await services.runs.occurrences(
      of: context.parameter("id"), filter, window, for: context.requireCaller())
    return .json([
      "success": true, "occurrences": .array(listing.elements.map(\.json)),
      "count": JSON(listing.elements.count), "total": JSON(listing.total),
    ])
  }

  @Sendable func totals(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = QueryReader(request)
    let from = query.instant("from")
    try query.check()
    let totals = try await services.runs.totals(
      of: context.parameter("id"), since: from, for: context.requireCaller())
    return .json([
      "success": true, "totals": .array(totals.map(\.json)), "count": JSON(totals.count),
    ])
  }
}
