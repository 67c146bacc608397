import Automations
import HTTPTypes
import Hummingbird
import Scheduling

/// The schedule form: the preview is a GET, the one POST deploys.
struct SchedulePages: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let trace = try await trace(context)
    let query = Form(query: request.uri.query ?? "").completed(by: services.timeZones)
    guard query["schedule_type"] != nil else {
      let form =
        deployedForm(trace)
        ?? Form(pairs: [
          ("name", trace.name ?? ""), ("schedule_type", "daily"),
          ("schedule_time", ScheduleForm.usualTime),
        ])
      return try page(request, context, trace, form, preview: nil, faults: [], status: .ok)
    }
    do {
      let preview = try services.deployments.preview(
        ScheduleForm(form: query).schedule(keeping: trace.schedule?.read), after: nil, count: 5)
      return try page(request, context, trace, query, preview: preview, faults: [], status: .ok)
    } catch let refusal as Refusal {
      guard case .invalid(let faults) = refusal else { throw refusal }
      return try page(request, context, trace, query, preview: nil, faults: faults, status: .ok)
    }
  }

  /// The form as it was sent, beside what is deployed now.
  @Sendable func deployAgain(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Form(request).without("preview", "seen")
    return try await page(
      request, context, trace(context), form, preview: nil, faults: [], status: .ok)
  }

  @Sendable func deploy(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
      .completed(by: services.timeZones)
    let trace = try await trace(context)
    try form.check(trace, .version, .revision, .status, .name)
    do {
      let schedule = ScheduleForm(form: form).schedule(keeping: trace.schedule?.read)
      let deploy = try DeployRequest(
        traceID: trace.id, schedule: schedule, name: form["name"],
        others: services.deployments.faults(of: schedule))
      _ = try await services.deployments.deploy(deploy, by: context.requireAct())
      return .seeOther("/traces/\(trace.id)", saying: .deployed)
    } catch let refusal as Refusal {
      guard case .invalid(let faults) = refusal else { throw refusal }
      return try page(
        request, context, trace, form, preview: nil, faults: faults, status: .unprocessableContent)
    }
  }

  private func trace(_ context: SiteContext) async throws -> Automation {
    try await services.traces.automation(context.parameter("id"), for: context.requireCaller())
  }

  /// Shows what is deployed. A schedule that names no zone stays in that of its deployment, whatever
  /// the installation's is now.
  private func deployedForm(_ trace: Automation) -> Form? {
    guard let schedule = trace.schedule?.read else { return nil }
    let form = Form(showing: schedule, name: trace.name)
    guard form["timezone"] == nil else { return form }
    let zone = trace.timeZoneName ?? "UTC"
    return zone == services.deployments.timezone ? form : form.with("timezone", zone)
  }

  private func page(
    _ request: Request, _ context: SiteContext, _ trace: Automation, _ form: Form,
    preview: SchedulePreview?, faults: [Fault], status: HTTPResponse.Status
  ) throws -> Response {
    try services.render(
      SchedulePage(
        layout: services.layout("Schedule", context, request), trace: trace, form: form,
        preview: preview, faults: faults, timeZoneNames: services.timeZones.names,
        usualZone: services.deployments.timezone, now: services.now(), zone: services.timeZones.zone
      ),
      status: status)
  }
}
