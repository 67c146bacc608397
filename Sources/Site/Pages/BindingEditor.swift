import Automations
import OrderedJSON
import Scheduling
package import Templating
import Workflows

/// The form of a binding in full: what was recorded, what would be sent of it, and all that what carries
/// the tool out has to be told.
package struct BindingEditor: TemplateModel {
  let scene: Scene
  let values: BindingValues
  let needs: BindingNeeds
  let call: CallParameters
  /// What the chosen tool over there takes; `nil`: that is not known.
  let offer: ToolOffer?
  /// What would be sent; `nil`: the form cannot be read.
  let look: CallLook?
  /// What was refused, and what cannot be read.
  let faults: [Fault]
  /// As the call names it.
  let tool: String
  /// Whether it was to be bound, and is looked at first.
  let isHeld: Bool

  /// What the form is about.
  struct Scene {
    /// Of the tool's first step, counted from 1.
    let step: Int
    let traceID: String
    let workflow: Workflow
    /// Whose bindings they are.
    let owner: String
    let bindings: Bindings
    /// What carries the tool out.
    let connection: Connection
    /// The tools of that; `nil`: nothing is known of them.
    let offers: [ToolOffer]?
    let now: Instant
  }

  /// - Parameters:
  ///   - sent: the form as it was sent, or a link opens it, with what was refused of it.
  ///   - performer: what it chooses.
  init(_ sent: RefusedBinding, by performer: Performer, in scene: Scene) {
    let (form, tool) = (sent.form, sent.form.tool)
    let call = CallParameters(of: tool, in: scene.workflow)
    let needs = BindingNeeds(performer, through: scene.connection)
    var values: BindingValues
    if form.isWhole {
      values = BindingValues(form.form, by: performer)
      if needs.remote, form.form["shown_remote"] ?? "" != values.remote {
        let offer = values.offer(for: tool, among: scene.offers)
        values.params = values.params.fitted(to: offer, call)
        if values.effect.isEmpty { values.effect = offer?.effect?.rawValue ?? "" }
      }
    } else if let bound = scene.bindings.shown(for: tool), Performer(bound) == performer {
      values = BindingValues(showing: bound, call)
      values.take(form.form)
      if needs.remote {
        let offer = values.offer(for: tool, among: scene.offers)
        values.params = values.params.offering(offer)
      }
    } else {
      values = BindingValues(
        proposing: performer, for: tool, call, among: scene.offers,
        suits: scene.suits(performer, as: tool, needs, call))
      values.take(form.form)
    }
    var faults = sent.faults
    var look: CallLook?
    do throws(Refusal) {
      look = try scene.look(values, for: tool, needs, call)
    } catch {
      // What was refused was read the same way.
      if case .invalid(let found) = error {
        faults += found.filter { !faults.contains($0) }
      }
    }
    (self.scene, self.values, self.needs, self.call) = (scene, values, needs, call)
    offer = values.offer(for: tool, among: scene.offers)
    (self.look, self.faults) = (look, faults)
    (self.tool, isHeld) = (tool, sent.isHeld)
  }
}

extension BindingEditor.Scene {
  /// Of the first call of the tool.
  var params: JSON {
    guard workflow.steps.indices.contains(step - 1) else { return .null }
    return workflow.steps[step - 1].shownParams
  }

  fileprivate func look(
    _ values: BindingValues, for tool: String, _ needs: BindingNeeds, _ call: CallParameters
  ) throws(Refusal) -> CallLook {
    let bound = try bindings.bound(by: values.draft(for: tool, needs, call))
    return bindings.look(at: params, by: bound, for: owner, now: now)
  }

  /// Whether an embedded tool takes the call as it was recorded, under whichever names.
  fileprivate func suits(
    _ performer: Performer, as tool: String, _ needs: BindingNeeds, _ call: CallParameters
  ) -> Bool {
    guard case .embedded = performer,
      let look = try? look(BindingValues(performer: performer), for: tool, needs, call)
    else { return false }
    return look.obstacle == nil && look.notices.isEmpty
  }
}

