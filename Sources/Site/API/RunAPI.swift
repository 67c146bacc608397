import Hummingbird
import Workflows

/// Runs and the ledger in the JSON API.
struct RunAPI: Sendable {
  let services: Services

  @Sendable func runNow(_ request: Request, _ context: SiteContext) async throws -> Response {
    let id = try await services.runs.runNow(
      context.parameter("id"), id: context.newID, by: context.requireCaller())
    return .json(["success": true, "run_id": .string(id)], status: .accepted)
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
      outcome: query.choice("outcome"), from: query.instant("from"), to: query.instant("to"))
    try query.check()
    let listing = try await services.runs.occurrences(
      of: context.parameter("id"), filter, window, for: context.requireCaller())
    return .json([
      "success": true, "occurrences": .array(listing.elements.map(\.json)),
      "count": JSON(listing.elements.count), "total": JSON(listing.total),
    ])
  }
}
