import Automations
import OrderedJSON
import Workflows

/// Bindings in the JSON API.
struct BindingAPI: Sendable {
  let services: Services

  @Sendable func list(_ call: Call<Void, Void>) async throws -> [ListedBinding] {
    try await services.bindings.list(for: call.caller)
  }

  @Sendable func put(_ call: Call<Void, NewBinding>) async throws -> Bound {
    let (binding, owner) = try await services.bindings.put(
      call.input.draft, of: call.input.userID, by: call.act)
    return Bound(
      binding: try await services.bindings.listed(binding, of: owner),
      notices: try await services.bindings.notices(of: binding, for: owner))
  }

  @Sendable func remove(_ call: Call<Void, Named>) async throws {
    try await services.bindings.remove(call.input.tool, of: call.input.userID, by: call.act)
  }
}

extension BindingAPI {
  struct NewBinding {
    let userID: String?
    let draft: BindingDraft
  }

  struct Bound {
    let binding: ListedBinding
    /// What it means for the calls that were recorded.
    let notices: [String]
  }

  struct Named {
    let userID: String?
    let tool: String
  }

  static let newBinding = Input<NewBinding>.body(
    .optional("user_id", .identifier), .required("tool", .identifier),
    .optional("adapter", .choice), .optional("connection", .identifier),
    .optional("remote", .identifier), .optional("params", .template),
    .optional("request", .object), .optional("effect", .choice),
    .optional("success", .statusCodes), .optional("success_codes", .statusCodes),
    .optional("formulas", .choice), .optional("timeout", .integer(Limits.boundSeconds)),
    .optional("callback_timeout", .integer(Limits.callbackSeconds))
  ) {
    userID, tool, adapter, connection, remote, params, request, effect, success, codes, formulas,
    timeout, callbackTimeout throws(Refusal) in
    guard success == nil || codes == nil || success == codes else {
      throw .invalid([Fault(["success_codes"], "must be absent where success says it")])
    }
    return NewBinding(
      userID: userID,
      draft: BindingDraft(
        tool: tool, adapter: adapter, connection: connection, remote: remote, params: params,
        request: request, effect: effect, success: success ?? codes, formulas: formulas,
        timeout: timeout, callbackTimeout: callbackTimeout))
  }

  static let named = Input<Named>.query(
    .optional("user_id", .identifier), .required("tool", .text)
  ) { userID, tool throws(Refusal) in Named(userID: userID, tool: tool) }

  static let bound = Shape<Bound>.success([
    Member("binding", binding) { $0.binding },
    Member("notices", Shape.text.list()) { $0.notices },
  ])

  static let all = Shape<[ListedBinding]>.success([Member("bindings", binding.list()) { $0 }])

  private static let binding = Shape<ListedBinding>([
    Member("tool", .text) { $0.binding.tool },
    Member("adapter", Shape<AdapterKind>.name.orNull) { $0.kind },
    Member("connection", Shape.text.orNull) { $0.binding.answeredConnection },
    Member("remote", Shape.text.orNull) { $0.binding.mapping.remote },
    Member("params", .any) { $0.binding.mapping.params?.json ?? .null },
    Member("request", .any) { $0.binding.mapping.request?.json ?? .null },
    Member("effect", Shape<Effect>.name.orNull) { $0.binding.mapping.effect },
    Member("success", Shape.text.orNull) { $0.binding.mapping.success?.rawValue },
    Member("success_codes", Shape.text.orNull) { $0.binding.mapping.success?.rawValue },
    Member("formulas", Shape<Formulas>.name.orNull) { $0.binding.mapping.formulas },
    Member("timeout", Shape.number.orNull) { $0.binding.mapping.timeout },
    Member("callback_timeout", Shape.number.orNull) { $0.binding.mapping.callbackTimeout },
    Member("unbound", Shape.text.orNull) { $0.unbound },
  ]).named("Binding")
}

extension Binding {
  /// As whoever made it says it: beside an adapter the embedded tool's name.
  fileprivate var answeredConnection: String? {
    switch wording {
    case .connection: connection
    case .adapter(let called): connection == Connection.local.name ? mapping.remote : called
    }
  }
}

extension ListedBinding {
  /// `nil`: its connection is not there.
  fileprivate var kind: AdapterKind? {
    switch (meaning, binding.wording) {
    case (.bound(let tool), _): tool.connection.kind
    case (.unbound, .adapter): AdapterKind(rawValue: binding.connection)
    case (.unbound, .connection): nil
    }
  }

  /// Why it carries nothing out, in a sentence; `nil`: it does.
  fileprivate var unbound: String? {
    if case .unbound(let why) = meaning { "It \(why.clause)." } else { nil }
  }
}

extension FieldKind where Value == JSON {
  /// Any JSON in which references stand.
  fileprivate static var template: FieldKind {
    FieldKind(
      Schema.any.described(
        "A template over the call: {\"to\": {\"$ref\": \"params/recipient\"}}"), "a template"
    ) { json, _, _ in json }
  }
}

extension FieldKind where Value == StatusCodes {
  fileprivate static var statusCodes: FieldKind {
    FieldKind(.text, "statuses as in \"200-299, 404\"") { json, path, faults in
      guard let text = FieldKind<String>.text.read(json, path, &faults) else { return nil }
      do throws(Refusal) {
        return try StatusCodes(checking: text, at: path)
      } catch {
        if case .invalid(let more) = error { faults += more }
        return nil
      }
    }
  }
}
