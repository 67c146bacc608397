package import OrderedJSON

/// What is to happen: the steps made from a trace. Editable until a deployment freezes it.
package struct Workflow: Hashable, Sendable {
  /// In the order in which they run; none where a trace has no tool call.
  package var steps: [Step]

  package init(steps: [Step]) { self.steps = steps }

  /// A call of a tool.
  package struct Step: Hashable, Sendable {
    /// A name that the owner's bindings give a meaning.
    package var tool: String
    /// The recorded parameters as a template: literal, with keys that begin with `$` escaped.
    package var params: JSON
    /// What repeating the step would do; `nil`: as its binding says.
    package var effect: Effect?
    /// Seconds.
    package var timeout: Int
    /// What a step that has failed for good means for its run.
    package var onError: OnError

    package init(
      tool: String, params: JSON, effect: Effect? = nil, timeout: Int = Limits.stepSeconds.all,
      onError: OnError = .stop
    ) {
      self.tool = tool
      self.params = params
      self.effect = effect
      self.timeout = timeout
      self.onError = onError
    }
  }

  /// Whether a failed step ends the run as failed, or is passed over.
  package enum OnError: String, Sendable { case stop, `continue` }
}

/// What happens when a step is carried out twice.
package enum Effect: String, CaseIterable, Sendable {
  /// Nothing changes, however often.
  case read
  /// The second time changes nothing more.
  case idempotent
  /// It must happen at most once.
  case once
}
