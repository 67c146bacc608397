package import Automations
import OrderedJSON
import Scheduling
package import Templating
package import Workflows

/// What of a workflow may be meant otherwise than it was recorded, place by place, to be taken or left,
/// beside what would be sent on a day.
package struct CheckPage: Page {
  package static let template = "traces/check"

  let layout: Layout
  let workflow: TraceWorkflow
  let choice: WorkflowState
  let sent: RecordedRun
  let day: Int
  let bindings: Bindings
  let fault: String?

  /// - Parameters:
  ///   - choice: the workflow with what is chosen.
  ///   - sent: what that would send on the day.
  ///   - day: days since 1970-01-01.
  ///   - bindings: the owner's.
  ///   - fault: why the form was not taken.
  package init(
    layout: Layout, workflow: TraceWorkflow, choice: WorkflowState, sent: RecordedRun, day: Int,
    bindings: Bindings, fault: String? = nil
  ) {
    self.layout = layout.within(.traces)
    self.workflow = workflow
    self.choice = choice
    self.sent = sent
    self.day = day
    self.bindings = bindings
    self.fault = fault
  }

  package static var fields: [Field<CheckPage>] {
    [
      .model("layout") { $0.layout },
      .path("path", Paths.check) { $0.trace.id },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .path("reset_path", Paths.resetWorkflow) { $0.trace.id },
      .text("name") { $0.trace.displayName.listed },
      .text("seen") { String($0.workflow.revision) },
      .text("day") { String(Instant(day: $0.day).rfc3339.prefix { $0 != "T" }) },
      .text("fault") { $0.fault },
      .flag("is_edited") { $0.workflow.state.isEdited },
      .flag("has_proposals") { !$0.workflow.state.draft.proposals.isEmpty },
      .list("steps") { $0.steps },
      .text("more") { page in
        let hidden = page.choice.workflow.steps.count - Limits.shownOnPanel
        return hidden > 0 ? "\(hidden) more steps are not shown here; the API has them all." : nil
      },
    ]
  }

  private var trace: Automation { workflow.trace.automation }

  private var steps: [CheckedStep] {
    let places = Dictionary(grouping: CheckedPlace.all(of: choice), by: \.step)
    let mark = workflow.trace.recording.mark
    let shown = Array(choice.workflow.steps.prefix(Limits.shownOnPanel))
    let numbers = Dictionary(
      shown.enumerated().map { ($0.element.id, $0.offset + 1) }, uniquingKeysWith: { $1 })
    let (looped, covering) = (Set(choice.workflow.loops.flatMap(\.steps)), covering)
    return zip(shown, sent.params(of: shown)).enumerated().map { index, step in
      let call = choice.draft.log.call(of: step.0)
      return CheckedStep(
        number: index + 1, step: step.0, recorded: call.map { mark.shown($0.params) },
        notice: call?.notice.map { mark.shown($0) },
        sent: step.1, elements: sent.elements(of: step.0),
        isLooped: looped.contains(step.0.id),
        isBound: bindings.binding(of: step.0.tool) != nil,
        doneWith: covering[step.0.id].flatMap { numbers[$0] } ?? 0,
        places: places[step.0.id] ?? [],
        valueBytes: Limits.shownValueBytes(ofEach: 2 * shown.count))
    }
  }

  /// By the ids of the steps that loops cover those of the steps that do the same for each element.
  private var covering: [String: String] {
    var covering: [String: String] = [:]
    for (proposal, state) in zip(choice.draft.proposals, choice.states) {
      guard state == .taken, case .loop(let change) = proposal.change else { continue }
      for time in change.covered {
        for (covered, step) in zip(time, change.loop.steps) { covering[covered] = step }
      }
    }
    return covering
  }
}
