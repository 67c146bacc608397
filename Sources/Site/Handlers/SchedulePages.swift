import Automations
import HTTPTypes
import Hummingbird
import Scheduling
import Workflows

/// The schedule form: the preview is a GET, the one POST deploys.
struct SchedulePages: Sendable {
  let services: Services

  @Sendable func show(_ visit: Visit<String>) async throws -> Response {
    let trace = try await trace(visit)
    let query = Form(query: visit.request.uri.query ?? "").completed(by: services.timeZones)
    guard query["schedule_type"] != nil else {
      let form =
        deployedForm(trace)
        ?? Form(pairs: [
          ("name", trace.name?.onOneLine ?? ""), ("schedule_type", "daily"),
          ("schedule_time", ScheduleForm.usualTime),
        ])
      return try await page(
        visit, trace, form, isFresh: true, preview: nil, faults: [], status: .ok)
    }
    do {
      let preview = try services.deployments.preview(
        ScheduleForm(form: query).schedule(keeping: trace.schedule?.read), after: nil, count: 5)
      return try await page(visit, trace, query, preview: preview, faults: [], status: .ok)
    } catch let refusal as Refusal {
      guard case .invalid(let faults) = refusal else { throw refusal }
      return try await page(visit, trace, query, preview: nil, faults: faults, status: .ok)
    }
  }

  /// The form as it was sent, beside what is deployed now.
  @Sendable func deployAgain(_ visit: Visit<String>) async throws -> Response {
    let form = try await Form(visit.request).without("preview", "seen")
    return try await page(
      visit, trace(visit), form, preview: nil, faults: [], status: .ok)
  }

  @Sendable func deploy(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
      .completed(by: services.timeZones)
    let trace = try await trace(visit)
    let seen = try form.check(trace, .version, .revision, .status, .name)
    do {
      let schedule = ScheduleForm(form: form).schedule(keeping: trace.schedule?.read)
      let deploy = try DeployRequest(
        traceID: trace.id, schedule: schedule,
        // A field has no line breaks: a name that has some and came back is as it was.
        name: form["name"] == trace.name?.onOneLine ? nil : form["name"],
        others: services.deployments.faults(of: schedule),
        seen: seen.map { SeenAutomation($0) })
      try await Form.carryOut {
        _ = try await services.deployments.deploy(deploy, by: visit.act)
      } orCheck: {
        try await form.check(self.trace(visit), .version, .revision, .status, .name)
      }
      return .seeOther(Paths.trace(trace.id), saying: .deployed)
    } catch let refusal as Refusal {
      guard case .invalid(let faults) = refusal else { throw refusal }
      return try await page(
        visit, trace, form, preview: nil, faults: faults, status: .unprocessableContent)
    }
  }

  private func trace(_ visit: Visit<String>) async throws -> Automation {
    try await services.traces.automation(visit.path, for: visit.caller)
  }

  /// Shows what is deployed. A schedule that names no zone stays in that of its deployment, whatever
  /// the installation's is now.
  private func deployedForm(_ trace: Automation) -> Form? {
    guard let schedule = trace.schedule?.read else { return nil }
    let form = Form(showing: schedule, name: trace.name?.onOneLine)
    guard form["timezone"] == nil else { return form }
    let zone = trace.timeZoneName ?? "UTC"
    return zone == services.deployments.timezone ? form : form.with("timezone", zone)
  }

  /// What the script asks for while somebody types. It shows nothing but the preview, so that the
  /// entries need not be read each time.
  private static let livePreview = "live"

  /// What is known of the calls of what would be deployed.
  private func review(of trace: Automation, for caller: Caller) async throws -> WorkflowReview {
    let workflow = try await services.traces.trace(trace.id, for: caller).workflow
    let bindings = try await services.bindings.bindings(of: trace.userID)
    return bindings.review(of: workflow)
      .saying(await bindings.serverNotices(for: workflow, of: trace.userID))
  }

  private func page(
    _ visit: Visit<String>, _ trace: Automation, _ form: Form, isFresh: Bool = false,
    preview: SchedulePreview?, faults: [Fault], status: HTTPResponse.Status
  ) async throws -> Response {
    let review =
      form["preview"] == SchedulePages.livePreview
      ? nil : try await review(of: trace, for: visit.caller)
    let pause = try await services.pauses.current(of: trace.userID)
    return try services.render(
      SchedulePage(
        layout: services.layout("Schedule", visit), trace: trace, form: form,
        isFresh: isFresh, preview: preview, faults: faults, timeZoneNames: services.timeZones.names,
        usualZone: services.deployments.timezone,
        review: review, pause: pause, now: services.now(), zone: services.timeZones.zone),
      status: status)
  }
}
