import Automations
import OrderedJSON
import Workflows

/// A workflow as a run goes through it.
struct RunPlan: Sendable {
  let workflow: Workflow
  /// One after another; steps that are off are in none.
  let parts: [Part]
  /// Of the steps whose results others refer to: the ids.
  let kept: Set<String>
  /// Of the steps by their ids, counted from 1.
  let numbers: [String: Int]
  /// The ids of loops by those of their steps.
  let loops: [String: String]
  /// How many attempts a run has at most, where all steps take all of theirs.
  let attempts: Int

  /// - Parameter attempts: of a step that does not say how many it has.
  init(_ workflow: Workflow, attempts: Int) {
    self.workflow = workflow
    kept = workflow.referredSteps
    numbers = Dictionary(
      workflow.steps.enumerated().map { ($0.element.id, $0.offset + 1) }
    ) { first, _ in first }
    let looped = Dictionary(
      workflow.loops.flatMap { loop in loop.steps.map { ($0, loop) } }
    ) { first, _ in first }
    loops = looped.mapValues(\.id)
    parts = RunPlan.parts(of: workflow, looped)
    self.attempts = workflow.steps.reduce(0) { sum, step in
      let most = (step.attempts ?? attempts).multipliedReportingOverflow(
        by: looped[step.id]?.most ?? 1)
      let (total, isTooMuch) = sum.addingReportingOverflow(most.partialValue)
      return most.overflow || isTooMuch ? .max : total
    }
  }

  /// A loop stands where its first step does.
  private static func parts(
    of workflow: Workflow, _ looped: [String: Workflow.Loop]
  ) -> [Part] {
    var parts: [Part] = []
    var places: [String: Int] = [:]
    for (offset, step) in workflow.steps.enumerated() where step.isOn {
      let step = Step(step: step, number: offset + 1)
      guard let loop = looped[step.step.id] else {
        parts.append(.step(step))
        continue
      }
      if let place = places[loop.id], case .loop(_, let steps) = parts[place] {
        parts[place] = .loop(loop, steps + [step])
      } else {
        places[loop.id] = parts.count
        parts.append(.loop(loop, [step]))
      }
    }
    return parts
  }

  /// Bytes that are kept of each request and each answer, so that those of the whole run stay within
  /// `Limits.runRecordBytes`.
  var recordBytes: Int {
    Limits.runRecordBytes / 2 / max(attempts, 1)
  }
}

extension RunPlan {
  /// What is done before the next begins.
  enum Part: Sendable {
    case step(Step)
    /// - Parameter steps: one at least.
    case loop(Workflow.Loop, _ steps: [Step])
  }

  /// A step with its number, counted from 1.
  struct Step: Sendable {
    let step: Workflow.Step
    let number: Int

    /// How a sentence names it.
    var words: String { StepPlace(step: number).words(step.tool) }
  }
}
