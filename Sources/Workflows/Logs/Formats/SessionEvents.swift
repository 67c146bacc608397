import OrderedJSON

/// Events of Anthropic's managed sessions, bare or beside the name of the SDK's method that they went
/// through: `["client.beta.sessions.events.stream", {"type": "agent.tool_use", …}]`.
/// https://platform.claude.com/docs/en/managed-agents/events-and-streaming
enum SessionEvents {
  static func isTelling(_ entry: Entry) -> Bool {
    guard let event = heard(entry), let type = event.json["type"]?.text else { return false }
    return type.utf8.starts(with: "agent.".utf8) || type.utf8.starts(with: "session.status".utf8)
      || type == "user.message"
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    // What is sent comes back as an event, but for the last ones.
    var heard: [Spelling: Int] = [:]
    for entry in entries {
      if let event = self.heard(entry) { heard[Spelling(identity(event.json)), default: 0] += 1 }
    }
    var called: Set<Spelling> = []
    for entry in entries {
      if let event = self.heard(entry) {
        read(event, called: &called, to: &writer)
        continue
      }
      for event in sent(entry) {
        let identity = Spelling(identity(event.json))
        if let count = heard[identity], count > 0 {
          heard[identity] = count - 1
        } else {
          read(event, called: &called, to: &writer)
        }
      }
    }
  }

  private static func heard(_ entry: Entry) -> Entry? {
    if entry.json["type"]?.text != nil { return entry }
    guard let parts = entry.json.elements, parts.count == 2, parts[0].text != nil,
      parts[1]["type"]?.text != nil
    else { return nil }
    return Entry(json: parts[1], source: entry.source.appending(1))
  }

  /// `["client.beta.sessions.events.send", ["sesn_…", {"events": […]}]]`
  private static func sent(_ entry: Entry) -> [Entry] {
    guard let parts = entry.json.elements, parts.count == 2, let sent = parts[1].elements,
      let index = sent.firstIndex(where: { $0["events"] != nil }),
      let events = sent[index]["events"]
    else { return [] }
    let source = entry.source.appending(1).appending(index).appending("events")
    return Entry.list(events, at: source)
  }

  private static func identity(_ event: JSON) -> String {
    let ids = ["type", "tool_use_id", "custom_tool_use_id", "result"].map { event[$0] ?? .null }
    return JSON.array(ids + [.string(event["content"]?.words ?? "")]).serialized
  }

  /// - Parameter called: the ids of the calls until now; the same event may be listed again.
  private static func read(
    _ event: Entry, called: inout Set<Spelling>, to writer: inout LogWriter
  ) {
    let json = event.json
    guard let type = json["type"]?.text else { return }
    switch type {
    case "user.message": writer.said(by: .user, json["content"]?.words ?? "", at: event.source)
    case "agent.message": writer.said(by: .agent, json["content"]?.words ?? "", at: event.source)
    case "user.tool_confirmation":
      guard json["result"] == "deny" else { return }
      writer.settle(
        id: json.filledText("tool_use_id"), tool: nil, result: nil,
        error: json.filledText("deny_message") ?? "denied", at: json.loggedTime)
    case "session.error":
      writer.note(json["error"]?.errorWords ?? "The session failed.", at: event.source)
    default:
      if type.hasSuffix("tool_use"), let call = AnthropicBlock.call(json) {
        if let id = call.id, !called.insert(Spelling(id)).inserted { return }
        writer.call(
          call.tool, arguments: call.arguments, id: call.id, at: json.loggedTime,
          agent: json.filledText("agent_name"), from: event.source)
      } else if type.hasSuffix("tool_result") {
        let result = AnthropicBlock.result(json)
        writer.settle(
          id: result.id, tool: nil, result: result.content, error: result.error,
          isError: result.isError, at: json.loggedTime)
      }
    }
  }
}
