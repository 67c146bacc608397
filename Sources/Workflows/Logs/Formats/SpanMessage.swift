import OrderedJSON

/// What one message of a conversation with a model says, in the shapes in which spans hold them:
/// OpenTelemetry's `parts`, OpenAI's `tool_calls`, Anthropic's and Bedrock's blocks, OpenInference's
/// nesting.
struct SpanMessage {
  struct Call {
    let id: String?
    let tool: String
    let arguments: JSON
  }

  struct Result {
    let id: String?
    let tool: String?
    let json: JSON
    let isError: Bool
  }

  /// `user`, `assistant`, `system`, `tool` or what else it is called.
  let role: String

  private static let sameRoles = ["human": "user", "ai": "assistant", "model": "assistant"]
  private var texts: [String] = []
  private(set) var calls: [Call] = []
  private(set) var results: [Result] = []

  /// - Parameter role: of a message that does not say it.
  init(_ json: JSON, role: String = "user") {
    let message = json["message"]?.members == nil ? json : json["message"] ?? json
    let name = (message["role"]?.text ?? role).lowercased()
    self.role = SpanMessage.sameRoles[name] ?? name
    if self.role == "tool" || self.role == "function", message["parts"] == nil,
      let content = message["content"]
    {
      let blocks = content.openedText.elements ?? []
      guard blocks.contains(where: { $0["toolResult"] != nil }) else {
        results.append(
          Result(
            id: message["tool_call_id"]?.text ?? message["id"]?.text, tool: message["name"]?.text,
            json: content, isError: message["status"] == "error"))
        return
      }
    }
    for part in ["content", "parts", "contents"].compactMap({ message[$0] }) { take(part) }
    for call in message["tool_calls"]?.elements ?? [] { take(toolCall: call["tool_call"] ?? call) }
  }

  private mutating func take(_ content: JSON) {
    let opened = content.openedText
    if let blocks = opened.elements {
      for block in blocks { take(block: block["message_content"] ?? block) }
    } else if let text = content.text {
      say(text)
    }
  }

  private mutating func take(block: JSON) {
    if let call = block["toolUse"] {
      take(toolCall: [
        "id": call["toolUseId"] ?? .null, "name": call["name"] ?? .null,
        "arguments": call["input"] ?? .null,
      ])
    } else if let result = block["toolResult"] {
      results.append(
        Result(
          id: result["toolUseId"]?.text, tool: nil, json: result["content"] ?? .null,
          isError: result["status"] == "error"))
    } else {
      switch block["type"]?.text {
      case "tool_call", "tool_use", "tool-call": take(toolCall: block)
      case "tool_call_response", "tool_result", "tool-result":
        let json = ["response", "result", "content", "output"].lazy.compactMap { block[$0] }.first
        results.append(
          Result(
            id: block.callID, tool: block["name"]?.text, json: json ?? .null,
            isError: block["is_error"] == true))
      default:
        if let text = (block["text"] ?? block["content"])?.text ?? block.text { say(text) }
      }
    }
  }

  private mutating func take(toolCall call: JSON) {
    let function = call["function"] ?? call
    guard let tool = (function["name"] ?? function["toolName"])?.text, !tool.isEmpty else { return }
    let arguments = ["arguments", "args", "input"].lazy.compactMap { function[$0] }.first
    calls.append(Call(id: call.callID, tool: tool, arguments: arguments ?? .null))
  }

  private mutating func say(_ more: String) {
    if !more.isEmpty { texts.append(more) }
  }

  /// What it says in words; it may be empty.
  var text: String { texts.joined(separator: "\n") }

  /// Of the last call in messages.
  static func lastArguments(in messages: [JSON]) -> JSON? {
    messages.reversed().lazy.compactMap { SpanMessage($0).calls.last?.arguments }.first
  }

  /// Of the last result in messages.
  static func lastResult(in messages: [JSON]) -> JSON? {
    messages.reversed().lazy.compactMap { SpanMessage($0).results.last?.json }.first
  }
}

extension JSON {
  /// A text, or what it is made of where a framework joins two.
  fileprivate var callID: String? {
    let id = ["id", "tool_call_id", "tool_use_id", "toolCallId"].lazy.compactMap { self[$0] }
      .first { !$0.isNull }
    return id.map { $0.text ?? $0.serialized }
  }
}
