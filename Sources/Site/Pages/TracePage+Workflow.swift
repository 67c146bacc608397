import Automations
import OrderedJSON
package import Templating
import Workflows

extension TracePage {
  private static let maximumShown = Limits.shownOnPanel

  /// How many bytes of each recorded value is shown: of each step its parameters, of each entry those, the
  /// result and the reason; each has a page of its own that shows all of it.
  private var valueLimit: Int {
    let values =
      min(workflow.steps.count, TracePage.maximumShown)
      + 3 * min(log.entries.count, TracePage.maximumShown)
    return Limits.shownValueBytes(ofEach: values)
  }

  static var workflowFields: [Field<TracePage>] {
    [
      .list("steps") { $0.steps },
      .number("more_steps") { max($0.workflow.steps.count - maximumShown, 0) },
      .model("later") { $0.laterTools },
      .flag("is_runnable") { !$0.workflow.steps.isEmpty },
      .flag("is_literal") { $0.workflow.steps.count > 1 && $0.workflow.isLiteral },
      .text("left_out") { $0.recording.noticeOfCallsLeftOut },
      .model("calls") {
        CallNotices(
          $0.bindings.review(of: $0.workflow).saying($0.serverNotices), of: $0.trace.id)
      },
      .list("timeline") { page in
        let limit = page.valueLimit
        let value = page.recording.shown
        return page.log.entries.prefix(maximumShown).enumerated().map { index, entry in
          let raw = page.log.format == .reprise ? entry.source.value(in: value) : nil
          let told = raw.map { ToldEntry(TraceEntry($0)) } ?? ToldEntry(entry)
          return TimelineEntry(
            told, number: index + 1, of: page.trace.id, time: page.time(told.at), limit: limit)
        }
      },
      .number("first_hidden") { _ in maximumShown + 1 },
      .text("hidden_entry_path") { Paths.entry($0.trace.id, maximumShown + 1) },
      .text("hidden_step_path") { Paths.step($0.trace.id, maximumShown + 1) },
      .number("more_entries") { max($0.log.entries.count - maximumShown, 0) },
    ]
  }

  private var steps: [StepRow] {
    var seen: Set<[UInt8]> = []
    let limit = valueLimit
    let sent = sentTool
    return workflow.steps.prefix(TracePage.maximumShown).enumerated().map { index, step in
      let tool = Array(step.tool.utf8)
      return row(
        of: step, number: index + 1,
        params: step.params.isEmpty ? nil : JSONText(step.shownParams, limit: limit),
        isFirstOfTool: seen.insert(tool).inserted, isSent: tool == sent)
    }
  }

  /// The form that was not taken comes first, then what nothing carries out, so that each of those
  /// has its turn as the ones before it are bound.
  private var laterTools: LaterTools? {
    guard workflow.steps.count > TracePage.maximumShown else { return nil }
    var seen: Set<[UInt8]> = []
    var (ofSent, unbound, bound): ([LaterCall], [LaterCall], [LaterCall]) = ([], [], [])
    let sent = sentTool
    for (index, step) in workflow.steps.enumerated() where step.canBeBound {
      let tool = Array(step.tool.utf8)
      guard seen.insert(tool).inserted, index >= TracePage.maximumShown else { continue }
      if tool == sent {
        ofSent.append((index + 1, step))
      } else if bindings.binding(of: step.tool) == nil {
        unbound.append((index + 1, step))
      } else {
        bound.append((index + 1, step))
      }
    }
    let all = ofSent + unbound + bound
    if all.isEmpty { return nil }
    let shown = all.prefix(Limits.namedTools).sorted { $0.number < $1.number }
    let rows = shown.map { number, step in
      row(
        of: step, number: number, params: nil, isFirstOfTool: true,
        isSent: Array(step.tool.utf8) == sent)
    }
    return LaterTools(tools: rows, hidden: all.count - rows.count)
  }

  private typealias LaterCall = (number: Int, step: Workflow.Step)

  private func row(
    of step: Workflow.Step, number: Int, params: JSONText?, isFirstOfTool: Bool, isSent: Bool
  ) -> StepRow {
    let binding = bindings.binding(of: step.tool)
    return StepRow(
      number: number, traceID: trace.id, step: step, params: params,
      binding: binding, bindings: bindings,
      keepsMail: binding.map { !bindings.notices(of: $0).isEmpty } ?? false,
      isFirstOfTool: isFirstOfTool, refused: isSent ? refusedBinding : nil,
      editor: editor?.scene.step == number ? editor : nil, seen: isSent ? layout.seen : nil)
  }

  private var refusedBinding: RefusedBinding? {
    if case .binding(let binding)? = refused { binding } else { nil }
  }

  /// The bytes of the tool whose form was not taken; `nil`: none was sent.
  private var sentTool: [UInt8]? { refusedBinding.map { Array($0.form.tool.utf8) } }

  /// The tools that are first called after the steps shown, each with the form to bind it.
  package struct LaterTools: TemplateModel {
    let tools: [StepRow]
    /// How many more there are.
    let hidden: Int

    package static var fields: [Field<LaterTools>] {
      [
        .list("tools") { $0.tools },
        .text("hidden") { $0.noticeOfHidden },
      ]
    }

    private var noticeOfHidden: String? {
      if hidden == 0 { return nil }
      let tools = hidden == 1 ? "tool is" : "tools are"
      return "\(hidden) more such \(tools) not shown here; those that are not bound go first."
    }
  }

