import Automations
import HTTPTypes
import Hummingbird
import Scheduling

/// One's own account: password, sessions and API tokens.
struct AccountPages: Sendable {
  let services: Services

  @Sendable func show<Parameters>(_ visit: Visit<Parameters>) async throws -> Response {
    let query = Form(query: visit.request.uri.query ?? "")
    let told = OnceCookie.newToken(services.origin)
    var response = try await page(
      visit, made: query["made"], text: told.text(of: visit.request), status: .ok)
    // Told this once.
    if visit.request.method == .get, told.text(of: visit.request) != nil {
      response.headers[.setCookie] = told.clear
    }
    return response
  }

  @Sendable func changePassword(_ visit: Visit<Void>) async throws -> Response {
    let form = PasswordForm(form: try await services.checkedForm(visit))
    do {
      let secret = try await services.accounts.changePassword(
        from: form.current, to: try form.new, in: visit.session, by: visit.act)
      return .seeOther(
        Paths.account(), saying: .passwordSet,
        cookie: SessionCookie(origin: services.origin).set(secret))
    } catch Refusal.invalid(let faults) {
      return try await page(visit, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func endSession(_ visit: Visit<String>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.accounts.endSession(visit.path, by: visit.act)
    return .seeOther(Paths.account(), saying: .sessionEnded)
  }

  @Sendable func endOtherSessions(_ visit: Visit<Void>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.accounts.endOtherSessions(than: visit.session, by: visit.act)
    return .seeOther(Paths.account(), saying: .sessionsEnded)
  }

  /// Leads to the page that tells the token, this once: the browser alone has it until then.
  @Sendable func createToken(_ visit: Visit<Void>) async throws -> Response {
    let form = TokenForm(form: try await services.checkedForm(visit))
    let id = form.form.newID
    do {
      let (access, expiry) = try form.limits(from: services.now())
      let text = try await services.accounts.createToken(
        id: id, name: form.name, access: access, expiresAt: expiry, of: visit.session.userID,
        by: visit.act)
      return .seeOther(
        Paths.account(query: ["made": id]),
        cookie: OnceCookie.newToken(services.origin).set(text))
    } catch Refusal.conflict {
      // The form was sent before; its page says that the token was told then.
      return .seeOther(Paths.account(query: ["made": id]))
    } catch Refusal.invalid(let faults) {
      return try await page(
        visit, typed: form.typed, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func createTokenAgain(_ visit: Visit<Void>) async throws -> Response {
    let form = TokenForm(form: try await Form(visit.request))
    return try await page(visit, typed: form.typed, status: .ok)
  }

  @Sendable func revokeToken(_ visit: Visit<String>) async throws -> Response {
    try await services.checkedForm(visit)
    try await services.accounts.revokeToken(visit.path, by: visit.act)
    return .seeOther(Paths.account(), saying: .tokenRevoked)
  }

  private func page(
    _ visit: Visit<some Any>, typed: [String: String] = TokenForm.usual,
    faults: [Fault] = [], made id: String? = nil, text: String? = nil,
    status: HTTPResponse.Status
  ) async throws -> Response {
    let account = try await services.accounts.own(visit.session)
    let made = account.tokens.first { $0.id == id }
    return try services.render(
      AccountPage(
        layout: services.layout("Account", visit), session: visit.session,
        account: account, typed: typed, faults: faults,
        made: made.map { AccountPage.Made(token: $0, text: text, now: services.now()) },
        now: services.now()),
      status: status)
  }
}
