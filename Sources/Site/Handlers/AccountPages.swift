import Automations
import HTTPTypes
import Hummingbird
import Scheduling

/// One's own account: password, sessions and API tokens.
struct AccountPages: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await page(request, context, status: .ok)
  }

  @Sendable func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response
  {
    let session = try context.requireSession()
    let form = PasswordForm(form: try await services.checkedForm(request, session))
    do {
      let secret = try await services.accounts.changePassword(
        from: form.current, to: try form.new, in: session)
      return .seeOther(
        "/account?notice=password-set", cookie: SessionCookie(origin: services.origin).set(secret))
    } catch Refusal.invalid(let faults) {
      return try await page(request, context, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func endSession(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.endSession(context.parameter("id"), by: session)
    return .seeOther("/account?notice=session-ended")
  }

  @Sendable func endOtherSessions(_ request: Request, _ context: SiteContext) async throws
    -> Response
  {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.endOtherSessions(than: session)
    return .seeOther("/account?notice=sessions-ended")
  }

  /// Answers with the token itself: it is told this once, and kept nowhere.
  @Sendable func createToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    let form = TokenForm(form: try await services.checkedForm(request, session))
    do {
      let (access, expiry) = try form.limits(from: services.now())
      let text = try await services.accounts.createToken(
        id: form.tokenID, name: form.name, access: access, expiresAt: expiry, of: session.userID)
      return try await page(
        request, context, made: AccountPage.Made(name: form.name, text: text), status: .created)
    } catch Refusal.invalid(let faults) {
      return try await page(
        request, context, typed: form.typed, faults: faults, status: .unprocessableContent)
    }
  }

  @Sendable func revokeToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try context.requireSession()
    try await services.checkedForm(request, session)
    try await services.accounts.revokeToken(context.parameter("id"), by: session)
    return .seeOther("/account?notice=token-revoked")
  }

  private func page(
    _ request: Request, _ context: SiteContext, typed: [String: String] = TokenForm.usual,
    faults: [Fault] = [], made: AccountPage.Made? = nil, status: HTTPResponse.Status
  ) async throws -> Response {
    let session = try context.requireSession()
    return try services.render(
      AccountPage(
        layout: services.layout("Account", context, request), session: session,
        account: try await services.accounts.own(session), typed: typed, faults: faults,
        made: made, now: services.now()),
      status: status)
  }
}
