import OrderedJSON

/// Items of OpenAI's Responses: what was put in, and what came out.
/// https://platform.openai.com/docs/api-reference/responses
struct OpenAIResponsesReader: LogReader {
  static let format = LogFormat.openaiResponses

  static func recognises(_ entries: [Entry]) -> Bool {
    let isResponse = entries.prefix(Limits.recognisedEntries).contains {
      $0.json["object"] == "response" && $0.json["output"]?.elements != nil
    }
    return isResponse
      || MessageList.beginning(of: entries).contains { item in
        guard let type = item["type"]?.text else { return false }
        switch type {
        case "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output":
          return item["call_id"]?.text != nil
        case "mcp_call": return item["server_label"] != nil || item["arguments"] != nil
        case "reasoning": return item["summary"]?.elements != nil
        default: return false
        }
      }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    ConversationLog.write(entries, to: &writer, by: message)
  }

  private static func message(_ entry: Entry) -> ModelMessage? {
    let (item, source) = (entry.json, entry.source)
    var message = ModelMessage(at: item.loggedTime, agent: item["agent"]?.filledText("name"))
    guard let type = item["type"]?.text, type != "message" else {
      guard let role = item["role"]?.text.flatMap(ModelMessage.Role.init) else { return nil }
      message.say(item["content"]?.words ?? "", by: role, at: source)
      return message
    }
    if type == "reasoning" {
      message.say((item.member(of: ["summary", "content"]) ?? .null).words, by: .other, at: source)
    } else if type.hasSuffix("_output") {
      var result = ModelMessage.Result(id: item.filledText("call_id"))
      result.content = item["output"]?.unlessNull
      result.error = item["error"]?.errorWords
      message.add(.result(result), at: source)
    } else if let call = call(item, of: type) {
      message.add(.call(call), at: source)
      if let result = result(beside: call, in: item) { message.add(.result(result), at: source) }
    }
    return message
  }

  private static func call(_ item: JSON, of type: String) -> ModelMessage.Call? {
    // Its result is found by `call_id`; `id` is the item's.
    let id = item.filledText("call_id") ?? item.filledText("id")
    switch type {
    case "function_call", "mcp_call", "custom_tool_call":
      guard let tool = item.filledText("name") else { return nil }
      // What a custom tool takes is a text of any kind.
      let input = item["input"].map { JSON.object([JSON.Member("input", $0)]) }
      return ModelMessage.Call(id: id, tool: tool, arguments: item["arguments"] ?? input)
    default:
      // OpenAI's own tools: `web_search_call` is a call of `web_search`.
      let suffix = "_call"
      guard type.hasSuffix(suffix) else { return nil }
      let members = (item.members ?? []).filter { !besideParams.contains($0.key) }
      return ModelMessage.Call(
        id: id, tool: String(type.dropLast(suffix.count)),
        arguments: item["action"]?.unlessNull ?? .object(members))
    }
  }

  /// Of calls that OpenAI carries out the result stands in the same item.
  private static func result(
    beside call: ModelMessage.Call, in item: JSON
  ) -> ModelMessage.Result? {
    let content = item.member(of: ["output", "outputs", "results", "result"])
    let failed = item["status"] == "failed" ? "failed" : nil
    let error = item["error"]?.errorWords ?? failed
    guard content != nil || error != nil else { return nil }
    return ModelMessage.Result(id: call.id, content: content, error: error)
  }

  private static let besideParams: Set = [
    "id", "type", "status", "call_id", "output", "outputs", "results", "result", "error", "agent",
  ]
}
