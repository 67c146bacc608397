package import Automations
import OrderedJSON
package import Templating
import Workflows

/// What of a workflow may be meant otherwise than it was recorded, place by place, to be taken or left.
package struct CheckPage: Page {
  package static let template = "traces/check"

  let layout: Layout
  let workflow: TraceWorkflow
  let bindings: Bindings
  let fault: String?

  /// - Parameters:
  ///   - bindings: the owner's.
  ///   - fault: why the form was not taken.
  package init(
    layout: Layout, workflow: TraceWorkflow, bindings: Bindings, fault: String? = nil
  ) {
    self.layout = layout.within(.traces)
    self.workflow = workflow
    self.bindings = bindings
    self.fault = fault
  }

  package static var fields: [Field<CheckPage>] {
    [
      .model("layout") { $0.layout },
      .path("path", Paths.check) { $0.trace.id },
      .path("trace_path", Paths.trace) { $0.trace.id },
      .path("schedule_path", Paths.schedule) { $0.trace.id },
      .path("reset_path", Paths.resetWorkflow) { $0.trace.id },
      .text("name") { $0.trace.displayName.listed },
      .text("seen") { String($0.workflow.revision) },
      .text("fault") { $0.fault },
      .flag("is_edited") { $0.workflow.state.isEdited },
      .flag("has_proposals") { !$0.workflow.state.draft.proposals.isEmpty },
      .list("steps") { $0.steps },
      .text("more") { page in
        let hidden = page.workflow.state.workflow.steps.count - Limits.shownOnPanel
        return hidden > 0 ? "\(hidden) more steps are not shown here; the API has them all." : nil
      },
    ]
  }

  private var trace: Automation { workflow.trace.automation }

  private var steps: [CheckedStep] {
    let places = Dictionary(grouping: CheckedPlace.all(of: workflow.state), by: \.step)
    let loops = Dictionary(
      workflow.state.workflow.loops.flatMap { loop in loop.steps.map { ($0, loop) } },
      uniquingKeysWith: { first, _ in first })
    return workflow.state.workflow.steps.prefix(Limits.shownOnPanel).enumerated().map {
      index, step in
      CheckedStep(
        number: index + 1, traceID: trace.id, step: step, loop: loops[step.id],
        isBound: bindings.binding(of: step.tool) != nil, places: places[step.id] ?? [],
        inputs: workflow.state.workflow.inputs)
    }
  }
}

/// A step with what is proposed of it.
package struct CheckedStep: TemplateModel {
  let number: Int
  let traceID: String
  let step: Workflow.Step
  let loop: Workflow.Loop?
  let isBound: Bool
  let places: [CheckedPlace]
  let inputs: [Workflow.Input]

  package static var fields: [Field<CheckedStep>] {
    [
      .number("number") { $0.number },
      .text("path") { Paths.step($0.traceID, $0.number) },
      .text("tool") { $0.step.tool.listed },
      .flag("is_off") { !$0.step.isOn },
      .flag("is_unbound") { !$0.isBound && $0.step.isOn },
      .text("loop") { $0.loop == nil ? nil : "Once for each element" },
      .list("places") { $0.places },
      .model("params") {
        JSONText($0.step.shownParams, limit: Limits.panelValueBytes.least)
      },
    ]
  }
}

/// A place of which something is proposed: what was recorded, and what it may be instead.
package struct CheckedPlace: TemplateModel {
  /// That of its form field, which is the id of the first proposal.
  let name: String
  let step: String
  let proposals: [(proposal: Proposal, state: Proposal.State)]
  /// Whether what is strong is chosen already.
  let choosesStrong: Bool

  /// In the order of the proposals.
  static func all(of state: WorkflowState) -> [CheckedPlace] {
    var numbers: [String: Int] = [:]
    var places: [CheckedPlace] = []
    for (proposal, stands) in zip(state.draft.proposals, state.states) {
      let step = proposal.steps.first ?? ""
      let key = "\(step) \(proposal.path?.description ?? proposal.kind.rawValue)"
      if proposal.path != nil, let number = numbers[key] {
        places[number].add(proposal, stands)
      } else {
        numbers[key] = places.count
        places.append(
          CheckedPlace(
            name: proposal.id, step: step, proposals: [(proposal, stands)],
            choosesStrong: !state.isEdited))
      }
    }
    return places
  }

  private init(
    name: String, step: String, proposals: [(proposal: Proposal, state: Proposal.State)],
    choosesStrong: Bool
  ) {
    self.name = name
    self.step = step
    self.proposals = proposals
    self.choosesStrong = choosesStrong
  }

  private mutating func add(_ proposal: Proposal, _ state: Proposal.State) {
    self = CheckedPlace(
      name: name, step: step, proposals: proposals + [(proposal, state)],
      choosesStrong: choosesStrong)
  }

  package static var fields: [Field<CheckedPlace>] {
    [
      .text("field") { $0.name },
      .text("title") { $0.title },
      .list("choices") { $0.choices },
    ]
  }

  private var first: Proposal? { proposals.first?.proposal }

  private var title: String {
    switch first?.kind {
    case .leaveOut: "Whether it is done at all"
    case .loop: "How often it is done"
    default: first?.path?.tokens.joined(separator: " → ").listed ?? ""
    }
  }

  /// The one that is taken; else, as long as nobody decided, the first strong one.
  private var chosen: String? {
    if let taken = proposals.first(where: { $0.state == .taken }) { return taken.proposal.id }
    guard choosesStrong else { return nil }
    return proposals.first { $0.state == .open && $0.proposal.strength == .strong }?.proposal.id
  }

  private var choices: [CheckedChoice] {
    let recorded = CheckedChoice(
      value: CheckedPlace.recorded, words: recordedWords, recorded: first?.old,
      isChosen: chosen == nil, isLikely: false)
    return [recorded]
      + proposals.map {
        CheckedChoice(
          value: $0.proposal.id, words: $0.proposal.choiceWords, recorded: nil,
          isChosen: $0.proposal.id == chosen, isLikely: $0.proposal.strength == .likely)
      }
  }

  /// The value of a field by which nothing is taken.
  static let recorded = "recorded"

  private var recordedWords: String {
    switch first?.kind {
    case .leaveOut: "It is done"
    case .loop: "Each call is done as it was recorded"
    default: "It stays as it was recorded:"
    }
  }
}

/// What a place may be.
package struct CheckedChoice: TemplateModel {
  let value: String
  let words: String
  /// What was recorded there.
  let recorded: JSON?
  let isChosen: Bool
  let isLikely: Bool

  package static var fields: [Field<CheckedChoice>] {
    [
      .text("value") { $0.value },
      .text("words") { $0.words.detailed },
      .text("recorded") { choice in
        choice.recorded.map { ($0.text ?? $0.serialized).detailed }
      },
      .flag("chosen") { $0.isChosen },
      .flag("is_likely") { $0.isLikely },
    ]
  }
}

extension Proposal {
  /// As one chooses it.
  fileprivate var choiceWords: String {
    switch kind {
    case .leaveOut: "It is left out. \(why)"
    case .loop: "It is done for each element. \(why)"
    case .input: "It is an input, which can be given another value. \(why)"
    case .date: "It is a day that follows from the run. \(why)"
    case .link, .derived, .secret: why
    }
  }
}
