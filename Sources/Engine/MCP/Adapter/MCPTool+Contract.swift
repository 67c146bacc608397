import Automations
import OrderedJSON

extension MCPTool {
  /// What a version relies on that uses the tool.
  /// - Parameter tool: as workflows call it.
  func contract(of tool: String, through connection: Connection) -> ToolContract {
    ToolContract(
      tool: tool, connection: connection.id, remote: name, pin: pin,
      schema: inputSchema.serialized)
  }
}
