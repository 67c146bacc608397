import OrderedJSON
import Scheduling

/// What Claude Code writes: transcripts of its sessions, and `--output-format stream-json`. An answer is
/// on as many lines as it has blocks.
/// https://docs.claude.com/en/docs/claude-code/sdk
struct ClaudeCodeReader: LogReader {
  static let format = LogFormat.claudeCode

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      guard let type = entry.json["type"]?.text else { return false }
      let isOfSession = (entry.json.member(of: ["sessionId", "session_id", "uuid"]))?.text != nil
      switch type {
      case "user", "assistant": return isOfSession && entry.json["message"]?.members != nil
      case "system": return isOfSession && entry.json["subtype"]?.text != nil
      case "progress": return entry.json["data"]?["message"]?["message"]?.members != nil
      default: return false
      }
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var reader = ClaudeCodeReader()
    for entry in entries { reader.read(entry, to: &writer) }
  }

  /// Lines that were read: a session that is resumed has those of the one before it.
  private var lines: Set<Spelling> = []
  /// Calls that were read: what an agent below does is told as its own and as another's progress.
  private var calls: Set<Spelling> = []
  private var settled: Set<Spelling> = []
  /// The kinds of agents, by the call that began each.
  private var agents: [Spelling: String] = [:]

  private mutating func read(_ line: Entry, to writer: inout LogWriter) {
    if let id = line.json["uuid"]?.text, !lines.insert(Spelling(id)).inserted { return }
    switch line.json["type"]?.text {
    case "user", "assistant": readMessage(line, isBelow: false, to: &writer)
    case "progress":
      // An agent below tells what it does: `agent_progress`.
      guard let inner = line.member("data")?.member("message") else { return }
      readMessage(inner, isBelow: true, to: &writer)
    case "summary": writer.note(line.json["summary"]?.text ?? "", at: line.source)
    case "system": writer.note(line.json["content"]?.words ?? "", at: line.source)
    default: return
    }
  }

  /// - Parameter isBelow: whether it is of an agent that this one began.
  private mutating func readMessage(
    _ line: Entry, isBelow: Bool, to writer: inout LogWriter
  ) {
    guard let entry = line.member("message"),
      let role = entry.json["role"]?.text.flatMap(ModelMessage.Role.init)
    else { return }
    let json = line.json
    let parent = json.filledText("parent_tool_use_id")
    let isBelow = isBelow || parent != nil || json["isSidechain"]?.boolean == true
    var message = ModelMessage(at: json.loggedTime)
    message.agent =
      parent.flatMap { agents[Spelling($0)] } ?? json.filledText("agentId")
      ?? (isBelow ? "sidechain" : nil)
    // Not all that stands there as the user's was said by somebody.
    let isUsers = role == .user && !isBelow && !line.isMadeByProgram
    message.addContent(of: entry, by: role == .user && !isUsers ? .other : role)
    write(message, to: &writer)
  }

  private mutating func write(_ message: ModelMessage, to writer: inout LogWriter) {
    for (part, source) in message.parts {
      switch part {
      case .said(let speaker, let words): writer.said(by: speaker, words, at: source)
      case .note(let words): writer.note(words, at: source)
      case .call(let call): write(call, of: message, at: source, to: &writer)
      case .result(let result):
        if let id = result.id, !settled.insert(Spelling(id)).inserted { continue }
        writer.settle(
          id: result.id, tool: nil, result: result.content, error: result.error,
          isError: result.isError, at: message.at)
      }
    }
  }

  private mutating func write(
    _ call: ModelMessage.Call, of message: ModelMessage, at source: JSONPointer,
    to writer: inout LogWriter
  ) {
    if let id = call.id {
      guard calls.insert(Spelling(id)).inserted else { return }
      if let kind = call.arguments?.filledText("subagent_type") { agents[Spelling(id)] = kind }
    }
    writer.call(
      call.tool, arguments: call.arguments, id: call.id, at: message.at, agent: message.agent,
      from: source)
  }
}

extension Entry {
  /// Whether the program wrote the user's message: what hooks say, commands print, summaries hold.
  fileprivate var isMadeByProgram: Bool {
    let marks = ["isMeta", "isCompactSummary", "isSynthetic", "isVisibleInTranscriptOnly"]
    if marks.contains(where: { json[$0]?.boolean == true }) { return true }
    let words = json["message"]?["content"]?.words ?? ""
    return beginnings.contains { words.utf8.starts(with: $0.utf8) }
  }
}

private let beginnings = [
  "<command-", "<local-command-", "<system-reminder>", "<bash-", "[Request interrupted by user",
]