extension BindingEditor {
  package static var fields: [Field<BindingEditor>] {
    [
      .text("shown_for") { $0.values.performer.value },
      .flag("focus_remote") { $0.focus == "remote" },
      .flag("focus_timeout") { $0.focus == "timeout" },
      .flag("focus_callback_timeout") { $0.focus == "callback_timeout" },
      .flag("is_held") { $0.isHeld },
      .flag("is_obstacle_told") { $0.isObstacleTold },

      .flag("asks_remote") { $0.needs.remote },
      .text("remote") { $0.values.remote },
      .text("remote_fault") { $0.fault(at: "remote") },
      .list("offers") { $0.offered },
      .flag("any_offers") { $0.scene.offers?.isEmpty == false },
      .text("connection_path") { $0.connectionPath },

      .model("recorded") { JSONText($0.scene.params, limit: Limits.recordBytes) },
      .model("sent") { editor in
        editor.look?.request.map { JSONText($0, limit: Limits.recordBytes) }
      },
      .text("obstacle") { ($0.look?.obstacle ?? $0.lack)?.detailed },
      .texts("left_away") { ($0.look?.notices ?? []).map(\.detailed) },

      .flag("asks_timeout") { $0.needs.timeout },
      .text("timeout") { $0.values.timeout },
      .text("timeout_fault") { $0.fault(at: "timeout") },
      .number("usual_timeout") { _ in Limits.stepSeconds.all },
      .flag("asks_callback_timeout") { $0.needs.callbackTimeout },
      .text("callback_timeout") { $0.values.callbackTimeout },
      .number("usual_callback_timeout") { _ in Limits.usualCallbackSeconds },
      .text("callback_timeout_fault") { $0.fault(at: "callback_timeout") },
    ] + paramsFields + requestFields
  }

  /// Whether a fault tells already what keeps the call from being carried out.
  private var isObstacleTold: Bool {
    guard let obstacle = look?.obstacle else { return false }
    return faults.contains { $0.message.hasSuffix(obstacle) }
  }

  /// What the tool over there cannot do without, and is not given, in a sentence; `nil`: nothing that is
  /// known, or the rows say it (`unset`).
  private var lack: String? {
    guard needs.listsTools, values.params.manner != .rows, let offer, let sent = look?.params,
      sent.members != nil
    else { return nil }
    let names = (offer.parameters ?? []).filter { $0.isRequired && sent[$0.name] == nil }
      .map(\.name.listed)
    guard !names.isEmpty else { return nil }
    return "\(offer.name.listed) needs \(names.listedInBrief), which nothing gives it yet."
  }

  /// Where the connection is tested, from which a way leads back here; `nil`: that tells of no tools.
  private var connectionPath: String? {
    let connection = scene.connection
    guard needs.listsTools else { return nil }
    return Paths.connection(
      connection.id, query: ["trace_id": scene.traceID, "step": String(scene.step)])
  }

  /// The tools to choose from; none where they are not known.
  private var offered: [Choice] {
    let offers = (scene.offers ?? []).prefix(Limits.offeredTools)
    guard !offers.isEmpty else { return [] }
    let isThere = values.performer.offer(tool, among: scene.offers) != nil
    var choices = [
      Choice(
        value: "", words: isThere ? "Of the same name" : "Of the same name (not there)",
        isChosen: values.remote.isEmpty)
    ]
    choices += offers.map { offer in
      let summary = offer.summary?.inOneLine(Limits.defaultNameCharacters)
      let name = offer.name.listed
      return Choice(
        value: offer.name, words: summary.map { "\(name): \($0)" } ?? name,
        isChosen: offer.name.utf8.elementsEqual(values.remote.utf8))
    }
    if !choices.contains(where: \.isChosen) {
      choices.append(
        Choice(
          value: values.remote, words: "\(values.remote.listed) (not there)", isChosen: true))
    }
    return choices
  }

  /// The field in which the page opens: the first one that is faulty, else what was chosen.
  var focus: String {
    let fields = faults.map { $0.bindingField ?? "carried_out_by" }
    let first = ["carried_out_by", "remote"].first { fields.contains($0) }
    let part = faultyRequestText ?? faultyRow ?? faultyTemplates.first
    return first ?? part
      ?? ["success_codes", "timeout", "callback_timeout"].first { fields.contains($0) }
      ?? "carried_out_by"
  }

  func fault(at field: String) -> String? { fault { $0.bindingField == field } }

  func fault(where isMeant: (Fault) -> Bool) -> String? {
    faults.filter(isMeant).sentence
  }
}

extension Fault {
  /// The field of the form in full that the API's place belongs to; `nil`: what carries the tool out.
  var bindingField: String? {
    switch path.first {
    case "success", "success_codes": "success_codes"
    case "remote", "timeout", "callback_timeout", "formulas", "params", "request": path.first
    default: nil
    }
  }
}
