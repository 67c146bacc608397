import Automations
import Hummingbird
import Scheduling

/// The list and the panel, and what their forms do.
struct TracePages: Sendable {
  let services: Services

  @Sendable func home(_ request: Request, _ context: SiteContext) async throws -> Response {
    .seeOther("/traces")
  }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.requireCaller()
    var query = QueryReader(request)
    let window = query.window()
    let status: DeploymentStatus? = query.choice("status")
    try query.check()
    let listing = try await services.traces.list(
      userID: caller.isAdministrator ? "*" : nil, providerID: nil, status: status, window,
      for: caller)
    return try services.render(
      TraceListPage(
        layout: services.layout("Traces", context, request), traces: listing, window: window,
        status: status, pause: try await services.pauses.current(for: caller),
        now: services.now(), origin: services.origin, zone: services.timeZones.zone))
  }

  @Sendable func new(_ request: Request, _ context: SiteContext) async throws -> Response {
    try services.render(
      TraceNewPage(
        layout: services.layout("New trace", context, request), text: "", refusal: nil))
  }

  /// Takes the JSON of a trace, typed or in a file, as `POST /automation/traces` does.
  @Sendable func create(_ request: Request, _ context: SiteContext) async throws -> Response {
    func refused(_ text: String, _ refusal: Refusal) throws -> Response {
      try services.render(
        TraceNewPage(
          layout: services.layout("New trace", context, request), text: text, refusal: refusal),
        status: .unprocessableContent)
    }
    let form: Form
    do {
      form = try await services.checkedForm(request, context.requireSession())
    } catch Refusal.invalid(let faults) {
      return try refused("", .invalid(faults))
    }
    if form["file"] != nil, let text = form["trace"] {
      let fault = Fault([], "here is a text and a file; empty the field, or choose no file")
      return try refused(text, .invalid([fault]))
    }
    let text = form["file"] ?? form.given("trace") ?? ""
    do {
      let id = try await services.traces.save(
        try TraceForm(text: text).draft, id: context.newID, by: context.requireCaller())
      return .seeOther("/traces/\(id)?notice=saved")
    } catch let refusal as Refusal {
      return try refused(text, refusal)
    }
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await panel(request, context)
  }

  @Sendable func rename(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    guard let name = form.given("name") else {
      throw Refusal.badRequest("This form has a name; go back, reload the page, and try again")
    }
    do {
      try await services.traces.update(
        context.parameter("id"), TraceChange(name: name, traceData: nil),
        by: context.requireCaller())
      return back(context, "renamed")
    } catch Refusal.invalid(let faults) {
      return try await panel(
        request, context, refused: .name(typed: name, fault: faults.sentence ?? ""))
    }
  }

  @Sendable func setStatus(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    guard let status = form["status"].flatMap(DeploymentStatus.init(rawValue:)) else {
      throw Refusal.badRequest("This page's buttons know the statuses; go back and use one of them")
    }
    let (id, caller) = (context.parameter("id"), try context.requireCaller())
    try await services.deployments.setStatus(of: id, to: status, by: caller)
    guard status == .deployed else { return back(context, status.rawValue) }
    let owner = try await services.traces.summary(id, for: caller).userID
    let isPaused = try await services.pauses.current(of: owner) != nil
    return back(context, isPaused ? "resumed-in-pause" : "resumed")
  }

  @Sendable func runNow(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.checkedForm(request, context.requireSession())
    let run = try await services.runs.runNow(
      context.parameter("id"), id: context.newID, by: context.requireCaller())
    return .seeOther("/runs/\(run)")
  }

  @Sendable func bind(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    let trace = try await services.traces.summary(
      context.parameter("id"), for: context.requireCaller())
    do {
      try await services.bindings.put(BindingForm(form: form).binding, of: trace.userID)
      return back(context, "bound")
    } catch Refusal.invalid(let faults) {
      let refused = RefusedBinding(form: BindingForm(form: form), faults: faults)
      return try await panel(request, context, refused: .binding(refused))
    }
  }

  @Sendable func confirmDelete(_ request: Request, _ context: SiteContext) async throws -> Response
  {
    let trace = try await services.traces.summary(
      context.parameter("id"), for: context.requireCaller())
    return try services.render(
      TraceDeletePage(layout: services.layout("Delete", context, request), trace: trace))
  }

  @Sendable func delete(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.checkedForm(request, context.requireSession())
    try await services.traces.delete(context.parameter("id"), by: context.requireCaller())
    return .seeOther("/traces?notice=deleted")
  }

  private func back(_ context: SiteContext, _ notice: String) -> Response {
    .seeOther("/traces/\(Form.encode(context.parameter("id")))?notice=\(notice)")
  }
}

extension Services {
  /// What every page has, with the notice that a redirect left.
  func layout(_ title: String, _ context: SiteContext, _ request: Request) -> Layout {
    let query = Form(query: request.uri.query ?? "")
    return Layout(
      title: title, callerName: context.session?.userID,
      csrf: context.session.map(accounts.formToken) ?? "",
      notice: query["notice"].flatMap { Notices.texts[$0] }, formKey: Identifier.random())
  }
}

/// What was done, said on the page that a form leads to.
enum Notices {
  static let texts = [
    "saved": "The trace is saved. Convert it, and it runs on a schedule.",
    "deleted": "The trace is deleted.",
    "renamed": "The name is changed.", "bound": "The tool is bound.",
    "stopped": "The run is stopped.", "settled": "What became of the run is noted.",
    "repeats": "This is a new run, which repeats the one before.",
    "deployed": "The automation is deployed.", "paused": "The automation is paused.",
    "resumed": "The automation runs on its schedule again.",
    "resumed-in-pause":
      "The automation is deployed again. Everything is paused still; it runs when that is over.",
    "draft": "The automation is out of service.", "failed": "The automation is stopped.",
    "password-set": "The password is set. Every other session of yours has ended.",
    "session-ended": "The session has ended.",
    "sessions-ended": "Every other session of yours has ended.",
    "token-revoked": "The token is revoked.", "everything-paused": "Everything is paused.",
    "everything-resumed": "The pause is over: what is deployed runs on its schedule again.",
  ]
}
