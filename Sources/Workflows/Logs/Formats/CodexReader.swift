import OrderedJSON
import Scheduling

/// What Codex writes: the events of `codex exec --json`, and the lines of its sessions.
/// https://github.com/openai/codex/blob/main/docs/exec.md
struct CodexReader: LogReader {
  static let format = LogFormat.codex

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      switch entry.json["type"]?.text {
      case "thread.started": entry.json["thread_id"] != nil
      case "item.started", "item.updated", "item.completed":
        entry.json["item"].flatMap(CodexItem.type) != nil
      case "session_meta", "response_item", "event_msg", "turn_context":
        entry.json["payload"]?.members != nil
      default: false
      }
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var (items, session) = (CodexItems(), CodexSession(of: entries))
    for entry in entries {
      switch entry.json["type"]?.text {
      // The ids of the items begin anew.
      case "thread.started": items = CodexItems()
      case "item.started", "item.updated", "item.completed":
        guard let item = entry.json["item"] else { continue }
        let at = entry.json["timestamp"].flatMap(Instant.init(logged:))
        items.read(item, at: at, from: entry.source.appending("item"), to: &writer)
      case "response_item", "event_msg": session.read(entry, to: &writer)
      case "error", "turn.failed":
        let words = entry.json["message"] ?? entry.json["error"]?["message"]
        writer.note(words?.text ?? "The turn failed.", at: entry.source)
      default: continue
      }
    }
  }
}

enum CodexItem {
  static func type(_ item: JSON) -> String? { item.member(of: ["type", "item_type"])?.text }
}

/// The items of one thread, each of which is told more than once.
private struct CodexItems {
  private var handles: [Spelling: LogWriter.Handle] = [:]
  private var told: Set<Spelling> = []

  mutating func read(
    _ item: JSON, at: Instant?, from source: JSONPointer, to writer: inout LogWriter
  ) {
    guard let type = CodexItem.type(item) else { return }
    switch type {
    case "agent_message", "assistant_message":
      guard isNew(item), let words = item["text"]?.text else { return }
      writer.said(by: .agent, words, at: source)
    case "reasoning", "error", "todo_list":
      guard isNew(item), let words = item.member(of: ["text", "message"])?.text else { return }
      writer.note(words, at: source)
    default:
      guard let (tool, params) = CodexItems.call(item, of: type) else { return }
      let id = item["id"]?.text
      let handle =
        id.flatMap { handles[Spelling($0)] }
        ?? writer.call(tool, arguments: params, id: nil, at: at, from: source)
      if let id { handles[Spelling(id)] = handle }
      let (result, error) = CodexItems.outcome(of: item)
      if result != nil || error != nil { writer.settle(handle, result: result, error: error) }
    }
  }

  private mutating func isNew(_ item: JSON) -> Bool {
    guard let id = item["id"]?.text else { return true }
    return told.insert(Spelling(id)).inserted
  }

  private static func call(_ item: JSON, of type: String) -> (tool: String, params: JSON)? {
    switch type {
    case "mcp_tool_call", "collab_tool_call":
      guard let tool = item["tool"]?.text, !tool.isEmpty else { return nil }
      return (tool, item["arguments"]?.unlessNull ?? [:])
    default:
      // Codex's own tools have no names here but the item's type.
      guard item["status"] != nil || item["query"] != nil else { return nil }
      let members = item.members ?? []
      return (type, .object(members.filter { !outcomes.contains($0.key) }))
    }
  }

  private static func outcome(of item: JSON) -> (result: JSON?, error: String?) {
    guard item["status"]?.text != "in_progress" else { return (nil, nil) }
    let result = item.member(of: ["aggregated_output", "result"])
    if let error = item["error"]?.unlessNull {
      return (result, error["message"]?.text ?? error.text ?? error.serialized)
    }
    if let code = item["exit_code"]?.integer, code != 0 { return (result, "exit code \(code)") }
    let status = item["status"]?.text
    return (result, status == "failed" || status == "declined" ? status : nil)
  }

  private static let outcomes: Set = [
    "id", "type", "item_type", "status", "aggregated_output", "exit_code", "result", "error",
  ]
}
