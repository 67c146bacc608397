import OrderedJSON

/// A message of LangChain, in the three ways in which programs write it out: as `{"lc": 1, "id": […,
/// "AIMessage"], "kwargs": …}`, as `{"type": "ai", "data": …}`, or plainly.
struct LangChainMessage {
  enum Kind { case human, agent, tool, other }

  let kind: Kind
  /// `content`, `tool_calls`, `tool_call_id` and what else the message holds.
  let body: JSON
  /// Where the body stands in the message.
  let path: [String]

  init?(_ json: JSON) {
    if json["lc"] != nil, let kwargs = json["kwargs"], kwargs.members != nil {
      guard let name = json["id"]?.elements?.last?.text, let kind = Kind(name) else { return nil }
      (self.kind, body, path) = (kind, kwargs, ["kwargs"])
      return
    }
    guard let name = json["type"]?.text, let kind = Kind(name) else { return nil }
    if let data = json["data"], data["content"] != nil {
      (self.kind, body, path) = (kind, data, ["data"])
    } else if json["content"] != nil {
      (self.kind, body, path) = (kind, json, [])
    } else {
      return nil
    }
  }

  /// Whether no other framework writes a message so.
  var isTelling: Bool {
    if path == ["kwargs"] { return true }
    switch kind {
    case .agent:
      return ["tool_calls", "invalid_tool_calls", "additional_kwargs", "response_metadata"]
        .contains { body[$0] != nil }
    case .tool: return body["tool_call_id"] != nil
    case .human, .other: return path == ["data"] || body["additional_kwargs"] != nil
    }
  }

  /// What tells it from others in a history: a result may have been given its id later.
  var identity: String {
    let id = kind == .tool ? body["tool_call_id"] : body["id"]
    let parts = [id, body["content"], body["tool_calls"] ?? body["additional_kwargs"]]
    return "\(kind) " + JSON.array(parts.map { $0 ?? .null }).serialized
  }

  /// The words in its content, be that a text or a list of blocks.
  var text: String {
    guard let content = body["content"] else { return "" }
    if let text = content.text { return text }
    let texts = (content.elements ?? []).compactMap { $0.text ?? $0["text"]?.text }
    return texts.joined(separator: "\n")
  }
}

extension LangChainMessage.Kind {
  /// Of `ai`, `AIMessage`, `AIMessageChunk`.
  fileprivate init?(_ name: String) {
    switch name.split(separator: "Message").first.map(String.init)?.lowercased() {
    case "human": self = .human
    case "ai": self = .agent
    case "tool", "function": self = .tool
    case "system", "chat", "developer": self = .other
    default: return nil
    }
  }
}

extension LangChainMessage {
  struct Call {
    let id: String?
    let tool: String
    let arguments: JSON?
    /// Where it stands in the body.
    let path: [String]
  }

  /// What an agent calls. The copy that model's own words are in counts only where nothing else does.
  var calls: [Call] {
    let calls =
      calls(in: body["tool_calls"], ["tool_calls"])
      + calls(in: body["invalid_tool_calls"], ["invalid_tool_calls"])
    guard calls.isEmpty, let copy = body["additional_kwargs"] else { return calls }
    let path = ["additional_kwargs"]
    let copies = self.calls(in: copy["tool_calls"], path + ["tool_calls"])
    guard copies.isEmpty, let call = copy["function_call"] else { return copies }
    return self.calls(in: [call], path).map { call in
      Call(id: nil, tool: call.tool, arguments: call.arguments, path: path + ["function_call"])
    }
  }

  private func calls(in list: JSON?, _ path: [String]) -> [Call] {
    (list?.elements ?? []).enumerated().compactMap { index, call in
      let function = call["function"] ?? call
      guard let tool = function["name"]?.text, !tool.isEmpty else { return nil }
      return Call(
        id: call["id"]?.text, tool: tool, arguments: function["args"] ?? function["arguments"],
        path: path + [String(index)])
    }
  }
}
