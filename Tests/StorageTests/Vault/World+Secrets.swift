import Automations
import Scheduling
import TestSupport

extension World {
  /// Puts a secret that nobody can open, under the owner's data key, which is made where there is none.
  func putSecret(
    _ name: String, in row: SecretRow, of user: String = "alice", last4: String = "",
    at time: Instant = .morning
  ) async throws {
    var key = try await vault.dataKey(of: user)
    if key == nil { key = try await vault.keep(.wrapped(of: user), at: time) }
    try await vault.put(
      [
        SealedSecret(
          place: SecretPlace(row, name), userID: user, sealed: [1, 2, 3],
          dataKeyID: key?.id ?? "", last4: last4, setAt: time)
      ], by: .of(.user(user), at: time))
  }
}

extension WrappedKey {
  /// A new data key that nobody can open.
  static func wrapped(of user: String, by wrappedBy: String = "first") -> WrappedKey {
    WrappedKey(userID: user, id: Identifier.random(), wrapped: [4, 5, 6], wrappedBy: wrappedBy)
  }
}
