import Automations
import OrderedJSON
import Workflows

extension MCPTool {
  /// As it is offered to whoever binds a tool to it.
  var offer: ToolOffer {
    let required = Set((inputSchema["required"]?.elements ?? []).compactMap(\.text))
    return ToolOffer(
      name, summary: (description ?? title)?.inOneLine(Limits.quotedAnswerCharacters),
      parameters: inputSchema["properties"]?.members?.map {
        ToolOffer.Parameter($0.key, isRequired: required.contains($0.key))
      },
      effect: annotations.effect)
  }
}

extension MCPAnnotations {
  /// What the hints come to; `nil`: nothing that makes a second try harmless.
  fileprivate var effect: Effect? {
    if readOnly == true { return .read }
    return idempotent == true ? .idempotent : nil
  }
}
