/// What is known of a workflow's calls before it runs.
package struct WorkflowReview: Sendable {
  /// How many there are.
  package let calls: Int
  /// Those that cannot be carried out as they stand, counted from 1: nothing carries their tool out,
  /// or what does lacks something or would refuse what they say.
  package let hindered: [Int]
  /// The tools that no binding covers, each once, in order.
  package let unbound: [String]
  /// Those that are bound to what is switched off or not there, each once, in order.
  package let lost: [LostTool]
  /// What a person should know of the calls that are bound, in sentences, as a deployment answers it.
  package let notices: [String]
}

extension WorkflowReview {
  /// The same with more that a person should know.
  package func saying(_ notices: [String]) -> WorkflowReview {
    WorkflowReview(
      calls: calls, hindered: hindered, unbound: unbound, lost: lost,
      notices: self.notices + notices)
  }
}

/// A tool that is bound, and that nothing carries out all the same.
package struct LostTool: Sendable {
  /// As the calls name it.
  package let tool: String
  package let why: Unbound
  /// The id of the connection, which is there and switched off; `nil`: another way is needed.
  package let switchedOff: String?
  /// Whether another connection is called by now as the one was that is gone.
  package let isNameTaken: Bool
}
