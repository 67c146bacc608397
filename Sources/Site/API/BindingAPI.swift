import Automations
import Hummingbird
import OrderedJSON
import Workflows

/// Bindings in the JSON API.
struct BindingAPI: Sendable {
  let services: Services

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let bindings = try await services.bindings.list(for: context.requireCaller())
    return .json(["success": true, "bindings": .array(bindings.map(\.json))])
  }

  @Sendable func put(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try context.requireCaller()
    var body = try await JSONBody(request)
    let owner = try caller.owner(named: body.optionalText("user_id"))
    let (tool, connection) = (body.text("tool"), body.optionalText("connection"))
    let adapter: AdapterKind? = body.choice("adapter")
    let effect: Effect? = body.optionalChoice("effect")
    let codes = body.optionalText("success_codes")
    let binding = try body.build { () throws(Refusal) in
      let codes = try codes.map(StatusCodes.init(checking:))
      guard let adapter else { throw .invalid([]) }
      return Binding(
        tool: tool, adapter: adapter, connection: connection, effect: effect, successCodes: codes)
    }
    let kept = try await services.bindings.put(binding, of: owner)
    return .json(["success": true, "binding": kept.json])
  }
}
