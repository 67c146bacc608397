import Automations
import HTTPTypes
import Hummingbird
import Scheduling

/// The pause of all that a person has.
struct PausePages: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await page(request, context, Form(query: ""), faults: [], status: .ok)
  }

  @Sendable func begin(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    let pause = PauseForm(form: form, zones: services.timeZones)
    do {
      try await services.pauses.begin(
        reason: pause.reason, until: pause.until, by: context.requireCaller())
      return .seeOther("/traces?notice=everything-paused")
    } catch let refusal as Refusal {
      guard case .invalid(let faults) = refusal else { throw refusal }
      return try await page(
        request, context, form, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func end(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.checkedForm(request, context.requireSession())
    try await services.pauses.end(by: context.requireCaller())
    return .seeOther("/traces?notice=everything-resumed")
  }

  private func page(
    _ request: Request, _ context: SiteContext, _ form: Form, faults: [Fault],
    status: HTTPResponse.Status
  ) async throws -> Response {
    let pause = try await services.pauses.current(for: context.requireCaller())
    return try services.render(
      PausePage(
        layout: services.layout("Pause everything", context, request),
        typed: ["reason": form["reason"], "until": form["until"], "timezone": form["timezone"]]
          .compactMapValues(\.self),
        faults: faults, pause: pause, timeZoneNames: services.timeZones.names,
        now: services.now()),
      status: status)
  }
}
