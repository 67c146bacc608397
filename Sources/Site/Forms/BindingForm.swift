import Automations
import Workflows

/// The panel's form that says what carries a tool out.
struct BindingForm {
  let form: Form

  /// What the form says, as the API would have been told it.
  /// - Throws: `Refusal.invalid` where nothing, or nothing that is known, was chosen.
  var binding: Binding {
    get throws(Refusal) {
      guard let performer else {
        throw .invalid([Fault(["carried_out_by"], "choose what carries the tool out")])
      }
      return try Binding(
        tool: tool, adapter: performer.adapter, connection: performer.connection, effect: effect,
        successCodes: try performer.adapter == .http ? successCodes : nil,
        formulas: performer.writesTables ? formulas : nil)
    }
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

/// An adapter with its connection: what people choose as one thing.
struct Performer: Hashable {
  let adapter: AdapterKind
  let connection: String?

  /// What the panel offers.
  static let offered =
    LocalTool.allCases.map { Performer(adapter: .local, connection: $0.rawValue) }
    + [Performer(adapter: .http, connection: nil)]
}

extension Performer {
  init(_ connection: Connection) {
    self.init(adapter: connection.adapter, connection: connection.name)
  }

  /// - Parameter value: as the form's field has it: `http`, `local/send_email`.
  init?(value: String) {
    let parts = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let adapter = parts.first.flatMap({ AdapterKind(rawValue: String($0)) }) else {
      return nil
    }
    self.init(adapter: adapter, connection: parts.dropFirst().first.map(String.init))
  }

  /// What carries a tool out, as the field `seen` of its form says it; empty where nothing does.
  static func seen(_ binding: Binding?) -> String {
    guard let binding else { return "" }
    return [
      Performer(binding.connection).value, binding.mapping.effect?.rawValue ?? "",
      binding.connection.successCodes?.rawValue ?? "",
      binding.connection.formulas?.rawValue ?? "",
    ].joined(separator: " ")
  }

  var writesTables: Bool {
    adapter == .local && connection == LocalTool.appendRow.rawValue
  }

  var value: String { connection.map { "\(adapter.rawValue)/\($0)" } ?? adapter.rawValue }
}
