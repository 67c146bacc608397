import OrderedJSON

/// Messages of OpenAI's Chat Completions, and what others write in their way: AgentDojo, Inspect,
/// Toolathlon, LiteLLM and servers that are asked as OpenAI's are.
/// https://platform.openai.com/docs/api-reference/chat
struct OpenAIChatReader: LogReader {
  static let format = LogFormat.openaiChat

  static func recognises(_ entries: [Entry]) -> Bool {
    MessageList.beginning(of: entries).contains { message in
      guard let role = message["role"]?.text else { return false }
      return (isResult(role) || ModelMessage.Role(role) != nil)
        && (message["content"] != nil || message["tool_calls"] != nil
          || message["function_call"] != nil)
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    ConversationLog.write(entries, to: &writer, by: message)
  }

  private static func isResult(_ role: String) -> Bool { role == "tool" || role == "function" }

  private static func message(_ entry: Entry) -> ModelMessage? {
    if entry.json["role"] == nil, let inner = entry.member("message"), inner.json["role"] != nil {
      guard var message = self.message(inner) else { return nil }
      message.at = message.at ?? entry.json.loggedTime
      return message
    }
    guard let name = entry.json["role"]?.text else { return nil }
    var message = ModelMessage(at: entry.json.loggedTime)
    if isResult(name) {
      message.add(.result(result(entry.json)), at: entry.source)
      return message
    }
    guard let role = ModelMessage.Role(name) else { return nil }
    if role == .agent { message.agent = entry.json.filledText("name") }
    // Gateways have the blocks of other models in the content.
    message.addContent(of: entry, by: role)
    for name in ["tool_calls", "function_call"] {
      guard let list = entry.member(name) else { continue }
      for call in Entry.list(list.json, at: list.source) { add(call, to: &message) }
    }
    return message
  }

  private static func add(_ entry: Entry, to message: inout ModelMessage) {
    guard let (tool, arguments) = called(entry.json) else { return }
    let id = entry.json.filledText("id") ?? entry.json.filledText("tool_call_id")
    let call = ModelMessage.Call(id: id, tool: tool, arguments: arguments)
    message.add(.call(call), at: entry.source)
  }

  /// `{"function": {"name", "arguments"}}`, `{"function": "name", "args"}`, `{"name", "arguments"}`
  private static func called(_ call: JSON) -> (tool: String, arguments: JSON?)? {
    let function = call.member(of: ["function", "custom"])
    let named = function?.members != nil ? function ?? call : call
    guard let tool = named.filledText("name") ?? function?.text, !tool.isEmpty else { return nil }
    // What a custom tool takes is a text of any kind.
    if call["custom"] != nil, let input = named["input"]?.text {
      return (tool, ["input": .string(input)])
    }
    return (tool, named.member(of: ["arguments", "args", "input", "parameters"]))
  }

  private static func result(_ message: JSON) -> ModelMessage.Result {
    let again = message["tool_call"].flatMap(called)
    var result = ModelMessage.Result(id: message.filledText("tool_call_id"))
    result.tool = message.filledText("name") ?? message.filledText("function") ?? again?.tool
    result.arguments = again?.arguments
    result.content = message["content"]?.unlessNull
    result.error = message["error"]?.errorWords
    result.isError =
      message.member(of: ["is_error", "isError"])?.boolean == true || message["status"] == "error"
    return result
  }
}
