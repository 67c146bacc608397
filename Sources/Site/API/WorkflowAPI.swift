import Automations
import OrderedJSON
import Scheduling
import Workflows

/// Workflows and their proposals in the JSON API.
struct WorkflowAPI: Sendable {
  let services: Services

  @Sendable func show(_ call: Call<String, Void>) async throws -> TraceWorkflow {
    try await services.workflows.workflow(of: call.path, for: call.caller)
  }

  @Sendable func change(_ call: Call<String, Changes>) async throws -> TraceWorkflow {
    try await services.workflows.change(
      call.path, revision: call.input.revision, call.input.change, by: call.act)
  }

  @Sendable func reset(_ call: Call<String, Void>) async throws -> TraceWorkflow {
    try await services.workflows.reset(call.path, by: call.act)
  }
}

// What is taken.
extension WorkflowAPI {
  struct Changes {
    /// The one that was seen.
    let revision: Int
    let change: WorkflowChange
  }

  static let changes = Input<Changes>.body(
    .required("revision", .integer(1...Int.max)), .optional("take", .words),
    .optional("leave", .words), .optional("steps", .stepChanges), .optional("order", .words),
    .optional("inputs", .inputs)
  ) { revision, take, leave, steps, order, inputs throws(Refusal) in
    Changes(
      revision: revision,
      change: WorkflowChange(
        take: take ?? [], leave: leave ?? [], steps: steps ?? [], order: order,
        inputs: inputs ?? []))
  }
}

extension FieldKind where Value == [String] {
  /// Ids, or names of kinds.
  fileprivate static var words: FieldKind {
    FieldKind(.list(of: .text), "a list of texts") { json, path, faults in
      guard let elements = json.listElements(at: path, &faults) else { return nil }
      return elements.enumerated().compactMap { index, element in
        FieldKind<String>.text.read(element, path + [String(index)], &faults)
      }
    }
  }
}

extension FieldKind where Value == [Workflow.Input] {
  fileprivate static var inputs: FieldKind {
    FieldKind(.object.described("By its name the value of each input"), "an object") {
      json, path, faults in
      guard let members = FieldKind<JSON>.object.read(json, path, &faults)?.members else {
        return nil
      }
      return members.map { Workflow.Input(name: $0.key, value: $0.value) }
    }
  }
}

extension FieldKind where Value == [WorkflowChange.StepChange] {
  fileprivate static var stepChanges: FieldKind {
    let fields = Schema.object([
      ("id", .text, true), ("params", .object, false), ("on", .flag, false),
      ("effect", Schema.choice(Effect.self).orNull, false),
      ("timeout", .integer(Limits.boundSeconds), false),
      ("attempts", Schema.integer(Limits.attempts).orNull, false),
      ("on_error", .choice(Workflow.OnError.self), false), ("expect", Schema.any, false),
    ])
    return FieldKind(.list(of: fields), "a list of objects") { json, path, faults in
      guard let elements = json.listElements(at: path, &faults) else { return nil }
      return elements.enumerated().compactMap { index, element in
        WorkflowChange.StepChange(element, at: path + [String(index)], &faults)
      }
    }
  }
}

extension WorkflowChange.StepChange {
  fileprivate init?(_ json: JSON, at path: [String], _ faults: inout [Fault]) {
    guard let members = FieldKind<JSON>.object.read(json, path, &faults)?.members else {
      return nil
    }
    guard let id = json["id"]?.text else {
      faults.append(Fault(path + ["id"], "must be the id of a step", .missing))
      return nil
    }
    self.init(id: id)
    for member in members {
      let (value, path) = (member.value, path + [member.key])
      switch member.key {
      case "id": break
      case "params": params = FieldKind<JSON>.object.read(value, path, &faults)
      case "on": isOn = FieldKind<Bool>.flag.read(value, path, &faults)
      case "effect": effect = value.nullable(FieldKind<Effect>.choice, path, &faults)
      case "timeout":
        timeout = FieldKind<Int>.integer(Limits.boundSeconds).read(value, path, &faults)
      case "attempts":
        attempts = value.nullable(FieldKind<Int>.integer(Limits.attempts), path, &faults)
      case "on_error": onError = FieldKind<Workflow.OnError>.choice.read(value, path, &faults)
      case "expect": expect = .some(value.unlessNull)
      default:
        faults.append(
          Fault(
            path,
            "is nothing that can be changed in a step; these can: params, on, effect, timeout, "
              + "attempts, on_error, expect"))
      }
    }
  }
}

