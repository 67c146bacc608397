package import Scheduling

/// Where answers to call-backs rest until the run goes on with them.
package protocol CallbackStore: Sendable {
  /// Takes the answer of an attempt whose step waits or goes on still, and makes its run due where
  /// nobody holds it, all in one transaction. One that does not count is noted at its attempt, of
  /// several the first.
  func answer(
    _ token: CallbackToken, with answer: CallbackAnswer, at now: Instant
  ) async throws -> CallbackReceipt
  /// The tool whose step was called; `nil`: nothing is left of it.
  func tool(of token: CallbackToken) async throws -> CalledTool?
}

/// What became of an answer that came to a call-back.
package enum CallbackReceipt: Hashable, Sendable {
  /// It is on the disk, and the run goes on with it.
  case taken
  /// The step was answered before; it does not count.
  case second
  /// Its time was over, or its step had ended.
  case late
  /// Nothing is left of the run.
  case gone
}

/// A tool of somebody's that was called.
package struct CalledTool: Hashable, Sendable {
  /// Whose run it is.
  package let userID: String
  /// As the workflow names it.
  package let tool: String
  /// Whose workflow it is.
  package let traceID: String

  package init(userID: String, tool: String, traceID: String) {
    self.userID = userID
    self.tool = tool
    self.traceID = traceID
  }
}
