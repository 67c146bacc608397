import OrderedJSON
import Workflows

/// A workflow as a run goes through it.
struct RunPlan: Sendable {
  let workflow: Workflow
  /// Of the steps whose results others refer to: the ids.
  let kept: Set<String>
  /// By their ids, counted from 1.
  let numbers: [String: Int]
  /// How many attempts a run has at most, where all steps take all of theirs.
  let attempts: Int

  /// - Parameter attempts: of a step that does not say how many it has.
  init(_ workflow: Workflow, attempts: Int) {
    self.workflow = workflow
    var kept: Set<String> = []
    for step in workflow.steps where step.isOn {
      let referred = ReferredValues(of: step.params)
      kept.formUnion(referred.results)
      kept.formUnion(referred.lists)
    }
    for loop in workflow.loops { kept.formUnion(ReferredValues(of: loop.over).results) }
    self.kept = kept
    numbers = Dictionary(
      workflow.steps.enumerated().map { ($0.element.id, $0.offset + 1) }
    ) { first, _ in first }
    let times = Dictionary(
      workflow.loops.flatMap { loop in loop.steps.map { ($0, loop.most) } }
    ) { first, _ in first }
    self.attempts = workflow.steps.reduce(0) { sum, step in
      let most = (step.attempts ?? attempts).multipliedReportingOverflow(by: times[step.id] ?? 1)
      let (total, isTooMuch) = sum.addingReportingOverflow(most.partialValue)
      return most.overflow || isTooMuch ? .max : total
    }
  }

  /// Bytes that are kept of each request and each answer, so that those of the whole run stay within
  /// `Limits.runRecordBytes`.
  var recordBytes: Int {
    Limits.runRecordBytes / 2 / max(attempts, 1)
  }
}
