import Automations
import HTTPTypes
import Hummingbird
import OrderedJSON

/// Ways to what carries tools out: the list, and making one.
struct ConnectionPages: Sendable {
  let services: Services
  let tests: LatestTests

  @Sendable func list(_ visit: Visit<Void>) async throws -> Response {
    let connections = try await services.connections.list(of: nil, for: visit.caller)
    return try services.render(
      ConnectionListPage(
        layout: services.layout("Connections", visit),
        connections: connections.map { listed in
          ConnectionListPage.Row(
            listed: listed, canTest: services.connections.canTest(listed.connection),
            tested: tested(listed, visit), now: services.now())
        }, testsLocal: services.connections.canTest(.local)))
  }

  /// The kinds to choose from, or the form of the one that the query names.
  @Sendable func new(_ visit: Visit<Void>) async throws -> Response {
    let query = Form(query: visit.request.uri.query ?? "")
    return try await form(visit, query, kind: kind(query), status: .ok)
  }

  @Sendable func newAgain(_ visit: Visit<Void>) async throws -> Response {
    let form = try await Form(visit.request)
    return try await self.form(visit, form, kind: kind(form), status: .ok)
  }

  @Sendable func create(_ visit: Visit<Void>) async throws -> Response {
    let form: Form
    do {
      form = try await services.checkedForm(visit)
    } catch Refusal.invalid(let faults) {
      // Only documents come as files.
      let rest = try? await Form(visit.request, leavingOutNoText: true)
      let kind = services.connections.kinds.first(where: \.traits.takesDocument)
      return try await self.form(
        visit, rest ?? Form(pairs: []), kind: rest.flatMap { self.kind($0) } ?? kind,
        faults: faults.map(\.ofFile), status: .unprocessableContent)
    }
    guard let kind = kind(form) else {
      throw Refusal.badRequest("This form names no kind of connections; go back and choose one")
    }
    let sent = ConnectionForm(form: form, kind: kind)
    let id = form.newID
    if let made = try await made(id, by: visit) { return next(made, secret: nil, form) }
    do {
      let (made, secret) = try await services.connections.create(
        sent.draft(), id: id, of: nil, by: visit.act)
      return next(made, secret: secret, form)
    } catch Refusal.invalid(let faults) {
      // The same form, pressed twice at once.
      if let made = try await made(id, by: visit) { return next(made, secret: nil, form) }
      return try await self.form(
        visit, form, kind: kind, faults: faults, status: .unprocessableContent)
    } catch Refusal.forbidden(let words) {
      return try await self.form(
        visit, form, kind: kind, faults: [Fault(["shared"], words)],
        status: .unprocessableContent)
    }
  }

  /// One that the form made when it was sent before; `nil`: it was not.
  private func made(_ id: String, by visit: Visit<Void>) async throws -> ListedConnection? {
    do {
      let made = try await services.connections.connection(id, for: visit.caller)
      return made.isTheirs ? made : nil
    } catch Refusal.notFound {
      return nil
    }
  }

  /// Where it goes on: where a secret was made to the page, which tells it this once; else back to the
  /// panel that led here.
  /// - Parameter secret: that was made; `nil`: none was now.
  private func next(_ made: ListedConnection, secret: SecretText?, _ form: Form) -> Response {
    let id = made.connection.id
    let notice = Notice.connectionMade.rawValue
    // The second press of a form leads where the first one did.
    if made.connection.kind.traits.makesSecret, form["secret_secret"] == nil {
      return .seeOther(
        Paths.connection(
          id,
          query: [
            "made": "1", "trace_id": form["trace_id"], "step": form["step"], "notice": notice,
          ]),
        cookie: secret.map { OnceCookie.newSecret(services.origin).set($0.text) })
    }
    guard let traceID = form["trace_id"] else {
      return .seeOther(Paths.connection(id), saying: .connectionMade)
    }
    return .seeOther(
      Paths.trace(
        traceID,
        query: [
          "bind": form["step"],
          "carried_out_by": Performer.connection(made.connection.name).value, "notice": notice,
        ]))
  }

  private func kind(_ form: Form) -> AdapterKind? {
    form["kind"].flatMap(AdapterKind.init(rawValue:)).flatMap { kind in
      services.connections.kinds.contains(kind) ? kind : nil
    }
  }

  /// - Parameters:
  ///   - typed: what stands in the fields.
  ///   - kind: `nil`: it is to be chosen.
  private func form(
    _ visit: Visit<Void>, _ typed: Form, kind: AdapterKind?, faults: [Fault] = [],
    status: HTTPResponse.Status
  ) async throws -> Response {
    try services.render(
      ConnectionNewPage(
        layout: services.layout("New connection", visit), kinds: services.connections.kinds,
        fields: kind.map {
          ConnectionFields(
            form: ConnectionForm(form: typed, kind: $0), faults: faults,
            isHeld: visit.context.hold != nil, kept: nil, mayShare: visit.caller.isAdministrator,
            now: services.now())
        },
        traceID: typed["trace_id"], step: typed["step"],
        owner: try await owner(of: typed["trace_id"], visit)),
      status: status)
  }

  /// Whose an automation is, where that is somebody else; `nil`: it is the caller's, or there is none.
  private func owner(of traceID: String?, _ visit: Visit<Void>) async throws -> String? {
    guard let traceID else { return nil }
    do {
      let trace = try await services.traces.automation(traceID, for: visit.caller)
      return trace.userID == visit.caller.userID ? nil : trace.userID
    } catch Refusal.notFound {
      return nil
    }
  }
}

extension ConnectionPages {
  /// What came of the last test of a connection as it stands now.
  func tested(_ listed: ListedConnection, _ visit: Visit<some Any>) -> LatestTests.State? {
    tests.state(of: LatestTests.Key(listed, for: visit.caller), seen: listed.seenByTests)
  }
}

extension Fault {
  /// Of a file that is no text.
  var ofFile: Fault {
    path == ["file"] ? Fault(["settings", "document"], message, kind) : self
  }
}
