import OrderedJSON
import Scheduling

/// Reprise's own entries: a call is `"event": "tool_call"` with the tool's name in `tool`.
struct RepriseReader: LogReader {
  static let format = LogFormat.reprise

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { TraceEntry($0.json).isStep }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    for entry in entries { read(TraceEntry(entry.json), at: entry.source, to: &writer) }
  }

  private static func read(
    _ entry: TraceEntry, at source: JSONPointer, to writer: inout LogWriter
  ) {
    let words = ["text", "message", "content"].lazy.compactMap { entry.value[$0]?.text }.first
    if entry.isStep, let tool = entry.tool {
      let handle = writer.call(
        tool, arguments: entry.params, id: nil, at: entry.timestamp,
        durationMilliseconds: entry.durationMilliseconds, agent: entry.agent, from: source)
      let error = entry.value["error"]?.unlessNull
      writer.settle(handle, result: entry.result, error: error.map { $0.text ?? $0.serialized })
    } else if entry.event == "user_message", let words {
      writer.said(by: .user, words, at: source)
    } else if entry.event == "agent_message" || entry.event == "assistant_message", let words {
      writer.said(by: .agent, words, at: source)
    } else {
      writer.note(words ?? entry.reason ?? entry.event ?? "", at: source)
    }
  }
}
