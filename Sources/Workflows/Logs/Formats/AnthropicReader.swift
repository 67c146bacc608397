import OrderedJSON

/// Anthropic's Messages with their blocks, and the events of its managed sessions.
/// https://docs.claude.com/en/api/messages
struct AnthropicReader: LogReader {
  static let format = LogFormat.anthropic

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { SessionEvents.isTelling($0) }
      || MessageList.beginning(of: entries).contains { message in
        guard message["role"]?.text != nil else { return false }
        return message["content"]?.elements?.contains(where: AnthropicBlock.isTelling) == true
      }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    if entries.prefix(Limits.recognisedEntries).contains(where: SessionEvents.isTelling) {
      SessionEvents.read(entries, to: &writer)
    } else {
      ConversationLog.write(entries, to: &writer, by: message)
    }
  }

  private static func message(_ entry: Entry) -> ModelMessage? {
    guard let role = entry.json["role"]?.text.flatMap(ModelMessage.Role.init) else { return nil }
    var message = ModelMessage(at: entry.json.loggedTime)
    message.addContent(of: entry, by: role)
    return message
  }
}

extension ModelMessage {
  /// Adds what `content` holds: a text, or blocks in their order.
  mutating func addContent(of entry: Entry, by role: Role) {
    guard let content = entry.json["content"]?.unlessNull else { return }
    guard let blocks = content.elements, blocks.contains(where: AnthropicBlock.isTelling) else {
      say(content.words, by: role, at: entry.source)
      return
    }
    let source = entry.source.appending("content")
    for (index, block) in blocks.enumerated() {
      let place = source.appending(index)
      switch AnthropicBlock.type(block) {
      case .call: if let call = AnthropicBlock.call(block) { add(.call(call), at: place) }
      case .result: add(.result(AnthropicBlock.result(block)), at: place)
      case .text: say(block.words, by: role, at: place)
      case .other: continue
      }
    }
  }
}

/// A part of a message's content.
enum AnthropicBlock {
  enum Kind { case call, result, text, other }

  static func type(_ block: JSON) -> Kind {
    guard let type = block["type"]?.text else { return block.text == nil ? .other : .text }
    if type == "text" { return .text }
    if type.hasSuffix("tool_use") { return .call }
    return type.hasSuffix("tool_result") ? .result : .other
  }

  /// Whether no other API writes a block so.
  static func isTelling(_ block: JSON) -> Bool {
    switch type(block) {
    case .call: block["name"] != nil && block["input"] != nil
    case .result: block["tool_use_id"] != nil
    case .text, .other: false
    }
  }

  static func call(_ block: JSON) -> ModelMessage.Call? {
    guard let tool = block.filledText("name") else { return nil }
    return ModelMessage.Call(id: block.filledText("id"), tool: tool, arguments: block["input"])
  }

  static func result(_ block: JSON) -> ModelMessage.Result {
    let id = ["tool_use_id", "mcp_tool_use_id", "custom_tool_use_id"].lazy
      .compactMap { block.filledText($0) }.first
    // A tool that gives nothing has no content.
    let content = block["content"]?.unlessNull ?? ""
    var result = ModelMessage.Result(id: id, content: content)
    result.isError = block["is_error"]?.boolean == true
    // `{"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"}`
    result.error = content.filledText("error_code")
    return result
  }
}
