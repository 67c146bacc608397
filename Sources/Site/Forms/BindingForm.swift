import Automations
import OrderedJSON
import Workflows

/// The panel's form that says what carries a tool out: in short, as each step has it, or in full, as the
/// one does that is looked at.
struct BindingForm {
  let form: Form

  /// The form as a link opens it.
  /// - Parameter performer: what is chosen; `nil`: what carries the tool out now.
  init(opening tool: String, performer: String?) {
    form = Form(
      pairs: [("tool", BindingForm.field(for: tool))]
        + (performer.map { [("carried_out_by", $0)] } ?? []))
  }

  init(form: Form) { self.form = form }

  /// What the short form says, as the API would have been told it. What it does not ask for stays as it
  /// is while the same carries the tool out.
  /// - Throws: `Refusal.invalid` where nothing, or nothing that is known, was chosen.
  func draft(in bindings: Bindings) throws(Refusal) -> BindingDraft {
    guard let performer else {
      throw .invalid([Fault(["carried_out_by"], "choose what carries the tool out")])
    }
    let before = bindings.binding(of: tool).flatMap { Performer($0) == performer ? $0 : nil }
    var draft = before.map { BindingDraft(binding: $0.binding) } ?? BindingDraft(tool: tool)
    draft.tool = tool
    if before == nil { performer.say(in: &draft) }
    // What a request is called means nothing, and a connection may be called so by now.
    if case .http(let called?) = performer, bindings.connection(named: called) != nil {
      draft.connection = nil
    }
    draft.effect = effect
    draft.success = try performer.hasStatuses(in: bindings) ? successCodes : nil
    draft.formulas = performer.writesTables ? formulas : nil
    return draft
  }
}

extension BindingForm {
  /// As `field(for:)` writes it.
  var tool: String {
    String(decoding: Form.decode((form["tool"] ?? "").utf8, plus: UInt8(ascii: "+")), as: UTF8.self)
  }

  /// What the form's field `tool` carries for a tool: its name, percent-encoded, since a form sends
  /// line breaks as others.
  static func field(for tool: String) -> String { Form.encode(tool) }

  /// `nil`: nothing, or nothing that is known, was chosen.
  var performer: Performer? { form["carried_out_by"].flatMap(Performer.init(value:)) }
  /// What the other fields were shown for; `nil`: it is the short form.
  var shownFor: Performer? { form["shown_for"].flatMap(Performer.init(value:)) }
  /// Whether its fields are those of what is chosen.
  var isWhole: Bool { shownFor != nil && shownFor == performer }
  /// Whether it is to be looked at, and nothing to be bound.
  var isLook: Bool { form["look"] != nil }
  var effect: Effect? { form["effect"].flatMap(Effect.init(rawValue:)) }
  var formulas: Formulas? { form["formulas"].flatMap(Formulas.init(rawValue:)) }
  /// As it was typed.
  var successCodesText: String { form["success_codes"] ?? "" }

  /// Whether there is more to say than the short form asks for, before the tool can be bound: who binds
  /// it to a connection looks at what is sent first.
  func wantsMore(in bindings: Bindings) -> Bool {
    guard let performer, !isWhole else { return false }
    if shownFor != nil { return true }
    guard case .connection(let name) = performer else { return false }
    return bindings.connection(named: name) != nil
      && bindings.binding(of: tool).map(Performer.init) != performer
  }

  /// `nil`: the field is empty, or not there, as where something else carried the tool out so far.
  private var successCodes: StatusCodes? {
    get throws(Refusal) {
      guard let text = form["success_codes"], text.contains(where: { $0 != " " }) else {
        return nil
      }
      return try StatusCodes(checking: text)
    }
  }
}
