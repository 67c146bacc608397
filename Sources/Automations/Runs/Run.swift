package import OrderedJSON
package import Scheduling
package import Workflows

/// An execution of a workflow.
package struct Run: Sendable {
  /// UUID, lower case.
  package let id: String
  /// The automation's.
  package let traceID: String
  /// `nil`: a manual run of a workflow that was not deployed.
  package let version: Int?
  /// The planned instant; of a manual run when it was asked for.
  package let scheduledAt: Instant
  /// Started by a person, not by the schedule.
  package let manual: Bool
  /// The instant for which it was rehearsed, so that only steps were done that read; `nil`: it ran.
  package let rehearses: Instant?
  /// Begun so late that it had been missed.
  package let late: Bool
  /// The run that this one repeats.
  package let rerunOf: String?
  /// `nil` while it waits to be started.
  package let startedAt: Instant?
  /// `nil` while it waits or goes on.
  package let finishedAt: Instant?
  /// `nil` while it waits or goes on.
  package let outcome: Outcome?
  /// Where it stands; `nil`: it has ended.
  package let phase: Phase?
  /// Why it ended so; `nil` while it has not, and where it simply succeeded.
  package let reason: Reason?
  /// The steps that began, in order; empty in lists of runs.
  package let steps: [StepRecord]
  /// How many steps its workflow has; `nil` in lists of runs.
  package let stepCount: Int?

  package init(
    id: String, traceID: String, version: Int?, scheduledAt: Instant, manual: Bool,
    startedAt: Instant?, finishedAt: Instant?, outcome: Outcome?, phase: Phase?,
    reason: Reason?, steps: [StepRecord], late: Bool = false, rerunOf: String? = nil,
    stepCount: Int? = nil, rehearses: Instant? = nil
  ) {
    self.id = id
    self.traceID = traceID
    self.version = version
    self.scheduledAt = scheduledAt
    self.manual = manual
    self.rehearses = rehearses
    self.late = late
    self.rerunOf = rerunOf
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.outcome = outcome
    self.phase = phase
    self.reason = reason
    self.steps = steps
    self.stepCount = stepCount
  }
}

extension Run {
  /// How far a run has come.
  package struct Progress: Hashable, Sendable {
    /// The step that goes on or comes next, counted from 1.
    package let step: Int
    /// How many steps there are.
    package let of: Int
    /// Attempts of the step that have begun.
    package let attempts: Int
    /// Whether an attempt of it is to begin: what it calls may be busy with others.
    package let isNext: Bool
    /// When the next attempt follows, while it waits for that.
    package let waitingUntil: Instant?
    /// The element of its loop that the step is at, counted from 1; `nil`: it stands in none.
    package var element: Int?
    /// How many elements there are; `nil`: it stands in no loop.
    package var ofElements: Int?

    /// The one that began last, or is the first, counted from 1.
    package var attempt: Int { max(attempts, 1) }
  }

  /// What a person should know of it though nothing has failed: the notices of its steps, each with
  /// the step's name.
  package var notices: [String] {
    steps.flatMap { step in step.notices.map { "Step \(step.index) (\(step.tool)): \($0)" } }
  }

  /// Until when the answer comes that it waits for; `nil`: it waits for none.
  package var waitingUntil: Instant? {
    if case .awaitingAnswer(let instant)? = phase { instant } else { nil }
  }

  /// Where the run is; `nil` where it does not go on.
  package var progress: Progress? { progress(last: steps.last) }

  /// - Parameter last: the step that began last; `nil`: none has begun.
  func progress(last: StepRecord?) -> Progress? {
    guard outcome == nil, startedAt != nil, let stepCount else { return nil }
    if let last, last.outcome != nil, let element = last.elements.last?.index,
      let count = last.elementCount, element < count
    {
      return Progress(
        step: last.index, of: stepCount, attempts: 0, isNext: true, waitingUntil: nil,
        element: element + 1, ofElements: count)
    }
    guard let last, last.outcome == nil else {
      let next = (last?.index ?? 0) + 1
      return Progress(
        step: min(next, stepCount), of: stepCount, attempts: 0, isNext: next <= stepCount,
        waitingUntil: nil)
    }
    // Where others keep it from that then, nobody knows when it follows.
    let time: Instant? = if case .betweenAttempts(let time)? = phase { time } else { nil }
    return Progress(
      step: last.index, of: stepCount, attempts: last.latestAttempts.count,
      isNext: last.retryAt != nil, waitingUntil: time, element: last.elements.last?.index,
      ofElements: last.elementCount)
  }
}

