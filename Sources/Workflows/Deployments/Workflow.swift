/// What is to happen: the steps made from a trace. Editable until a deployment freezes it.
package struct Workflow: Hashable, Sendable {
  package var steps: [Step]

  package init(steps: [Step]) { self.steps = steps }

  package struct Step: Hashable, Sendable {
    package var tool: String
    /// The recorded parameters as a template: literal, with keys that begin with `$` escaped.
    package var params: JSON
    /// What repeating the step would do; `nil`: as its binding says.
    package var effect: Effect?
    /// Seconds.
    package var timeout: Int
    package var onError: OnError

    package static let defaultTimeout = 30

    package init(
      tool: String, params: JSON, effect: Effect? = nil, timeout: Int = defaultTimeout,
      onError: OnError = .stop
    ) {
      self.tool = tool
      self.params = params
      self.effect = effect
      self.timeout = timeout
      self.onError = onError
    }
  }

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
