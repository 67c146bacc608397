import Automations
import Hummingbird
import Scheduling

/// A run in full.
struct RunPages: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await page(request, context)
  }

  /// - Parameter note: as it was typed.
  private func page(
    _ request: Request, _ context: SiteContext, note: String = ""
  ) async throws -> Response {
    let caller = try context.requireCaller()
    var query = QueryReader(request)
    let part = RunPage.Part(
      holding: query.integer("step", 1...Int(Int32.max)) ?? 1,
      limit: query.integer("limit", RunPage.Part.limits) ?? RunPage.Part.limits.upperBound)
    try query.check()
    let excerpt = try await services.runs.run(
      context.parameter("id"), steps: part.numbers, for: caller)
    let trace = try await services.traces.automation(excerpt.run.traceID, for: caller)
    return try services.render(
      RunPage(
        layout: services.layout("Run", context, request), excerpt: excerpt, part: part,
        trace: trace, note: note, now: services.now(), zone: services.timeZones.zone))
  }

  @Sendable func cancel(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.checkedForm(request, context.requireSession())
    try await services.runs.cancel(context.parameter("id"), by: context.requireAct())
    return back(context, .stopped)
  }

  @Sendable func rerun(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.checkedForm(request, context.requireSession())
    let id = try await services.runs.rerun(
      context.parameter("id"), as: context.newID, by: context.requireAct())
    return .seeOther("/runs/\(id)", saying: .repeats)
  }

  /// Takes what a person says of a run whose outcome is unknown.
  @Sendable func resolve(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    guard let resolution = form["outcome"].flatMap(Resolution.init(rawValue:)) else {
      throw Refusal.badRequest("This page's buttons know the outcomes; go back and use one of them")
    }
    let rerun = try await services.runs.resolve(
      context.parameter("id"), resolution, note: form["note"], rerunID: context.newID,
      by: context.requireAct())
    return rerun.map { .seeOther("/runs/\($0)", saying: .repeats) } ?? back(context, .settled)
  }

  @Sendable func resolveAgain(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await page(request, context, note: Form(request).given("note") ?? "")
  }

  private func back(_ context: SiteContext, _ notice: Notice) -> Response {
    .seeOther("/runs/\(Form.encode(context.parameter("id")))", saying: notice)
  }
}