  /// A step of the workflow, and what carries it out.
  package struct StepRow: TemplateModel {
    let number: Int
    let traceID: String
    let step: Workflow.Step
    /// `nil`: nothing worth unfolding, or not shown.
    let params: JSONText?
    /// `nil`: the step's tool is unbound.
    let binding: BoundTool?
    let bindings: Bindings
    /// Whether what carries it out takes no mail out on this server.
    let keepsMail: Bool
    /// Only there the form to bind it stands.
    let isFirstOfTool: Bool
    /// The form, where it was not taken; `nil`: it was not sent.
    let refused: RefusedBinding?
    /// The form in full; `nil`: it is another step's, or nothing is looked at.
    let editor: BindingEditor?
    /// What carried the tool out when that form was opened; `nil`: what does now.
    let seen: String?

    package static var fields: [Field<StepRow>] {
      [
        .number("number") { $0.number },
        .text("path") { Paths.step($0.traceID, $0.number) },
        .text("tool") { $0.step.tool.listed },
        .text("tool_name") { BindingForm.field(for: $0.step.tool) },
        .text("bound_to") { $0.seen ?? Performer.seen($0.shown) },
        .flag("bound") { $0.binding != nil },
        .text("unbound_words") { $0.unboundWords },
        .text("lost_connection") { $0.lostConnection?.listed },
        .text("deed") { row in
          row.binding.map { $0.deed(isSent: !row.keepsMail) }
        },
        .text("effect") { ($0.step.effect ?? $0.binding?.mapping.effect)?.words },
        .flag("is_http") { $0.performer?.hasStatuses(in: $0.bindings) == true },
        .text("success_codes") {
          $0.editor?.values.success ?? $0.refused?.form.successCodesText
            ?? $0.shown?.mapping.success?.rawValue ?? ""
        },
        .text("success_codes_fault") {
          $0.editor.map { $0.fault(at: "success_codes") } ?? $0.refused?.successCodesFault
        },
        .text("usual_success") { _ in StatusCodes.success.rawValue },
        .flag("is_table") { $0.performer?.writesTables == true },
        .flag("is_mail") { $0.performer?.sendsMail == true },
        .list("formulas") { Choice.cases(chosen: $0.formulas, words: \.offer) },
        .flag("offers_binding") { $0.isFirstOfTool && $0.step.canBeBound },
        .flag("is_too_long") { !$0.step.canBeBound },
        .number("longest_tool_name") { _ in Limits.toolNameBytes },
        .text("fault") { row in
          row.editor == nil
            ? row.refused?.fault?.detailed
            : row.editor?.fault { $0.bindingField == nil }?.detailed
        },
        .text("fault_path") { row in
          row.refused?.unreachable.map {
            Paths.connection(
              $0.id, query: ["trace_id": row.traceID, "step": String(row.number)])
          }
        },
        .flag("begins_with_carrier") { row in
          row.editor.map { $0.focus == "carried_out_by" } ?? (row.refused?.fault != nil)
        },
        .flag("begins_with_success") { row in
          row.editor.map { $0.focus == "success_codes" }
            ?? (row.refused?.fault == nil && row.refused?.successCodesFault != nil)
        },
        .flag("folded_out") { $0.binding == nil || $0.refused != nil || $0.editor != nil },
        .model("editor") { $0.editor },
        .path("panel_path", Paths.trace) { $0.traceID },
        .text("make_path") {
          Paths.newConnection(query: ["trace_id": $0.traceID, "step": String($0.number)])
        },
        .list("performers") { $0.performers },
        .list("effects") { Choice.cases(chosen: $0.effect, words: \.offer) },
        .model("params") { $0.params },
        .flag("is_cut") { $0.params.map(\.isCut) ?? !$0.step.params.isEmpty },
      ]
    }

    /// Why nothing carries the tool out, as a badge says it.
    private var unboundWords: String {
      switch bindings.meaning(of: step.tool) {
      case .unbound(.switchedOff): "Switched off"
      case .unbound(.noConnection): "Connection gone"
      case .unbound(.noBinding), .unbound(.noEmbeddedTool), .bound: "Not bound"
      }
    }

    /// What the tool is bound to, though that carries nothing out; `nil`: there is no such connection's
    /// name.
    private var lostConnection: String? {
      switch bindings.meaning(of: step.tool) {
      case .unbound(.switchedOff(let name, _)), .unbound(.noConnection(let name)): name
      case .unbound(.noBinding), .unbound(.noEmbeddedTool), .bound: nil
      }
    }

    /// What was typed stands before what is kept.
    private var effect: Effect? {
      if let editor { return Effect(rawValue: editor.values.effect) }
      return refused.map(\.form.effect) ?? shown?.mapping.effect
    }
    private var formulas: Formulas? {
      if let editor { return Formulas(rawValue: editor.values.formulas) }
      return refused.map(\.form.formulas) ?? shown?.mapping.formulas
    }
    private var performer: Performer? {
      if let editor { return editor.values.performer }
      return refused.map(\.form.performer) ?? shown.map(Performer.init)
    }
    private var shown: BoundTool? { bindings.shown(for: step.tool) }

    /// What is offered, and what was chosen by API where that is something else.
    private var performers: [Choice] {
      let chosen = performer
      let offered =
        Performer.offered + bindings.connections.map { Performer.connection($0.name) }
      let others = [chosen].compactMap(\.self).filter { !offered.contains($0) }
      return (offered + others).map {
        Choice(value: $0.value, words: $0.offer, isChosen: $0 == chosen)
      }
    }
  }
}

extension Workflow.Step {
  fileprivate var canBeBound: Bool { tool.utf8.count <= Limits.toolNameBytes }
}

extension JSON {
  /// Whether there is nothing in it worth unfolding.
  fileprivate var isEmpty: Bool { isNull || members?.isEmpty == true }
}
