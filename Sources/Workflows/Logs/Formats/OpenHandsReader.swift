import OrderedJSON
import Scheduling

/// What OpenHands exports: actions, and observations that say which action was their cause; of its newer
/// SDK events of some kinds. https://docs.openhands.dev
struct OpenHandsReader: LogReader {
  static let format = LogFormat.openhands

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      let json = entry.json
      guard json["source"]?.text != nil else { return false }
      if let kind = json["kind"]?.text { return OpenHandsEvents.kinds.contains(kind) }
      return json["action"]?.text != nil && json["args"]?.members != nil
        || json["observation"]?.text != nil && json["cause"] != nil
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var (actions, events) = (OpenHandsActions(), OpenHandsEvents())
    for entry in entries {
      if entry.json["kind"]?.text != nil {
        events.read(entry, to: &writer)
      } else if entry.json["action"]?.text != nil {
        actions.act(entry, to: &writer)
      } else if entry.json["observation"]?.text != nil {
        actions.observe(entry, to: &writer)
      }
    }
  }
}

/// Actions and their observations.
private struct OpenHandsActions {
  private var handles: [JSON: LogWriter.Handle] = [:]

  mutating func act(_ entry: Entry, to writer: inout LogWriter) {
    let json = entry.json
    guard let action = json["action"]?.text else { return }
    let words = json["args"]?["content"]?.text ?? json["message"]?.text ?? ""
    guard let (tool, params) = OpenHandsActions.call(json, of: action) else {
      guard !words.isEmpty else { return }
      switch (action, json["source"]?.text) {
      case ("message", "user"): writer.said(by: .user, words, at: entry.source)
      case ("message", "agent"): writer.said(by: .agent, words, at: entry.source)
      default: writer.note(words, at: entry.source)
      }
      return
    }
    if let thought = json["args"]?["thought"]?.text, !thought.isEmpty {
      writer.said(by: .agent, thought, at: entry.source.appending("args").appending("thought"))
    }
    let handle = writer.call(
      tool, arguments: params, id: nil, at: json["timestamp"].flatMap(Instant.init(logged:)),
      from: entry.source)
    if let id = json["id"]?.unlessNull { handles[id] = handle }
  }

  mutating func observe(_ entry: Entry, to writer: inout LogWriter) {
    let json = entry.json
    // It has a cause, and is no answer to it.
    guard json["observation"]?.text != "agent_state_changed" else { return }
    let content = json["content"]?.unlessNull
    guard let cause = json["cause"]?.unlessNull, let handle = handles[cause] else {
      if let words = content?.words, !words.isEmpty { writer.note(words, at: entry.source) }
      return
    }
    let isError = json["observation"]?.text == "error"
    let code = (json["extras"]?["metadata"]?["exit_code"] ?? json["extras"]?["exit_code"])?.integer
    // Of a command that still runs the code is -1.
    let failure = code.flatMap { $0 > 0 ? "exit code \($0)" : nil }
    writer.settle(
      handle, result: content, error: isError ? content?.words ?? "error" : failure)
  }

  /// What the model called, with what it gave; where that was left out, the action that was made of it.
  private static func call(_ json: JSON, of action: String) -> (tool: String, params: JSON)? {
    if let metadata = json["tool_call_metadata"]?.unlessNull,
      let tool = metadata["function_name"]?.text, !tool.isEmpty
    {
      return (tool, arguments(metadata) ?? params(of: json))
    }
    guard actions.contains(action) else { return nil }
    let args = json["args"]
    if action == "call_tool_mcp", let tool = args?["name"]?.text, !tool.isEmpty {
      return (tool, args?["arguments"]?.unlessNull ?? [:])
    }
    return (action, params(of: json))
  }

  private static func arguments(_ metadata: JSON) -> JSON? {
    let id = metadata["tool_call_id"]?.text.map(Spelling.init)
    let choices = metadata["model_response"]?["choices"]?.elements
    let calls = choices?.first?["message"]?["tool_calls"]?.elements
    return calls?.first { $0["id"]?.text.map(Spelling.init) == id }?["function"]?["arguments"]
  }

  private static func params(of json: JSON) -> JSON {
    .object((json["args"]?.members ?? []).filter { $0.key != "thought" })
  }

  private static let actions: Set = [
    "browse", "browse_interactive", "call_tool_mcp", "delegate", "edit", "finish", "read", "reject",
    "run", "run_ipython", "task_tracking", "think", "write",
  ]
}
