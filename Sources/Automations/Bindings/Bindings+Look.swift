package import OrderedJSON
package import Scheduling
import Workflows

/// What a binding would make of a call, for whoever looks at it before it is bound.
package struct CallLook: Sendable {
  /// The call as it would be sent, secrets as `[secret name]`; `nil`: none could be.
  package let request: JSON?
  /// What of it the tool over there would be given; `nil`: nothing could be.
  package let params: JSON?
  /// Why it cannot be carried out as it stands, in a sentence; `nil`: it can, as far as is known.
  package let obstacle: String?
  /// What of it is left away, in sentences.
  package let notices: [String]
}

extension Bindings {
  /// A tool as it would be bound.
  /// - Throws: `Refusal.invalid` as `BindingDraft.binding(among:)`.
  package func bound(by draft: BindingDraft) throws(Refusal) -> BoundTool {
    let binding = try draft.binding(among: reachable)
    // A draft names a connection that can be reached.
    guard let connection = reachable.named(binding.connection) else {
      throw .invalid([Fault(["connection"], "must be the name of a connection")])
    }
    return BoundTool(tool: draft.tool, binding: binding, connection: connection)
  }

  /// What would be made of a call.
  /// - Parameters:
  ///   - params: as it was recorded, unescaped.
  ///   - userID: for whom it would be carried out.
  package func look(
    at params: JSON, by tool: BoundTool, for userID: String, now: Instant
  ) -> CallLook {
    var budget = ReviewBudget()
    let review = self.review(of: params.escapingReferences, by: tool, within: &budget)
    let notices = review?.notices ?? []
    guard let sent = try? budget.sent(of: params, by: tool) else {
      return CallLook(
        request: nil, params: nil, obstacle: review?.obstacle, notices: notices)
    }
    let call = ToolCall(
      runID: Bindings.openID, userID: userID, scheduledAt: now, step: 1, tool: tool.tool,
      connection: tool.connection, mapping: tool.mapping, params: sent, attempt: 1,
      timeout: tool.mapping.timeout ?? Limits.stepSeconds.all,
      effect: tool.mapping.effect ?? .once, idempotencyKey: Bindings.openKey)
    return CallLook(
      request: adapter(of: tool.connection)?.request(for: call) ?? sent, params: sent,
      obstacle: review?.obstacle, notices: notices)
  }

  /// Stand for what each run has of its own.
  private static let openID = "00000000-0000-0000-0000-000000000000"
  private static let openKey = "of-each-run"
}
