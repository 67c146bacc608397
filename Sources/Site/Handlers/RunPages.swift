import Hummingbird
import Scheduling
import Workflows

/// A run in full.
struct RunPages: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.requireCaller()
    let run = try await services.runs.run(context.parameter("id"), for: caller)
    let trace = try await services.traces.summary(run.traceID, for: caller)
    return services.render(
      RunPage(
        layout: services.layout("Run", context, request), run: run, trace: trace,
        now: services.now(), zone: services.timeZones.zone))
  }
}
