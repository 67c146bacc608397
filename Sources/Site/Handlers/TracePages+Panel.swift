import Hummingbird
import Scheduling
import Workflows

extension TracePages {
  /// The panel of an automation.
  /// - Parameter refused: a form of it that was not taken; `nil`: the page is asked for.
  func panel(
    _ request: Request, _ context: SiteContext, refused: TracePage.RefusedForm? = nil
  ) async throws -> Response {
    let caller = try context.requireCaller()
    let trace = try await services.traces.trace(context.parameter("id"), for: caller)
    let id = trace.summary.id
    let deployed = try await services.deployments.deployed(id, for: caller)
    return try services.render(
      TracePage(
        layout: services.layout(trace.summary.displayName, context, request),
        trace: trace, workflow: deployed?.version.workflow ?? Workflow(of: trace.entries),
        bindings: try await services.bindings.bindings(of: trace.summary.userID),
        preview: deployed?.preview, history: try await history(of: id, for: caller),
        standstill: try await standstill(of: trace.summary, for: caller),
        refused: refused, now: services.now(), zone: services.timeZones.zone),
      status: refused == nil ? .ok : .unprocessableContent)
  }

  private func history(of id: String, for caller: Caller) async throws -> TracePage.History {
    let recent = Window(limit: 10)
    return TracePage.History(
      runs: try await services.runs.runs(of: id, recent, for: caller).elements,
      planned: try await services.runs.occurrences(
        of: id, OccurrenceFilter(manual: false), recent, for: caller
      ).elements,
      notices: try await services.runs.notices(of: id, Window(limit: 5), for: caller).elements)
  }

  private func standstill(
    of trace: TraceSummary, for caller: Caller
  ) async throws -> TracePage.Standstill {
    TracePage.Standstill(
      stop: try await services.deployments.stop(of: trace.id, for: caller),
      pause: trace.version == nil
        ? nil : try await services.pauses.current(of: trace.userID))
  }
}
