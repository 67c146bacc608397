package import Automations
package import Workflows

extension Binding {
  /// Requests to whole URLs carry the tool out, as it was said before connections had names.
  package static func http(
    _ tool: String, called: String? = nil, effect: Effect? = nil, success: StatusCodes? = nil
  ) -> Binding {
    Binding(
      tool: tool, connection: Connection.http.name,
      mapping: Mapping(effect: effect, success: success), wording: .adapter(called: called))
  }
}

extension BoundTool {
  /// An embedded tool, called by its own name.
  package static func embedded(_ tool: LocalTool, formulas: Formulas? = nil) -> BoundTool {
    BoundTool(
      tool: tool.rawValue, binding: Binding(tool: tool.rawValue, to: tool, formulas: formulas),
      connection: .local)
  }
}
