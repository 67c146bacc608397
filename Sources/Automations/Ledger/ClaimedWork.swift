import OrderedJSON
package import Scheduling
package import Workflows

/// What the holder of a claim carries out, and how far others have come with it.
package struct ClaimedWork: Sendable {
  /// As it was frozen with the version, or with a manual run.
  package let workflow: Workflow
  /// What is known of the steps that began before; none of a run that begins.
  package let progress: [StepPlace: StepProgress]
  /// Bytes of what is kept of it whole.
  package let keptBytes: Int

  package init(workflow: Workflow, progress: [StepPlace: StepProgress], keptBytes: Int = 0) {
    self.workflow = workflow
    self.progress = progress
    self.keptBytes = keptBytes
  }
}

/// How far a step has come, without what was sent and what came back.
package struct StepProgress: Hashable, Sendable {
  /// What repeating it would do, as was found before its latest attempt.
  package let effect: Effect
  /// `nil` while it goes on.
  package let outcome: Outcome?
  /// Whether it failed so that a later run would fail alike.
  package let isPermanent: Bool
  /// How many attempts a stop or a crash cut off and no answer came to.
  package let cutOff: Int
  /// The latest attempt; `nil` of a step that has succeeded.
  package let last: LastAttempt?
  /// What came to a call-back since, with which the step goes on; `nil`: nothing did.
  package let answer: Answered?
  /// Until when an answer may come to the call-back of the latest attempt; `nil`: it waits for none.
  package let waitingUntil: Instant?

  package init(
    effect: Effect, outcome: Outcome?, isPermanent: Bool, cutOff: Int, last: LastAttempt?,
    answer: Answered? = nil, waitingUntil: Instant? = nil
  ) {
    self.effect = effect
    self.outcome = outcome
    self.isPermanent = isPermanent
    self.cutOff = cutOff
    self.last = last
    self.answer = answer
    self.waitingUntil = waitingUntil
  }

  /// An attempt whose call-back was answered.
  package struct Answered: Hashable, Sendable {
    /// Counted from 1; not always the latest.
    package let number: Int
    /// Before anything was sent.
    package let startedAt: Instant
    /// When the answer came.
    package let at: Instant
    /// What it says.
    package let answer: CallbackAnswer

    package init(number: Int, startedAt: Instant, at: Instant, answer: CallbackAnswer) {
      self.number = number
      self.startedAt = startedAt
      self.at = at
      self.answer = answer
    }
  }

  package struct LastAttempt: Hashable, Sendable {
    /// Counted from 1.
    package let number: Int
    /// Before anything was sent.
    package let startedAt: Instant
    /// Whether it goes on or waits for its answer, as far as is known: nobody has seen its end.
    package let isOpen: Bool
    /// Why it failed, in a sentence of at most 2 kB; `nil`: it did not, as far as is known.
    package let error: String?

    package init(number: Int, startedAt: Instant, isOpen: Bool, error: String?) {
      self.number = number
      self.startedAt = startedAt
      self.isOpen = isOpen
      self.error = error?.recorded
    }
  }
}
