import Automations
import TestSupport

// Who acts, told by whose rows are touched.
extension BindingStore {
  func put(
    _ binding: Binding, inPlaceOf seen: SeenBinding? = nil, of userID: String
  ) async throws -> BindingOutcome {
    try await put(binding, inPlaceOf: seen, of: userID, by: .of(.user(userID)))
  }

  func remove(_ tool: String, of userID: String) async throws -> Bool {
    try await remove(tool, of: userID, by: .of(.user(userID)))
  }
}

extension AccountStore {
  func insert(_ account: Account) async throws -> Bool {
    try await insert(account, by: .of(.everybody))
  }

  func insert(_ account: Account, with token: APIToken) async throws -> Bool {
    try await insert(account, with: token, by: .of(.everybody))
  }

  func setPassword(_ hash: PasswordHash, of name: String) async throws -> Bool {
    try await setPassword(hash, of: name, by: .of(.everybody))
  }

  func change(_ change: PasswordChange) async throws -> Bool {
    try await self.change(change, by: .of(.user(change.next.userID)))
  }

  func deleteSession(_ id: String, of userID: String) async throws -> Bool {
    try await deleteSession(id, by: .of(.user(userID)))
  }

  func deleteSessions(of userID: String, except id: String) async throws {
    try await deleteSessions(except: id, by: .of(.user(userID)))
  }

  func insert(_ token: APIToken) async throws -> KeptToken {
    try await insert(token, by: .of(.user(token.userID)))
  }

  func deleteToken(_ id: String, of userID: String) async throws -> Bool {
    try await deleteToken(id, by: .of(.user(userID)))
  }

  func replace(by token: APIToken) async throws {
    try await replace(with: token, by: .of(.everybody))
  }
}
