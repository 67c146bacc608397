import Automations
import HTTPTypes
import Hummingbird
import OrderedJSON
import Scheduling

/// A connection, and what its forms do.
extension ConnectionPages {
  @Sendable func show(_ visit: Visit<String>) async throws -> Response {
    try await page(visit, listed(visit))
  }

  @Sendable func changeAgain(_ visit: Visit<String>) async throws -> Response {
    try await page(
      visit, listed(visit), typed: try await Form(visit.request, leavingOutNoText: true))
  }

  @Sendable func change(_ visit: Visit<String>) async throws -> Response {
    let listed = try await listed(visit)
    let form: Form
    do {
      form = try await services.checkedForm(visit)
    } catch Refusal.invalid(let faults) {
      let rest = try? await Form(visit.request, leavingOutNoText: true)
      try rest?.check(listed, .name, .settings, .secrets)
      return try page(
        visit, listed, typed: rest, faults: faults.map(\.ofFile), status: .unprocessableContent)
    }
    let sent = ConnectionForm(form: form, kind: listed.connection.kind)
    // A second press finds what the first one made of it.
    let moment = services.now().advanced(byMilliseconds: -Limits.onePress)
    if let seen = form["seen"], seen != SeenConnection(listed).text,
      sent.isDone(in: listed, since: moment)
    {
      return back(visit, .connectionChanged)
    }
    try form.check(listed, .name, .settings, .secrets)
    do {
      _ = try await services.connections.change(
        visit.path, sent.change(of: listed.connection), by: visit.act)
      return back(visit, .connectionChanged)
    } catch Refusal.invalid(let faults) {
      return try page(
        visit, listed, typed: form, faults: faults, status: .unprocessableContent)
    } catch Refusal.forbidden(let words) where listed.isTheirs {
      return try page(
        visit, listed, typed: form, faults: [Fault(["shared"], words)],
        status: .unprocessableContent)
    }
  }

  /// Begins a test, whose outcome the page shows: it may take as long as another server likes.
  @Sendable func test(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let listed = try await listed(visit)
    guard services.connections.canTest(listed.connection) else {
      throw Refusal.conflict("Nothing can test a connection of this kind")
    }
    let probe = ConnectionProbe(
      form["method"].flatMap(ConnectionProbe.Method.init(rawValue:)) ?? .head,
      path: (form["path"] ?? "").trimmedOfWhiteSpace)
    let key = LatestTests.Key(listed, for: visit.caller)
    if try tests.begin(key, seen: listed.seenByTests, at: services.now()) {
      let (services, tests, id, act) = (services, tests, visit.path, visit.act)
      Task {
        let test: ConnectionTest
        do {
          test = try await services.connections.test(id, probe, by: act)
        } catch {
          let words = (error as? Refusal)?.sentence ?? "the storage does not answer"
          test = ConnectionTest(.failed, "It could not be tested: \(words).")
        }
        tests.end(key, with: test, at: services.now())
      }
    }
    return .seeOther(
      Paths.connection(
        visit.path, query: ["trace_id": form["trace_id"], "step": form["step"]]))
  }

  @Sendable func setEnabled(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    guard let isEnabled = form["enabled"].flatMap(Bool.init) else {
      throw Refusal.badRequest("This page's buttons switch it on and off; go back and use them")
    }
    try await form.check(listed(visit), .state)
    _ = try await services.connections.change(
      visit.path, ConnectionChange(isEnabled: isEnabled), by: visit.act)
    return back(visit, isEnabled ? .connectionOn : .connectionOff)
  }

  /// Makes a new secret of a webhook, told this once.
  @Sendable func rotate(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let listed = try await listed(visit)
    guard listed.connection.kind.traits.makesSecret else {
      throw Refusal.conflict(
        "Only the secret of a webhook is made here; type another into the connection's form")
    }
    try form.check(listed, .secrets)
    let secret = WebhookSecret.random()
    _ = try await services.connections.change(
      visit.path, ConnectionChange(secrets: ["secret": .string(secret.text)]), by: visit.act)
    return .seeOther(
      Paths.connection(visit.path, query: ["made": "1"]),
      cookie: OnceCookie.newSecret(services.origin).set(secret.text))
  }

  @Sendable func confirmDelete(_ visit: Visit<String>) async throws -> Response {
    let listed = try await listed(visit)
    guard listed.isTheirs else { throw Refusal.forbidden(ConnectionPages.notTheirs) }
    return try services.render(
      ConnectionDeletePage(layout: services.layout("Delete", visit), listed: listed))
  }

  @Sendable func delete(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let listed = try await listed(visit)
    if listed.isTheirs { try form.check(listed, .name, .settings, .uses) }
    try await services.connections.delete(visit.path, isConfirmed: true, by: visit.act)
    return .seeOther(Paths.connections(), saying: .connectionDeleted)
  }

  private static let notTheirs = "This connection is not yours to delete"

  private func listed(_ visit: Visit<String>) async throws -> ListedConnection {
    try await services.connections.connection(visit.path, for: visit.caller)
  }

  private func back(_ visit: Visit<String>, _ notice: Notice) -> Response {
    .seeOther(Paths.connection(visit.path), saying: notice)
  }

  /// - Parameter typed: what stands in the fields of its form; `nil`: how it is.
  private func page(
    _ visit: Visit<String>, _ listed: ListedConnection, typed: Form? = nil, faults: [Fault] = [],
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let query = Form(query: visit.request.uri.query ?? "")
    let cookie = OnceCookie.newSecret(services.origin)
    let made =
      query["made"] == nil
      ? nil
      : ConnectionPage.Made(
        listed, text: visit.request.method == .get ? cookie.text(of: visit.request) : nil,
        now: services.now())
    let form = ConnectionForm(
      form: typed ?? Form(showing: listed.connection), kind: listed.connection.kind)
    var response = try services.render(
      ConnectionPage(
        layout: services.layout(listed.connection.name.listed, visit)
          .saying(isEnabled: listed.connection.isEnabled),
        listed: listed,
        fields: listed.isTheirs
          ? ConnectionFields(
            form: form, faults: faults, isHeld: typed != nil && visit.context.hold != nil,
            kept: listed,
            mayShare: visit.caller.isAdministrator || listed.connection.isShared,
            now: services.now()) : nil,
        canTest: services.connections.canTest(listed.connection),
        tested: tested(listed, visit), made: made,
        way: ConnectionPage.Way(traceID: query["trace_id"], step: query["step"], listed),
        now: services.now()),
      status: status)
    // Told this once.
    if made?.text != nil { response.headers[.setCookie] = cookie.clear }
    return response
  }
}
