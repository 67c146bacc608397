import Automations
import Hummingbird
import Scheduling
import Workflows

/// The list and the panel, and what their forms do.
struct TracePages: Sendable {
  let services: Services

  @Sendable func home(_ visit: Visit<Void>) async throws -> Response {
    .seeOther(Paths.traces())
  }

  @Sendable func list(_ visit: Visit<Void>) async throws -> Response {
    let caller = visit.caller
    var query = QueryReader(visit.request)
    let window = query.excerpt()
    let status: DeploymentStatus? = query.choice("status")
    try query.check()
    let listing = try await services.traces.visible(status: status, window, for: caller)
    let owners = Set(listing.elements.map(\.userID) + [caller.userID])
    let pauses = try await services.pauses.current(of: owners)
    return try services.render(
      TraceListPage(
        layout: services.layout("Traces", visit)
          .saying(isPaused: pauses[caller.userID] != nil),
        traces: listing, window: window, status: status, pauses: pauses,
        now: services.now(), origin: services.origin, zone: services.timeZones.zone))
  }

  @Sendable func new(_ visit: Visit<Void>) async throws -> Response {
    try services.render(
      TraceNewPage(
        layout: services.layout("New trace", visit), text: "", refusal: nil))
  }

  @Sendable func newAgain(_ visit: Visit<Void>) async throws -> Response {
    let form = try await Form(visit.request)
    return try services.render(
      TraceNewPage(
        layout: services.layout("New trace", visit),
        text: form["file"] ?? form.given("trace") ?? "", refusal: nil))
  }

  /// Takes the JSON of a trace, typed or in a file, as `POST /automation/traces` does.
  @Sendable func create(_ visit: Visit<Void>) async throws -> Response {
    func refused(_ text: String, _ refusal: Refusal) throws -> Response {
      try services.render(
        TraceNewPage(
          layout: services.layout("New trace", visit), text: text, refusal: refusal),
        status: Problem(refusal).status)
    }
    let form: Form
    do {
      form = try await services.checkedForm(visit)
    } catch Refusal.invalid(let faults) {
      let rest = try? await Form(visit.request, leavingOutNoText: true)
      return try refused(rest?.given("trace") ?? "", .invalid(faults))
    }
    if form["file"] != nil, let text = form["trace"] {
      let fault = Fault([], "here is a text and a file; empty the field, or choose no file")
      return try refused(text, .invalid([fault]))
    }
    let text = form["file"] ?? form.given("trace") ?? ""
    do {
      let draft = try TraceForm(text: text).draft
      let id = try await services.traces.save(draft, id: visit.newID, by: visit.act)
      let isRunnable = !Log(of: draft.traceData).calls.isEmpty
      return .seeOther(Paths.trace(id), saying: isRunnable ? .saved : .savedWithoutStep)
    } catch let refusal as Refusal {
      return try refused(text, refusal)
    }
  }

  @Sendable func show(_ visit: Visit<String>) async throws -> Response {
    try await panel(visit, opening: Form(query: visit.request.uri.query ?? ""))
  }

  @Sendable func renameAgain(_ visit: Visit<String>) async throws -> Response {
    let form = try await Form(visit.request)
    return try await panel(
      visit, refused: .name(typed: form.given("name") ?? "", fault: nil))
  }

  @Sendable func rename(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    guard let name = form.given("name") else {
      throw Refusal.badRequest("This form has a name; go back, reload the page, and try again")
    }
    let trace = try await trace(visit)
    let seen = try form.check(trace, .name)
    // A field has no line breaks: a name that has some and came back is as it was.
    if name == trace.name?.onOneLine ?? "" { return back(visit, .sameName) }
    do {
      let change = try TraceChange(
        name: name, traceData: nil, seenName: seen.map { $0.name ?? "" })
      try await Form.carryOut {
        try await services.traces.update(visit.path, change, by: visit.act)
      } orCheck: {
        try await form.check(self.trace(visit), .name)
      }
      return back(visit, .renamed)
    } catch Refusal.invalid(let faults) {
      return try await panel(
        visit, refused: .name(typed: name, fault: faults.sentence))
    }
  }

  @Sendable func setStatus(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    guard let status = form["status"].flatMap(DeploymentStatus.init(rawValue:)) else {
      throw Refusal.badRequest("This page's buttons know the statuses; go back and use one of them")
    }
    let seen = try await form.check(trace(visit), .version, .status)
    try await Form.carryOut {
      try await services.deployments.setStatus(
        of: visit.path, to: status, seen: seen, by: visit.act)
    } orCheck: {
      try await form.check(trace(visit), .version, .status)
    }
    switch status {
    case .draft: return back(visit, .draft)
    case .paused: return back(visit, .paused)
    case .failed: return back(visit, .failed)
    case .deployed: break
    }
    let owner = try await trace(visit).userID
    let isPaused = try await services.pauses.current(of: owner) != nil
    return back(visit, isPaused ? .resumedInPause : .resumed)
  }

  @Sendable func runNow(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let trace = try await trace(visit)
    // What was never deployed runs as its entries are.
    if trace.version == nil { try form.check(trace, .revision) }
    try form.check(trace, .version, .status)
    let pause = trace.version == nil ? nil : try await services.pauses.current(of: trace.userID)
    try form.check(seen: Pause.seen(pause), Pause.change(to: pause), in: "seen_pause")
    let run = try await services.runs.runNow(trace.id, id: visit.newID, by: visit.act)
    return .seeOther(Paths.run(run), saying: .started)
  }

  @Sendable func confirmDelete(_ visit: Visit<String>) async throws -> Response {
    let trace = try await trace(visit)
    return try services.render(
      TraceDeletePage(layout: services.layout("Delete", visit), trace: trace))
  }

  @Sendable func delete(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    try await form.check(trace(visit), .version, .revision, .status, .name)
    try await services.traces.delete(visit.path, by: visit.act)
    return .seeOther(Paths.traces(), saying: .deleted)
  }

  private func trace(_ visit: Visit<String>) async throws -> Automation {
    try await services.traces.automation(visit.path, for: visit.caller)
  }

  func back(_ visit: Visit<String>, _ notice: Notice) -> Response {
    .seeOther(Paths.trace(visit.path), saying: notice)
  }
}