extension JSON {
  /// - Returns: `nil` beside a fault; inside, `nil` for `null`.
  fileprivate func nullable<Value>(
    _ kind: FieldKind<Value>, _ path: [String], _ faults: inout [Fault]
  ) -> Value?? {
    if isNull { return .some(nil) }
    return kind.read(self, path, &faults).map { .some($0) }
  }
}

// What is answered.
extension WorkflowAPI {
  static let workflow = Shape<TraceWorkflow>.success([
    Member("revision", .number) { $0.revision },
    Member("edited", .flag) { $0.state.isEdited },
    Member("format", .name) { $0.state.draft.log.format },
    Member("steps", step.list()) { WorkflowAPI.steps(of: $0) },
    Member("loops", Shape.object.list()) { $0.state.workflow.loops.map(\.json) },
    Member("inputs", Shape.object.list()) { $0.state.workflow.inputs.map(\.json) },
    Member("proposals", proposal.list()) { workflow in
      zip(workflow.state.draft.proposals, workflow.state.states).map(StatedProposal.init)
    },
    Member("notes", note.list()) { workflow in
      workflow.state.draft.log.entries.enumerated().compactMap { number, entry in
        entry.content.told.map { Note(entry: number, text: $0) }
      }
    },
  ])

  private struct RecordedStep {
    let step: Workflow.Step
    /// As it was recorded, with secrets as people see them; `nil`: its entry is another one now.
    let call: LoggedCall?
    let mark: SecretMark?

    func shown(_ json: JSON?) -> JSON {
      guard let json else { return .null }
      return mark?.shown(json) ?? json
    }
  }

  private struct StatedProposal {
    let proposal: Proposal
    let state: Proposal.State
  }

  private struct Note {
    /// Counted from 0.
    let entry: Int
    let text: String
  }

  private static func steps(of workflow: TraceWorkflow) -> [RecordedStep] {
    let entries = workflow.state.draft.log.entries
    return workflow.state.workflow.steps.map { step in
      var call: LoggedCall?
      if let number = step.entry, entries.indices.contains(number),
        case .call(let found) = entries[number].content, found.tool == step.tool
      {
        call = found
      }
      return RecordedStep(step: step, call: call, mark: workflow.trace.recording.mark)
    }
  }

  private static let step = Shape<RecordedStep>([
    Member("id", .text) { $0.step.id },
    Member("entry", Shape.number.orNull) { $0.step.entry },
    Member("tool", .text) { $0.step.tool },
    Member("params", .any) { $0.step.params },
    Member("on", .flag) { $0.step.isOn },
    Member("effect", Shape<Effect>.name.orNull) { $0.step.effect },
    Member("timeout", .number) { $0.step.timeout },
    Member("attempts", Shape.number.orNull) { $0.step.attempts },
    Member("on_error", .name) { $0.step.onError },
    Member("expect", .any) { $0.step.expect ?? .null },
    Member("recorded", recorded.orNull) { $0.call == nil ? nil : $0 },
  ]).named("WorkflowStep")

  private static let recorded = Shape<RecordedStep>([
    Member("params", .any) { $0.shown($0.call?.params) },
    Member("result", .any) { $0.shown($0.call?.result?.json) },
    Member("error", Shape.text.orNull) { (step: RecordedStep) -> String? in
      step.shown(step.call?.error.map(JSON.string)).text
    },
  ])

  private static let proposal = Shape<StatedProposal>([
    Member("id", .text) { $0.proposal.id },
    Member("kind", .name) { $0.proposal.kind },
    Member("strength", .name) { $0.proposal.strength },
    Member("state", .name) { $0.state },
    Member("steps", Shape.text.list()) { $0.proposal.steps },
    Member("path", Shape.text.orNull) { $0.proposal.path?.description },
    Member("old", .any) { $0.proposal.old ?? .null },
    Member("new", .any) { $0.proposal.new ?? .null },
    Member("why", .text) { $0.proposal.why },
  ]).named("Proposal")

  private static let note = Shape<Note>([
    Member("entry", .number) { $0.entry },
    Member("text", .text) { $0.text },
  ])
}

extension LogEntry.Content {
  /// What an entry says that is no call.
  fileprivate var told: String? {
    switch self {
    case .call: nil
    case .said(_, let text), .note(let text): text
    }
  }
}
