import Automations
import Hummingbird
import Scheduling
import Workflows

/// The list and the panel, and what their forms do.
struct TracePages: Sendable {
  let services: Services

  @Sendable func home(_ request: Request, _ context: SiteContext) async throws -> Response {
    .seeOther("/traces")
  }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.requireCaller()
    var query = QueryReader(request)
    let window = query.excerpt()
    let status: DeploymentStatus? = query.choice("status")
    try query.check()
    let listing = try await services.traces.list(
      userID: caller.isAdministrator ? "*" : nil, providerID: nil, status: status, window,
      for: caller)
    let owners = Set(listing.elements.map(\.userID) + [caller.userID])
    let pauses = try await services.pauses.current(of: owners)
    return try services.render(
      TraceListPage(
        layout: services.layout("Traces", context, request)
          .saying(isPaused: pauses[caller.userID] != nil),
        traces: listing, window: window, status: status, pauses: pauses,
        now: services.now(), origin: services.origin, zone: services.timeZones.zone))
  }

  @Sendable func new(_ request: Request, _ context: SiteContext) async throws -> Response {
    try services.render(
      TraceNewPage(
        layout: services.layout("New trace", context, request), text: "", refusal: nil))
  }

  @Sendable func newAgain(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Form(request)
    return try services.render(
      TraceNewPage(
        layout: services.layout("New trace", context, request),
        text: form["file"] ?? form.given("trace") ?? "", refusal: nil))
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
        try TraceForm(text: text).draft, id: context.newID, by: context.requireAct())
      return .seeOther("/traces/\(id)", saying: .saved)
    } catch let refusal as Refusal {
      return try refused(text, refusal)
    }
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await panel(request, context)
  }

  @Sendable func renameAgain(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await Form(request)
    return try await panel(
      request, context, refused: .name(typed: form.given("name") ?? "", fault: nil))
  }

  @Sendable func rename(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    guard let name = form.given("name") else {
      throw Refusal.badRequest("This form has a name; go back, reload the page, and try again")
    }
    try await form.check(trace(context), .name)
    do {
      try await services.traces.update(
        context.parameter("id"), TraceChange(name: name, traceData: nil),
        by: context.requireAct())
      return back(context, .renamed)
    } catch Refusal.invalid(let faults) {
      return try await panel(
        request, context, refused: .name(typed: name, fault: faults.sentence))
    }
  }

  @Sendable func setStatus(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    guard let status = form["status"].flatMap(DeploymentStatus.init(rawValue:)) else {
      throw Refusal.badRequest("This page's buttons know the statuses; go back and use one of them")
    }
    let id = context.parameter("id")
    try await form.check(trace(context), .version, .status)
    try await services.deployments.setStatus(of: id, to: status, by: context.requireAct())
    switch status {
    case .draft: return back(context, .draft)
    case .paused: return back(context, .paused)
    case .failed: return back(context, .failed)
    case .deployed: break
    }
    let owner = try await trace(context).userID
    let isPaused = try await services.pauses.current(of: owner) != nil
    return back(context, isPaused ? .resumedInPause : .resumed)
  }

  @Sendable func runNow(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    let trace = try await trace(context)
    // What was never deployed runs as its entries are.
    if trace.version == nil { try form.check(trace, .revision) }
    try form.check(trace, .version)
    let run = try await services.runs.runNow(
      trace.id, id: context.newID, by: context.requireAct())
    return .seeOther("/runs/\(run)", saying: .started)
  }

  @Sendable func bind(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    let caller = try context.requireCaller()
    let trace = try await services.traces.trace(context.parameter("id"), for: caller)
    let deployed = try await services.deployments.deployed(trace.automation.id, for: caller)
    let tool = BindingForm(form: form).tool
    let bound = try await services.bindings.bindings(of: trace.automation.userID).binding(of: tool)
    try form.check(seen: Performer.seen(bound), "what carries out this tool became something else")
    do {
      try await services.bindings.put(
        BindingForm(form: form).binding, of: trace.automation.userID,
        carryingOut: deployed?.version.workflow ?? Workflow(of: trace.entries),
        by: context.requireAct())
      return back(context, .bound)
    } catch Refusal.invalid(let faults) {
      let refused = RefusedBinding(form: BindingForm(form: form), faults: faults)
      return try await panel(request, context, refused: .binding(refused))
    }
  }

  @Sendable func bindAgain(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = BindingForm(form: try await Form(request))
    return try await panel(
      request, context, refused: .binding(RefusedBinding(form: form, faults: [])))
  }

  @Sendable func confirmDelete(_ request: Request, _ context: SiteContext) async throws -> Response
  {
    let trace = try await trace(context)
    return try services.render(
      TraceDeletePage(layout: services.layout("Delete", context, request), trace: trace))
  }

  @Sendable func delete(_ request: Request, _ context: SiteContext) async throws -> Response {
    let form = try await services.checkedForm(request, context.requireSession())
    try await form.check(trace(context), .version, .status, .name)
    try await services.traces.delete(context.parameter("id"), by: context.requireAct())
    return .seeOther("/traces", saying: .deleted)
  }

  private func trace(_ context: SiteContext) async throws -> Automation {
    try await services.traces.automation(context.parameter("id"), for: context.requireCaller())
  }

  private func back(_ context: SiteContext, _ notice: Notice) -> Response {
    .seeOther("/traces/\(Form.encode(context.parameter("id")))", saying: notice)
  }
}

extension Services {
  /// What every page has, with what was done by the form that led to it.
  func layout(_ title: String, _ context: SiteContext, _ request: Request) -> Layout {
    let notice = context.isLanding ? Form(query: request.uri.query ?? "")["notice"] : nil
    return Layout(
      title: title, callerName: context.session?.userID,
      csrf: context.session.map(accounts.formToken) ?? "",
      notice: notice.flatMap(Notice.init), hold: context.hold,
      formKey: Identifier.random())
  }
}