/// What a run's step did.
package struct StepRecord: Sendable {
  /// Counted from 1.
  package let index: Int
  /// In its workflow.
  package let id: String
  /// As the workflow names it.
  package let tool: String
  /// What carried out the latest attempt.
  package let adapter: AdapterKind
  /// What repeating it would do, as was found before its first attempt.
  package let effect: Effect
  /// `nil` while it goes on.
  package let outcome: Outcome?
  /// Whether it failed so that a later run would fail alike.
  package let isPermanent: Bool
  /// In order.
  package let attempts: [Attempt]
  /// When another attempt follows; `nil` where none does, or one goes on.
  package let retryAt: Instant?
  /// What a person should know of it though nothing has failed, in sentences: what of its call was
  /// left away by the latest attempt, and which answers did not count.
  package let notices: [String]
  /// What it did for those elements of its loop for which it began, in their order; none outside of
  /// loops. Then it has no attempts itself.
  package let elements: [ElementRecord]
  /// How many elements its loop goes over; `nil`: it stands in none.
  package let elementCount: Int?

  package init(
    index: Int, tool: String, adapter: AdapterKind, effect: Effect, outcome: Outcome?,
    attempts: [Attempt], isPermanent: Bool = false, retryAt: Instant? = nil,
    notices: [String] = [], id: String? = nil
  ) {
    self.index = index
    self.id = id ?? Workflow.Step.id(index)
    self.tool = tool
    self.adapter = adapter
    self.effect = effect
    self.outcome = outcome
    self.isPermanent = isPermanent
    self.attempts = attempts
    self.retryAt = retryAt
    self.notices = notices
    (elements, elementCount) = ([], nil)
  }

  /// A step in a loop.
  /// - Parameters:
  ///   - one: what it is, as it was for the first of the elements.
  ///   - count: of the elements.
  package init(ofLoop one: StepRecord, over count: Int?, _ elements: [ElementRecord]) {
    (index, id, tool, adapter, effect) = (one.index, one.id, one.tool, one.adapter, one.effect)
    let outcomes = elements.map(\.outcome)
    outcome =
      if outcomes.contains(nil) {
        nil
      } else {
        [.unknown, .failed, .cancelled, .skipped].first(where: outcomes.contains) ?? .succeeded
      }
    isPermanent = false
    attempts = []
    retryAt = elements.last?.retryAt
    notices = elements.flatMap { element in
      element.notices.map { "Element \(element.index): \($0)" }
    }
    (self.elements, elementCount) = (elements, count)
  }

  /// Those of the element that it came to last, in a loop.
  package var latestAttempts: [Attempt] { elements.last?.attempts ?? attempts }
}

/// What a run's step did for an element of its loop.
package struct ElementRecord: Sendable {
  /// Counted from 1.
  package let index: Int
  /// `nil` while it goes on.
  package let outcome: Outcome?
  /// In order.
  package let attempts: [Attempt]
  /// When another attempt follows; `nil` where none does, or one goes on.
  package let retryAt: Instant?
  /// As of a step.
  package let notices: [String]

  package init(
    index: Int, outcome: Outcome?, attempts: [Attempt], retryAt: Instant? = nil,
    notices: [String] = []
  ) {
    (self.index, self.outcome, self.attempts) = (index, outcome, attempts)
    (self.retryAt, self.notices) = (retryAt, notices)
  }
}

/// One try of a step.
package struct Attempt: Sendable {
  /// Counted from 1.
  package let number: Int
  /// Before anything was sent.
  package let startedAt: Instant
  /// `nil` while it goes on, and for a try whose end nobody saw.
  package let durationMilliseconds: Int?
  /// What was sent, as the adapter rendered it.
  package let request: JSON
  /// What came back, cut to 10 kB.
  package let response: JSON?
  /// Why it failed, in a sentence of at most 2 kB; `nil`: it did not, as far as is known.
  package let error: String?
  /// Whether a stop ended it, before or after it was sent.
  package let isCutOff: Bool
  /// What is said of an answer to its call-back that did not count; `nil`: none came.
  package let refusedAnswer: String?

  package init(
    number: Int, startedAt: Instant, durationMilliseconds: Int?, request: JSON, response: JSON?,
    error: String?, isCutOff: Bool, refusedAnswer: String? = nil
  ) {
    self.number = number
    self.startedAt = startedAt
    self.durationMilliseconds = durationMilliseconds
    self.request = request
    self.response = response
    self.error = error?.recorded
    self.isCutOff = isCutOff
    self.refusedAnswer = refusedAnswer
  }
}
