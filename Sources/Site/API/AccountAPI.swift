import Automations
import Scheduling

/// Accounts in the JSON API.
struct AccountAPI: Sendable {
  let services: Services

  @Sendable func create(_ call: Call<Void, NewAccount>) async throws -> Created {
    let made = try await services.accounts.create(
      name: call.input.name, password: call.input.password, by: call.act)
    return Created(userID: made.name, token: made.token)
  }

  @Sendable func createToken(_ call: Call<Void, NewToken>) async throws -> String {
    let new = call.input
    return try await services.accounts.createToken(
      name: new.name, access: new.access, expiresAt: new.expiresAt, of: new.userID, by: call.act)
  }

  /// Sets an account's password, for `reprise user password`.
  @Sendable func setPassword(_ call: Call<Void, NewPassword>) async throws {
    try await services.accounts.setPassword(
      call.input.password, of: call.input.name, by: call.act)
  }

  /// The query of a one-time sign-in link, for `reprise user link`.
  @Sendable func createSignInLink(_ call: Call<Void, String>) async throws -> String {
    try await services.accounts.signInLink(of: call.input, by: call.act)
  }
}

extension AccountAPI {
  struct NewAccount {
    let name: String
    let password: String?
  }

  struct Created {
    let userID: String
    let token: String
  }

  struct NewToken {
    let userID: String
    let name: String
    let access: APIToken.Access
    let expiresAt: Instant?
  }

  struct NewPassword {
    let name: String
    let password: String
  }

  static let newAccount = Input<NewAccount>.body(
    .required("name", .identifier), .optional("password", .text)
  ) { name, password throws(Refusal) in
    NewAccount(name: name, password: password)
  }

  static let newToken = Input<NewToken>.body(
    .required("user_id", .text), .required("name", .identifier), .required("access", .choice),
    .optional("expires_at", .instant)
  ) { userID, name, access, expiresAt throws(Refusal) in
    NewToken(userID: userID, name: name, access: access, expiresAt: expiresAt)
  }

  static let newPassword = Input<NewPassword>.body(
    .required("name", .text), .required("password", .text)
  ) { name, password throws(Refusal) in
    NewPassword(name: name, password: password)
  }

  static let name = Input<String>.body(.required("name", .text)) { name throws(Refusal) in name }

  static let created = Shape<Created>.success([
    Member("user_id", .text) { $0.userID },
    Member("token", .text) { $0.token },
  ])

  static let token = Shape<String>.success([Member("token", .text) { $0 }])

  static let link = Shape<String>.success([Member("query", .text) { $0 }])

  static let passwordSet = Shape<Void>.success([])
}
