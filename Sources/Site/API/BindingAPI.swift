import Automations
import OrderedJSON
import Workflows

/// Bindings in the JSON API.
struct BindingAPI: Sendable {
  let services: Services

  @Sendable func list(_ call: Call<Void, Void>) async throws -> [Binding] {
    try await services.bindings.list(for: call.caller)
  }

  @Sendable func put(_ call: Call<Void, NewBinding>) async throws -> Bound {
    let binding = call.input.binding
    let owner = try await services.bindings.put(binding, of: call.input.userID, by: call.act)
    return Bound(
      binding: binding, notices: try await services.bindings.notices(of: binding, for: owner))
  }
}

extension BindingAPI {
  struct NewBinding {
    let userID: String?
    let binding: Binding
  }

  struct Bound {
    let binding: Binding
    /// What it means for the calls that were recorded.
    let notices: [String]
  }

  static let newBinding = Input<NewBinding>.body(
    .optional("user_id", .identifier), .required("tool", .identifier),
    .required("adapter", .choice), .optional("connection", .identifier),
    .optional("effect", .choice), .optional("success_codes", .statusCodes),
    .optional("formulas", .choice)
  ) { userID, tool, adapter, connection, effect, codes, formulas throws(Refusal) in
    NewBinding(
      userID: userID,
      binding: try Binding(
        tool: tool, adapter: adapter, connection: connection, effect: effect, successCodes: codes,
        formulas: formulas))
  }

  static let bound = Shape<Bound>.success([
    Member("binding", binding) { $0.binding },
    Member("notices", Shape.text.list()) { $0.notices },
  ])

  static let all = Shape<[Binding]>.success([Member("bindings", binding.list()) { $0 }])

  private static let binding = Shape<Binding>([
    Member("tool", .text) { $0.tool },
    Member("adapter", .name) { $0.connection.adapter },
    Member("connection", Shape.text.orNull) { $0.connection.name },
    Member("effect", Shape<Effect>.name.orNull) { $0.mapping.effect },
    Member("success_codes", Shape.text.orNull) { $0.connection.successCodes?.rawValue },
    Member("formulas", Shape<Formulas>.name.orNull) { $0.connection.formulas },
  ]).named("Binding")
}

extension FieldKind where Value == StatusCodes {
  fileprivate static var statusCodes: FieldKind {
    FieldKind(.text, "statuses as in \"200-299, 404\"") { json, path, faults in
      guard let text = FieldKind<String>.text.read(json, path, &faults) else { return nil }
      do throws(Refusal) {
        return try StatusCodes(checking: text)
      } catch {
        if case .invalid(let more) = error { faults += more }
        return nil
      }
    }
  }
}
