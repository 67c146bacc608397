import Automations
import OrderedJSON
import Workflows

/// A call, held against what its server says of the tool.
struct MCPCheck: Sendable {
  /// What the server says of it that was not looked at, in sentences.
  let notices: [String]
  /// What becomes of the call, which is not sent; `nil`: nothing is against it.
  let refusal: ToolResult?
  /// As it is listed; `nil`: it is not.
  let tool: MCPTool?

  /// - Parameters:
  ///   - arguments: as they are to be sent; of what is no object the client says what would be right.
  ///   - name: the tool's over there.
  init(_ arguments: JSON, of name: String, in list: MCPToolList, _ words: MCPWords) {
    tool = list[name]
    guard let tool else {
      (notices, refusal) = ([], words.unknown(name, of: list.tools.map(\.name)))
      return
    }
    if let fault = tool.fault {
      (notices, refusal) = ([], words.unusable(name, fault))
      return
    }
    let schema = JSONSchema(tool.inputSchema)
    notices = schema.unchecked.isEmpty ? [] : [words.unchecked(name, schema.unchecked)]
    let faults = arguments.members == nil ? [] : schema.faults(of: arguments)
    refusal = faults.isEmpty ? nil : words.unfit(name, faults)
  }
}
