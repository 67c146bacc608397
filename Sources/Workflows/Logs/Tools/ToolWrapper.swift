package import OrderedJSON

/// A call of a tool that only calls others: what it calls, and what of its result is whose.
package struct ToolWrapper: Sendable {
  package struct Call: Hashable, Sendable {
    /// The real name.
    package let tool: String
    /// As they were written: an object, or a text that should be JSON.
    package let params: JSON

    package init(tool: String, params: JSON) {
      self.tool = tool
      self.params = params
    }
  }

  /// In their order; at least one.
  package let calls: [Call]

  /// - Parameter params: of the call, an object.
  /// - Returns: `nil` where it is a tool like any other.
  package init?(of tool: String, params: JSON) {
    if ToolWrapper.parallel.contains(tool) {
      guard let calls = ToolWrapper.parallelCalls(params) else { return nil }
      self.calls = calls.map { ToolWrapper.opened($0.tool, $0.params) ?? $0 }
    } else {
      guard let call = ToolWrapper.opened(tool, params) else { return nil }
      calls = [call]
    }
  }

  /// The results of the calls, one for each; `nil` where it cannot be told which is whose.
  /// - Parameter result: of the wrapping call, as it was recorded.
  package func results(of result: JSON) -> [JSON]? {
    if calls.count == 1 { return [result] }
    guard let elements = result.elements ?? result.resultRead.elements,
      elements.count == calls.count
    else { return nil }
    return elements
  }

  private static let parallel: Set = [
    "multi_tool_use.parallel", "multi_tool_use_parallel", "parallel",
  ]

  /// `{"tool_uses": [{"recipient_name": "functions.weather", "parameters": {…}}]}`
  private static func parallelCalls(_ params: JSON) -> [Call]? {
    guard let uses = params["tool_uses"]?.elements, !uses.isEmpty else { return nil }
    let calls = uses.compactMap { use -> Call? in
      guard let name = use["recipient_name"]?.text, let tool = toolName(name) else { return nil }
      return Call(tool: tool, params: use["parameters"] ?? [:])
    }
    return calls.count == uses.count ? calls : nil
  }

  private static func toolName(_ recipient: String) -> String? {
    let namespace = "functions."
    let name =
      recipient.utf8.starts(with: namespace.utf8)
      ? String(Substring(recipient.utf8.dropFirst(namespace.utf8.count))) : recipient
    return name.isEmpty ? nil : name
  }

  /// `{"server_name": …, "tool_name": …, "params": {…}}`, of a tool of any name or of one that is known
  /// to call others, which need not say the server.
  private static func opened(_ tool: String, _ params: JSON) -> Call? {
    let namesServer = servers.contains { params[$0]?.text != nil }
    guard namesServer || callers.contains(tool),
      let name = names.lazy.compactMap({ params[$0]?.text }).first, !name.isEmpty
    else { return nil }
    let inner = arguments.lazy.compactMap { params[$0] }.first
    // A server and a tool may be what any tool is asked for, as where it is described.
    guard inner != nil || callers.contains(tool) else { return nil }
    return Call(tool: name, params: inner?.unlessNull ?? [:])
  }

  private static let servers = ["server_name", "serverName", "server", "server_id"]
  private static let names = ["tool_name", "toolName", "tool"]
  private static let arguments = ["params", "arguments", "parameters", "args", "tool_args"]
  private static let callers: Set = [
    "use_mcp_tool", "call_mcp_tool", "mcp_call", "mcp_call_tool", "execute_mcp_tool",
    "run_mcp_tool",
    "invoke_mcp_tool",
  ]
}
