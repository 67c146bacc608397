import Automations
import Hummingbird
import Scheduling

/// A run in full.
struct RunPages: Sendable {
  let services: Services

  @Sendable func show(_ visit: Visit<String>) async throws -> Response {
    try await page(visit)
  }

  /// - Parameters:
  ///   - note: as it was typed.
  ///   - fault: what is wrong with it; `nil`: it was not refused.
  private func page(
    _ visit: Visit<String>, note: String = "", fault: String? = nil
  ) async throws -> Response {
    var query = QueryReader(visit.request)
    let part = RunPage.Part(
      holding: query.integer("step", 1...Int(Int32.max)) ?? 1,
      limit: query.integer("limit", RunPage.Part.limits) ?? RunPage.Part.limits.upperBound)
    try query.check()
    let excerpt = try await services.runs.run(
      visit.path, steps: part.numbers, for: visit.caller)
    let trace = try await services.traces.automation(excerpt.run.traceID, for: visit.caller)
    return try services.render(
      RunPage(
        layout: services.layout("Run", visit), excerpt: excerpt, part: part,
        trace: trace, note: note, noteFault: fault, now: services.now(),
        zone: services.timeZones.zone),
      status: fault == nil ? .ok : .unprocessableContent)
  }

  @Sendable func cancel(_ visit: Visit<String>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.runs.cancel(visit.path, by: visit.act)
    return back(visit, .stopped)
  }

  @Sendable func rerun(_ visit: Visit<String>) async throws -> Response {
    try await services.checkedForm(visit)
    let id = try await services.runs.rerun(
      visit.path, as: visit.newID, by: visit.act)
    return .seeOther(Paths.run(id), saying: .repeats)
  }

  /// Takes what a person says of a run whose outcome is unknown.
  @Sendable func resolve(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    guard let resolution = form["outcome"].flatMap(Resolution.init(rawValue:)) else {
      throw Refusal.badRequest("This page's buttons know the outcomes; go back and use one of them")
    }
    let note = form.text("note")
    do {
      let rerun = try await services.runs.resolve(
        visit.path, resolution, note: note, rerunID: visit.newID, by: visit.act)
      return rerun.map { .seeOther(Paths.run($0), saying: .repeats) } ?? back(visit, .settled)
    } catch Refusal.invalid(let faults) {
      return try await page(visit, note: note, fault: faults.sentence)
    } catch Refusal.conflict {
      throw HeldForm(cause: .over("it was said what became of this run"))
    }
  }

  @Sendable func resolveAgain(_ visit: Visit<String>) async throws -> Response {
    try await page(visit, note: Form(visit.request).text("note"))
  }

  private func back(_ visit: Visit<String>, _ notice: Notice) -> Response {
    .seeOther(Paths.run(visit.path), saying: notice)
  }
}
