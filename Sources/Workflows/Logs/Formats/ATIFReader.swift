import OrderedJSON
import Scheduling

/// The Agent Trajectory Interchange Format: steps with their calls, and beside these an observation with
/// the results. https://www.harborframework.com/docs/agents/trajectory-format
struct ATIFReader: LogReader {
  static let format = LogFormat.atif

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.first.map { isTrajectory($0.json) || isStep($0.json) } ?? false
  }

  private static func isTrajectory(_ json: JSON) -> Bool {
    guard let steps = json["steps"]?.elements else { return false }
    return json["schema_version"]?.text?.utf8.starts(with: "ATIF".utf8) == true
      || steps.first.map(isStep) == true
  }

  private static func isStep(_ json: JSON) -> Bool {
    json["step_id"]?.integer != nil && json["source"]?.text != nil && json["message"] != nil
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    for entry in entries {
      let agent = entry.json["agent"]?["name"]?.text
      guard let steps = entry.json["steps"]?.elements else {
        read(entry.json, of: agent, at: entry.source, to: &writer)
        continue
      }
      let source = entry.source.appending("steps")
      for (index, step) in steps.enumerated() {
        read(step, of: agent, at: source.appending(index), to: &writer)
      }
    }
  }

  private static func read(
    _ step: JSON, of agent: String?, at source: JSONPointer, to writer: inout LogWriter
  ) {
    // Such a step is another trajectory's, which this one continues.
    guard step["is_copied_context"]?.boolean != true else { return }
    let words = step["message"]?.words ?? ""
    if !words.isEmpty {
      switch step["source"]?.text {
      case "user": writer.said(by: .user, words, at: source)
      case "agent": writer.said(by: .agent, words, at: source)
      default: writer.note(words, at: source)
      }
    }
    let at = step["timestamp"].flatMap(Instant.init(logged:))
    let results = step["observation"]?["results"]?.elements ?? []
    var handles = calls(of: step, by: agent, at: at, from: source, to: &writer)[...]
    for (index, result) in results.enumerated() {
      let content = result["content"]?.unlessNull
      if let id = result["source_call_id"]?.text {
        writer.settle(id: id, tool: nil, result: content)
      } else if let handle = handles.popFirst() {
        writer.settle(handle, result: content, error: nil)
      } else if let words = content?.words, !words.isEmpty {
        let place = source.appending("observation").appending("results").appending(index)
        writer.note(words, at: place)
      }
    }
  }

  /// - Returns: the handles of those that no result names.
  private static func calls(
    of step: JSON, by agent: String?, at: Instant?, from source: JSONPointer,
    to writer: inout LogWriter
  ) -> [LogWriter.Handle] {
    let results = step["observation"]?["results"]?.elements ?? []
    let named = Set(results.compactMap { $0["source_call_id"]?.text.map(Spelling.init) })
    var handles: [LogWriter.Handle] = []
    for (index, call) in (step["tool_calls"]?.elements ?? []).enumerated() {
      guard let tool = call["function_name"]?.text, !tool.isEmpty else { continue }
      let id = call["tool_call_id"]?.text
      let handle = writer.call(
        tool, arguments: call["arguments"], id: id, at: at, agent: agent,
        from: source.appending("tool_calls").appending(index))
      if id.map({ named.contains(Spelling($0)) }) != true { handles.append(handle) }
    }
    return handles
  }
}
