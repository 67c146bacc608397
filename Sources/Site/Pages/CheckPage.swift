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
      CheckedStep(
        number: index + 1, traceID: trace.id, step: step.0,
        recorded: choice.draft.log.call(of: step.0).map { mark?.shown($0.params) ?? $0.params },
        notice: choice.draft.log.call(of: step.0)?.notice.map {
          mark?.shown(.string($0)).text ?? $0
        },
        sent: step.1, elements: sent.elements(of: step.0),
        isLooped: looped.contains(step.0.id),
        isBound: bindings.binding(of: step.0.tool) != nil,
        doneWith: covering[step.0.id].flatMap { numbers[$0] } ?? 0,
        places: places[step.0.id] ?? [])
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

/// A step with what is proposed of it.
package struct CheckedStep: TemplateModel {
  let number: Int
  let traceID: String
  let step: Workflow.Step
  /// The parameters; `nil`: its entry is another one now.
  let recorded: JSON?
  /// What of the recorded call cannot be made use of; `nil`: nothing is missing.
  let notice: String?
  let sent: SentParams
  /// Of its loop; `nil`: it stands in none, or they are not in the recording.
  let elements: [JSON]?
  let isLooped: Bool
  let isBound: Bool
  /// The number of the step in a loop that does what this one did; 0: none does.
  let doneWith: Int
  let places: [CheckedPlace]

  package static var fields: [Field<CheckedStep>] {
    [
      .number("number") { $0.number },
      .text("path") { Paths.step($0.traceID, $0.number) },
      .text("tool") { $0.step.tool.listed },
      .flag("is_off") { !$0.step.isOn },
      .number("done_with") { $0.doneWith },
      .flag("is_unbound") { !$0.isBound && $0.step.isOn },
      .text("loop") { $0.loop },
      .text("notice") { $0.notice?.detailed },
      .list("places") { step in
        step.places.enumerated().map { NumberedPlace(number: $0 + 1, place: $1) }
      },
      .model("recorded") { step in
        step.recorded.map {
          MarkedJSON($0, marking: step.numbers, limit: Limits.panelValueBytes.least)
        }
      },
      .model("sent") { step in
        step.step.isOn
          ? step.sent.params.map {
            MarkedJSON($0, marking: step.numbers, limit: Limits.panelValueBytes.least)
          } : nil
      },
      .text("unsent") { $0.step.isOn ? $0.sent.fault?.detailed : nil },
    ]
  }

  /// Of the places in the parameters, as people see them counted, by their pointers.
  private var numbers: [JSONPointer: Int] {
    Dictionary(
      places.enumerated().flatMap { index, place in
        place.pointers.map { (JSONPointer($0.tokens.map(\.unescapedKey)), index + 1) }
      }, uniquingKeysWith: { first, _ in first })
  }

  private var loop: String? {
    guard isLooped else { return nil }
    guard let elements, !elements.isEmpty else { return "Once for each element." }
    let first = elements.prefix(Limits.shownElements).map {
      $0.serialized.inOneLine(Limits.shownElementBytes)
    }
    let others = elements.count > first.count ? " …" : ""
    return
      "Once for each element; when it was recorded \(elements.count): "
      + first.joined(separator: ", ") + others
  }
}

/// A place as its step counts it.
package struct NumberedPlace: TemplateModel {
  let number: Int
  let place: CheckedPlace

  package static var fields: [Field<NumberedPlace>] {
    [
      // Of whole steps nothing is marked that a number could lead to.
      .number("mark") { $0.place.pointers.isEmpty ? 0 : $0.number },
      .text("field") { $0.place.name },
      .text("title") { $0.place.title },
      .list("choices") { $0.place.choices },
    ]
  }
}

/// A place of which something is proposed: what was recorded, and what it may be instead.
struct CheckedPlace {
  /// That of its form field, which is the id of the first proposal.
  let name: String
  let step: String
  private(set) var proposals: [(proposal: Proposal, state: Proposal.State)]

  /// In the order of the proposals.
  static func all(of state: WorkflowState) -> [CheckedPlace] {
    var numbers: [String: Int] = [:]
    var places: [CheckedPlace] = []
    for (proposal, stands) in zip(state.draft.proposals, state.states) {
      let step = proposal.steps.first ?? ""
      let key = "\(step) \(proposal.path?.description ?? proposal.kind.rawValue)"
      if proposal.path != nil, let number = numbers[key] {
        places[number].proposals.append((proposal, stands))
      } else {
        numbers[key] = places.count
        places.append(
          CheckedPlace(name: proposal.id, step: step, proposals: [(proposal, stands)]))
      }
    }
    return places
  }

  /// What varies in the step's parameters; none where it is about the step as a whole.
  var pointers: [JSONPointer] {
    if case .loop(let change)? = first?.change {
      return change.places.filter { $0.step == step }.map(\.path)
    }
    return [first?.path].compactMap(\.self)
  }

  private var first: Proposal? { proposals.first?.proposal }

  var title: String {
    switch first?.kind {
    case .leaveOut: "Whether it is done at all"
    case .loop: "How often it is done"
    default: first?.path?.tokens.joined(separator: " → ").listed ?? ""
    }
  }

  private var chosen: String? {
    proposals.first { $0.state == .taken }?.proposal.id
  }

  var choices: [CheckedChoice] {
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
