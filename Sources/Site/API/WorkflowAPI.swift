import Automations
import OrderedJSON
import Scheduling
import Workflows

/// Workflows and their proposals in the JSON API.
struct WorkflowAPI: Sendable {
  let services: Services

  @Sendable func show(_ call: Call<String, Instant?>) async throws -> ShownWorkflow {
    let workflow = try await services.workflows.workflow(of: call.path, for: call.caller)
    return ShownWorkflow(
      workflow: workflow,
      sent: call.input.map { services.workflows.recordedRun(of: workflow, at: $0) })
  }

  @Sendable func change(_ call: Call<String, Changes>) async throws -> ShownWorkflow {
    ShownWorkflow(
      workflow: try await services.workflows.change(
        call.path, revision: call.input.revision, call.input.change, by: call.act))
  }

  @Sendable func reset(_ call: Call<String, Void>) async throws -> ShownWorkflow {
    ShownWorkflow(workflow: try await services.workflows.reset(call.path, by: call.act))
  }

  /// - Returns: the run's id.
  @Sendable func rehearse(_ call: Call<String, Instant?>) async throws -> String {
    try await services.runs.rehearse(
      try await services.workflows.workflow(of: call.path, for: call.caller), for: call.input,
      id: call.newID, by: call.act)
  }
}

// What is taken.
extension WorkflowAPI {
  static let at = Input<Instant?>.query(.optional("at", .instant)) { at throws(Refusal) in at }

  static let rehearsal = Input<Instant?>.optionalBody(.optional("at", .instant)) {
    at throws(Refusal) in at
  }

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
      case "expect": expect = value.shape(path, &faults)
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

extension JSON {
  /// - Returns: `nil` beside a fault; inside, `nil` for `null`.
  fileprivate func shape(_ path: [String], _ faults: inout [Fault]) -> ResultShape?? {
    guard let json = unlessNull else { return .some(nil) }
    do throws(ShapeFault) {
      return .some(try ResultShape(json: json))
    } catch {
      faults.append(Fault(path + error.path, ShapeFault.rule))
      return nil
    }
  }
}

// What is answered.
extension WorkflowAPI {
  static let workflow = Shape<ShownWorkflow>.success([
    Member("revision", .number) { $0.workflow.revision },
    Member("edited", .flag) { $0.state.isEdited },
    Member("format", .name) { $0.state.draft.log.format },
    Member("steps", step.list()) { WorkflowAPI.steps(of: $0) },
    Member("loops", Shape.object.list()) { $0.state.workflow.loops.map(\.json) },
    Member("inputs", Shape.object.list()) { $0.state.workflow.inputs.map(\.json) },
    Member("proposals", proposal.list()) { shown in
      zip(shown.state.draft.proposals, shown.state.states).map(StatedProposal.init)
    },
    Member("notes", note.list()) { shown in
      shown.state.draft.log.entries.enumerated().compactMap { number, entry in
        entry.content.told.map { Note(entry: number, text: $0) }
      }
    },
  ])

  /// A workflow, and what would be sent; `nil`: nobody asked.
  struct ShownWorkflow {
    let workflow: TraceWorkflow
    var sent: RecordedRun?

    fileprivate var state: WorkflowState { workflow.state }
  }

  private struct RecordedStep {
    let step: Workflow.Step
    /// As it was recorded, with secrets as people see them; `nil`: its entry is another one now.
    let call: LoggedCall?
    let mark: SecretMark?
    /// `nil`: nobody asked.
    let sent: SentParams?

    func shown(_ json: JSON?) -> JSON {
      guard let json else { return .null }
      return mark.shown(json)
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

  private static func steps(of shown: ShownWorkflow) -> [RecordedStep] {
    let mark = shown.workflow.trace.recording.mark
    let sent = shown.sent?.params(of: shown.state.workflow.steps)
    return shown.state.workflow.steps.enumerated().map { index, step in
      RecordedStep(
        step: step, call: shown.state.draft.log.call(of: step), mark: mark, sent: sent?[index])
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
    Member("expect", .any) { $0.step.expect?.json ?? .null },
    Member("recorded", recorded.orNull) { $0.call == nil ? nil : $0 },
    .ifAny("sent", .any) { $0.sent?.params },
    .ifAny("unsent", .text) { $0.sent?.fault },
  ]).named("WorkflowStep")

  private static let recorded = Shape<RecordedStep>([
    Member("params", .any) { $0.shown($0.call?.params) },
    Member("result", .any) { $0.shown($0.call?.result?.json) },
    Member("error", Shape.text.orNull) { (step: RecordedStep) -> String? in
      step.shown(step.call?.error.map(JSON.string)).text
    },
    .ifAny("notice", .text) { step in
      step.call?.notice.flatMap { step.shown(.string($0)).text }
    },
    Member("shape", .any) { step in
      step.call?.result.map { ResultShape(of: $0.read).json } ?? .null
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
