/// What is known of a workflow's calls before it runs.
package struct WorkflowReview: Sendable {
  /// How many there are.
  package let calls: Int
  /// Those that cannot be carried out as they stand, counted from 1: nothing carries their tool out,
  /// or what does lacks something or would refuse what they say.
  package let hindered: [Int]
  /// The tools that no binding covers, each once, in order.
  package let unbound: [String]
  /// What a person should know of the calls that are bound, in sentences, as a deployment answers it.
  package let notices: [String]
}
