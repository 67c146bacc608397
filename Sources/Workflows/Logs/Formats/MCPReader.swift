import OrderedJSON
import Scheduling

/// Logs of the Model Context Protocol: its messages, bare or in whatever a program logs them with.
/// https://modelcontextprotocol.io/specification/2025-06-18/server/tools#calling-tools
struct MCPReader: LogReader {
  static let format = LogFormat.mcp

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      MCPLines(of: entry.json, at: entry.source).lines.contains { line in
        if case .message(let message) = line { message.isTelling } else { false }
      }
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var reader = MCPReader()
    for entry in entries {
      for line in MCPLines(of: entry.json, at: entry.source).lines {
        reader.read(line, to: &writer)
      }
    }
  }

  /// Requests without an answer, by who sent them with which id: both sides count from 1, and some
  /// programs give each request the same one.
  private var open: [Request: OpenRequests] = [:]
  private var history = RepeatedHistory()

  private struct Request: Hashable {
    let id: Spelling
    let connection: Spelling
    let sender: MCPMessage.Sender
  }

  private struct OpenRequests {
    /// `nil`: no call of a tool.
    var calls: [LogWriter.Handle?] = []
    var answered = 0
  }

  private mutating func read(_ line: MCPLine, to writer: inout LogWriter) {
    switch line {
    case .note(let text, let source): writer.note(text, at: source)
    case .conversation(let messages, let source): converse(messages, at: source, to: &writer)
    case .message(let message) where message.isAnswer: answer(message, to: &writer)
    case .message(let message): ask(message, to: &writer)
    }
  }

  private mutating func ask(_ message: MCPMessage, to writer: inout LogWriter) {
    guard let method = message.method else { return }
    var handle: LogWriter.Handle?
    if method == "tools/call", let tool = message.json["params"]?["name"]?.text, !tool.isEmpty {
      handle = writer.call(
        tool, arguments: message.json["params"]?["arguments"], id: nil, at: message.at,
        from: message.source)
    } else {
      writer.note(method, at: message.source)
    }
    guard let id = message.id else { return }
    let request = Request(
      id: Spelling(id), connection: Spelling(message.connection), sender: message.sender)
    open[request, default: OpenRequests()].calls.append(handle)
  }

  private mutating func answer(_ message: MCPMessage, to writer: inout LogWriter) {
    guard let id = message.id else { return }
    for sender in MCPMessage.Sender.others(than: message.sender) {
      let request = Request(
        id: Spelling(id), connection: Spelling(message.connection), sender: sender)
      guard var requests = open[request], requests.answered < requests.calls.count else { continue }
      let handle = requests.calls[requests.answered]
      requests.answered += 1
      open[request] = requests
      if let handle {
        writer.settle(handle, result: message.json["result"], error: message.error, at: message.at)
      }
      return
    }
  }

  private mutating func converse(
    _ messages: [JSON], at source: JSONPointer, to writer: inout LogWriter
  ) {
    let utterances = messages.flatMap { SpanMessage($0).utterances }
    for (utterance, isNew) in zip(utterances, history.news(in: utterances.map(\.identity)))
    where isNew {
      switch utterance {
      case .said("user", let text): writer.said(by: .user, text, at: source)
      case .said("assistant", let text): writer.said(by: .agent, text, at: source)
      default: break
      }
    }
  }
}

extension MCPMessage {
  /// Whether it is of this protocol, and not of another that speaks JSON-RPC.
  fileprivate var isTelling: Bool {
    guard let method else { return json["result"]?["content"]?.elements != nil }
    return ["tools/", "initialize", "notifications/", "resources/", "prompts/"]
      .contains { method.hasPrefix($0) } || method == "call_tool"
  }

  /// Why a call failed: by the protocol, or by what the tool says.
  fileprivate var error: String? {
    if let error = json["error"]?.unlessNull {
      return error["message"]?.text ?? error.text ?? error.serialized
    }
    let result = json["result"]
    guard result?["isError"] == true || result?["is_error"] == true else { return nil }
    let texts = (result?["content"]?.elements ?? []).compactMap { $0["text"]?.text }
    return texts.isEmpty ? "the tool says that it failed" : texts.joined(separator: "\n")
  }
}

extension MCPMessage.Sender {
  /// Who may have asked what this one answers.
  fileprivate static func others(than sender: Self) -> [Self] {
    switch sender {
    case .here: [.there, .untold]
    case .there: [.here, .untold]
    case .untold: [.untold, .here, .there]
    }
  }
}
