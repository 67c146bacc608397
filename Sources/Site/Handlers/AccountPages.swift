import Automations
import HTTPTypes
import Hummingbird
import Scheduling

/// One's own account: password, sessions and API tokens.
struct AccountPages: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = Form(query: request.uri.query ?? "")
    let told = NewTokenCookie(origin: services.origin)
    var response = try await page(
      request, context, made: query["made"], text: told.text(of: request), status: .ok)
    // Told this once.
    if request.method == .get, told.text(of: request) != nil {
      response.headers[.setCookie] = told.clear
    }
    return response
  }

  @Sendable func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response
  {
    let session = try context.requireSession()
    let form = PasswordForm(form: try await services.checkedForm(request, session))
    do {
      let secret = try await services.accounts.changePassword(
        from: form.current, to: try form.new, in: session, by: context.requireAct())
      return .seeOther(
        "/account", saying: .passwordSet,
        cookie: SessionCookie(origin: services.origin).set(secret))
    } catch Refusal.invalid(let faults) {
      return try await page(request, context, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func endSession(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.endSession(context.parameter("id"), by: context.requireAct())
    return .seeOther("/account", saying: .sessionEnded)
  }

  @Sendable func endOtherSessions(_ request: Request, _ context: SiteContext) async throws
    -> Response
  {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.endOtherSessions(than: session, by: context.requireAct())
    return .seeOther("/account", saying: .sessionsEnded)
  }

  /// Leads to the page that tells the token, this once: the browser alone has it until then.
  @Sendable func createToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    let form = TokenForm(form: try await services.checkedForm(request, session))
    let id = form.tokenID
    do {
      let (access, expiry) = try form.limits(from: services.now())
      let text = try await services.accounts.createToken(
        id: id, name: form.name, access: access, expiresAt: expiry, of: session.userID,
        by: context.requireAct())
      return .seeOther(
        "/account?made=\(id)", cookie: NewTokenCookie(origin: services.origin).set(text))
    } catch Refusal.conflict {
      // The form was sent before; its page says that the token was told then.
      return .seeOther("/account?made=\(id)")
    } catch Refusal.invalid(let faults) {
      return try await page(
        request, context, typed: form.typed, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func createTokenAgain(_ request: Request, _ context: SiteContext) async throws
    -> Response
  {
    let form = TokenForm(form: try await Form(request))
    return try await page(request, context, typed: form.typed, status: .ok)
  }

  @Sendable func revokeToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.revokeToken(context.parameter("id"), by: context.requireAct())
    return .seeOther("/account", saying: .tokenRevoked)
  }

  private func page(
    _ request: Request, _ context: SiteContext, typed: [String: String] = TokenForm.usual,
    faults: [Fault] = [], made id: String? = nil, text: String? = nil,
    status: HTTPResponse.Status
  ) async throws -> Response {
    let session = try context.requireSession()
    let account = try await services.accounts.own(session)
    let made = account.tokens.first { $0.id == id }
    return try services.render(
      AccountPage(
        layout: services.layout("Account", context, request), session: session,
        account: account, typed: typed, faults: faults,
        made: made.map { AccountPage.Made(token: $0, text: text, now: services.now()) },
        now: services.now()),
      status: status)
  }
}
