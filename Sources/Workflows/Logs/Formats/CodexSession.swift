import OrderedJSON
import Scheduling

/// The lines of a session that Codex keeps: `response_item`, which is what the model was given and said,
/// and `event_msg`, which tells some of it again.
struct CodexSession {
  /// Whether events tell what was said: what the model was given has more than the user's words.
  private let hasMessages: Bool
  private var handles: [Spelling: LogWriter.Handle] = [:]
  private var settled: Set<Spelling> = []

  init(of entries: [Entry]) {
    hasMessages = entries.contains {
      $0.json["type"]?.text == "event_msg" && $0.json["payload"]?["type"]?.text == "user_message"
    }
  }

  mutating func read(_ line: Entry, to writer: inout LogWriter) {
    guard let payload = line.json["payload"] else { return }
    let source = line.source.appending("payload")
    let at = line.json["timestamp"].flatMap(Instant.init(logged:))
    switch payload["type"]?.text {
    case "user_message", "agent_message": if hasMessages { say(payload, at: source, to: &writer) }
    case "message": if !hasMessages { say(payload, at: source, to: &writer) }
    case "function_call", "custom_tool_call":
      guard let tool = payload["name"]?.text, !tool.isEmpty else { return }
      // What a custom tool takes is a text of any kind.
      let input = payload["input"].map { JSON.object([JSON.Member("input", $0)]) }
      call(tool, payload["arguments"] ?? input, payload, at: at, from: source, to: &writer)
    case "local_shell_call":
      call("local_shell", payload["action"], payload, at: at, from: source, to: &writer)
    case "web_search_call":
      let action = payload["action"]?.unlessNull ?? [:]
      writer.call("web_search", arguments: action, id: nil, at: at, from: source)
    case "function_call_output", "custom_tool_call_output": settle(payload, to: &writer)
    case "mcp_tool_call_end": endCall(payload, at: at, from: source, to: &writer)
    default: return
    }
  }

  private func say(_ payload: JSON, at source: JSONPointer, to writer: inout LogWriter) {
    let words = payload.member(of: ["message", "content"])?.words ?? ""
    guard !words.isEmpty else { return }
    switch payload["role"]?.text ?? payload["type"]?.text {
    case "user", "user_message": writer.said(by: .user, words, at: source)
    case "assistant", "agent_message": writer.said(by: .agent, words, at: source)
    default: writer.note(words, at: source)
    }
  }

  private mutating func call(
    _ tool: String, _ arguments: JSON?, _ payload: JSON, at: Instant?, from source: JSONPointer,
    to writer: inout LogWriter
  ) {
    let id = payload["call_id"]?.text
    let handle = writer.call(tool, arguments: arguments, id: id, at: at, from: source)
    guard let id else { return }
    handles[Spelling(id)] = handle
    settled.remove(Spelling(id))
  }

  private mutating func settle(_ payload: JSON, to writer: inout LogWriter) {
    guard let id = payload["call_id"]?.text, let handle = handles[Spelling(id)],
      settled.insert(Spelling(id)).inserted
    else { return }
    let output = payload["output"]?.unlessNull
    // `{"output": "…", "metadata": {"exit_code": 0, "duration_seconds": 0.1}}`
    let held = output?.openedText
    guard let metadata = held?["metadata"], let inner = held?["output"] else {
      let failed = payload["success"]?.boolean == false || output?["success"]?.boolean == false
      let content = output?["content"]?.unlessNull ?? output
      let code = content?.text.flatMap(CodexSession.exitCode)
      let failure = code.flatMap { $0 == 0 ? nil : "exit code \($0)" }
      writer.settle(
        handle, result: content, error: failed ? content?.words ?? "failed" : failure)
      return
    }
    let code = metadata["exit_code"]?.integer ?? 0
    writer.settle(handle, result: inner, error: code == 0 ? nil : "exit code \(code)")
  }

  /// Of a text that begins with `Exit code: 1`, as newer versions give a command's output.
  private static func exitCode(of output: String) -> Int? {
    let beginning = "Exit code: "
    guard output.utf8.starts(with: beginning.utf8) else { return nil }
    let digits = output.utf8.dropFirst(beginning.utf8.count).prefix { $0.isDigit }
    return Int(String(decoding: digits.prefix(10), as: UTF8.self))
  }

  /// The end of a call of a server's tool, with its result as the server gave it.
  private mutating func endCall(
    _ payload: JSON, at: Instant?, from source: JSONPointer, to writer: inout LogWriter
  ) {
    guard let id = payload["call_id"]?.text else { return }
    let invocation = payload["invocation"]
    if handles[Spelling(id)] == nil, let tool = invocation?["tool"]?.text, !tool.isEmpty {
      call(tool, invocation?["arguments"]?.unlessNull, payload, at: at, from: source, to: &writer)
    }
    guard let handle = handles[Spelling(id)], settled.insert(Spelling(id)).inserted else { return }
    let result = payload["result"]
    let error = result?["Err"]?.unlessNull
    writer.settle(
      handle, result: result?["Ok"]?.unlessNull, error: error.map { $0.text ?? $0.serialized })
  }
}
