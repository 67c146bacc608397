import Automations
import Hummingbird
import Logging
import OrderedJSON

/// Accounts in the JSON API.
struct AccountAPI: Sendable {
  let services: Services

  @Sendable func create(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let (name, password) = (body.text("name"), body.optionalText("password"))
    guard body.faults.isEmpty else { throw Refusal.invalid(body.faults) }
    let token = try await services.accounts.create(
      name: name, password: password, by: context.requireCaller())
    return .json(
      ["success": true, "user_id": .string(name), "token": .string(token)], status: .created)
  }

  @Sendable func createToken(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let (userID, name) = (body.text("user_id"), body.text("name"))
    let access: APIToken.Access? = body.choice("access")
    let expiry = body.optionalInstant("expires_at")
    guard let access, body.faults.isEmpty else { throw Refusal.invalid(body.faults) }
    let token = try await services.accounts.createToken(
      name: name, access: access, expiresAt: expiry, of: userID)
    return .json(["success": true, "token": .string(token)], status: .created)
  }

  /// Sets an account's password, for `reprise user password`.
  @Sendable func setPassword(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let (name, password) = (body.text("name"), body.text("password"))
    guard body.faults.isEmpty else { throw Refusal.invalid(body.faults) }
    try await services.accounts.setPassword(password, of: name, by: context.requireCaller())
    return .json(["success": true])
  }

  /// The query of a one-time sign-in link, for `reprise user link`.
  @Sendable func createSignInLink(_ request: Request, _ context: SiteContext) async throws
    -> Response
  {
    var body = try await JSONBody(request)
    let name = body.text("name")
    guard body.faults.isEmpty else { throw Refusal.invalid(body.faults) }
    let query = try await services.accounts.signInLink(of: name)
    return .json(["success": true, "query": .string(query)], status: .created)
  }
}

/// Whether the program can serve.
struct HealthAPI: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    if let fault = await services.healthFault() {
      // Anybody may ask: paths of the server are for the log alone.
      context.logger.error("storage failed", metadata: ["error": "\(fault)"])
      let reason = (fault as? any StorageFailure)?.outline ?? "the database does not answer"
      return .json(
        ["status": "unavailable", "reason": .string(reason)], status: .serviceUnavailable)
    }
    return .json(["status": "ok"])
  }
}
