import Automations

/// A trace with its automation, and whose it is: what a WHERE says of both.
struct OwnedTrace {
  let id: String
  let userID: String
}

extension Session {
  /// - Returns: `nil` where there is no such trace in the scope.
  func ownedTrace(_ id: String, in scope: Scope) throws -> OwnedTrace? {
    try first(
      """
      SELECT id, user_id FROM automation_traces
      WHERE id = ? AND user_id = coalesce(CAST(? AS TEXT), user_id)
      """,
      [id, scope.userID]
    ) { OwnedTrace(id: try $0.text(0), userID: try $0.text(1)) }
  }
}
