package import OrderedJSON

/// What is to happen: the steps made from a trace. Editable until a deployment freezes it.
package struct Workflow: Hashable, Sendable {
  /// In the order in which they run; none where a trace has no tool call.
  package var steps: [Step]
  /// What of them is done for each element of a list; no step stands in two.
  package var loops: [Loop]
  /// Values with names, which people, schedules and triggers may give others.
  package var inputs: [Input]
  /// By the ids of steps what stands in for results in a rehearsal; empty outside of one.
  package var standIns: [String: JSON] = [:]

  /// - Parameter steps: those without an id are called after their place, `s1`.
  package init(steps: [Step], loops: [Loop] = [], inputs: [Input] = []) {
    self.steps = steps.enumerated().map { index, step in
      var step = step
      if step.id.isEmpty { step.id = Step.id(index + 1) }
      return step
    }
    (self.loops, self.inputs) = (loops, inputs)
  }

  /// Whether runs of both do the same, wherever in their logs the steps stand, and whatever was recorded.
  package func doesTheSame(as other: Workflow) -> Bool {
    func withoutRecording(_ workflow: Workflow) -> Workflow {
      var copy = workflow
      for index in copy.steps.indices {
        (copy.steps[index].entry, copy.steps[index].shape) = (nil, nil)
      }
      return copy
    }
    return withoutRecording(self) == withoutRecording(other)
  }

  /// A call of a tool.
  package struct Step: Hashable, Sendable {
    /// `s<n>`, by which references name it; it never changes.
    package var id: String
    /// The number of its entry among those of the log, from 0; `nil`: that is not known.
    package var entry: Int?
    /// A name that the owner's bindings give a meaning.
    package var tool: String
    /// The parameters as a template: literal but for its references, with keys that begin with `$`
    /// escaped.
    package var params: JSON
    /// Whether it is carried out.
    package var isOn: Bool
    /// What repeating the step would do; `nil`: as its binding says.
    package var effect: Effect?
    /// Seconds.
    package var timeout: Int
    /// At most; `nil`: as the policies say.
    package var attempts: Int?
    /// What a step that has failed for good means for its run.
    package var onError: OnError
    /// The shape that its result must have; `nil`: any.
    package var expect: ResultShape?
    /// The shape of what it gave when it was recorded, by which a version tells what has changed; `nil`:
    /// that is not known.
    package var shape: ResultShape?

    package init(
      id: String = "", entry: Int? = nil, tool: String, params: JSON, isOn: Bool = true,
      effect: Effect? = nil, timeout: Int = Limits.stepSeconds.all, attempts: Int? = nil,
      onError: OnError = .stop, expect: ResultShape? = nil
    ) {
      self.id = id
      self.entry = entry
      self.tool = tool
      self.params = params
      self.isOn = isOn
      self.effect = effect
      self.timeout = timeout
      self.attempts = attempts
      self.onError = onError
      self.expect = expect
    }

    /// - Parameter number: counted from 1.
    package static func id(_ number: Int) -> String { "s\(number)" }
  }

  /// Steps in a row that are done for each element of a list.
  package struct Loop: Hashable, Sendable {
    /// `l<n>`; it never changes.
    package var id: String
    /// Of the steps, in their order.
    package var steps: [String]
    /// A template whose value is the list.
    package var over: JSON
    /// Elements at most; a longer list fails the run.
    package var most: Int

    package init(id: String, steps: [String], over: JSON, most: Int = Limits.loopElements) {
      (self.id, self.steps, self.over, self.most) = (id, steps, over, most)
    }
  }

  /// A value with a name.
  package struct Input: Hashable, Sendable {
    /// Letters, digits and `_`, unlike those of the others.
    package var name: String
    /// What it is unless a run is given another one.
    package var value: JSON

    package init(name: String, value: JSON) { (self.name, self.value) = (name, value) }
  }

  /// Whether a failed step ends the run as failed, or is passed over.
  package enum OnError: String, CaseIterable, Sendable { case stop, `continue` }
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
