import Automations
import OrderedJSON
import Workflows

/// The panel's form that says what carries a tool out.
struct BindingForm {
  let form: Form

  /// What the form says, as the API would have been told it. What it does not ask for stays as it is
  /// while the same carries the tool out.
  /// - Throws: `Refusal.invalid` where nothing, or nothing that is known, was chosen.
  func draft(in bindings: Bindings) throws(Refusal) -> BindingDraft {
    guard let performer else {
      throw .invalid([Fault(["carried_out_by"], "choose what carries the tool out")])
    }
    let before = bindings.binding(of: tool).flatMap { Performer($0) == performer ? $0 : nil }
    var draft = before.map { BindingDraft(binding: $0.binding) } ?? BindingDraft(tool: tool)
    draft.tool = tool
    if before == nil {
      switch performer {
      case .http(let called): (draft.adapter, draft.connection) = (.http, called)
      case .embedded(let name): (draft.adapter, draft.connection) = (.local, name)
      case .connection(let name): draft.connection = name
      }
    }
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
  var effect: Effect? { form["effect"].flatMap(Effect.init(rawValue:)) }
  var formulas: Formulas? { form["formulas"].flatMap(Formulas.init(rawValue:)) }
  /// As it was typed.
  var successCodesText: String { form["success_codes"] ?? "" }

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

extension Performer {
  /// Whether its answers have statuses.
  func hasStatuses(in bindings: Bindings) -> Bool {
    switch self {
    case .http: true
    case .embedded: false
    case .connection(let name): bindings.connection(named: name)?.kind.hasStatuses == true
    }
  }
}
