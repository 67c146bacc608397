import Automations
import Hummingbird
import Scheduling

/// What ran and what did not: over all automations, and the ledger of one.
struct HistoryPages: Sendable {
  let services: Services

  @Sendable func runs(_ visit: Visit<Void>) async throws -> Response {
    let caller = visit.caller
    var query = QueryReader(visit.request)
    let window = query.excerpt()
    let filter = RunFilter(
      traceID: query.text("trace_id").map(Identifier.folded), outcome: query.choice("outcome"))
    try query.check()
    let listing = try await services.runs.runs(filter, window, for: caller)
    return try services.render(
      RunListPage(
        layout: services.layout("Runs", visit), runs: listing, filter: filter,
        window: window, traces: try await automations(besides: filter.traceID, for: caller),
        now: services.now(), zone: services.timeZones.zone))
  }

  @Sendable func occurrences(_ visit: Visit<String>) async throws -> Response {
    let caller = visit.caller
    let trace = try await services.traces.automation(visit.path, for: caller)
    let zone = services.timeZones.zone(named: trace.timeZoneName ?? "UTC")
    var query = QueryReader(visit.request)
    let window = query.excerpt()
    let filter = OccurrenceFilter(
      outcome: query.choice("outcome"), reasonCode: query.choice("reason_code"),
      from: query.day("from", in: zone)?.lowerBound,
      to: query.day("to", in: zone)?.upperBound.advanced(byMilliseconds: -1))
    try query.check()
    let listing = try await services.runs.occurrences(
      of: trace.id, filter, window, for: caller)
    return try services.render(
      OccurrencesPage(
        layout: services.layout("History", visit), trace: trace,
        occurrences: listing, filter: filter,
        days: (from: query.text("from"), to: query.text("to")), window: window,
        now: services.now(), zone: zone))
  }

  /// The newest automations, to choose from; the chosen one is always among them.
  private func automations(
    besides id: String?, for caller: Caller
  ) async throws -> [Automation] {
    let newest = try await services.traces.visible(
      status: nil, Window(limit: Window.limits.upperBound, detail: .excerpt), for: caller
    ).elements
    guard let id, !newest.contains(where: { $0.id == id }) else { return newest }
    return try await newest + [services.traces.automation(id, for: caller)]
  }
}
