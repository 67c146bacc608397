import OrderedJSON
import Scheduling

/// What the Gemini CLI writes: its sessions, be each one object or a message a line; its `stream-json`;
/// and the contents that it sends to the API and keeps as checkpoints, which programs of Google's Agent
/// Development Kit have too. https://github.com/google-gemini/gemini-cli
struct GeminiCLIReader: LogReader {
  static let format = LogFormat.geminiCLI

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      let json = entry.json
      if isOfSession(json) || isOfStream(json) || GeminiContents.isOne(json) { return true }
      let inside = json["messages"] ?? json["contents"] ?? json["history"]
      return (inside?.elements ?? []).prefix(Limits.recognisedEntries).contains {
        isOfSession($0) || GeminiContents.isOne($0)
      }
    }
  }

  private static func isOfSession(_ message: JSON) -> Bool { message["type"]?.text == "gemini" }

  private static func isOfStream(_ event: JSON) -> Bool {
    event["type"]?.text == "tool_use" && event["tool_name"] != nil && event["tool_id"] != nil
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var reading = GeminiReading()
    for entry in entries {
      guard
        let name = ["messages", "contents", "history"].first(where: {
          entry.json[$0]?.elements != nil
        })
      else {
        reading.read(entry.json, at: entry.source, to: &writer)
        continue
      }
      let source = entry.source.appending(name)
      for (index, message) in (entry.json[name]?.elements ?? []).enumerated() {
        reading.read(message, at: source.appending(index), to: &writer)
      }
    }
    reading.endAnswer(to: &writer)
  }
}

private struct GeminiReading {
  /// A session of lines has a message again when more is known of it.
  private var handles: [Spelling: LogWriter.Handle] = [:]
  private var said: Set<Spelling> = []
  /// Of an answer that comes in pieces.
  private var (pieces, begin): ([String], JSONPointer) = ([], JSONPointer())

  mutating func read(_ json: JSON, at source: JSONPointer, to writer: inout LogWriter) {
    if json["delta"]?.boolean == true, json["role"]?.text == "assistant" {
      if pieces.isEmpty { begin = source }
      pieces.append(json["content"]?.words ?? "")
      return
    }
    endAnswer(to: &writer)
    switch json["type"]?.text {
    case "user": say(json, by: .user, at: source, to: &writer)
    case "gemini":
      say(json, by: .agent, at: source, to: &writer)
      for (index, call) in (json["toolCalls"]?.elements ?? []).enumerated() {
        let place = source.appending("toolCalls").appending(index)
        self.call(call, of: json, at: place, to: &writer)
      }
    case "message":
      say(json, by: json["role"]?.text == "user" ? .user : .agent, at: source, to: &writer)
    case "tool_use":
      guard let tool = json["tool_name"]?.text, !tool.isEmpty else { return }
      writer.call(
        tool, arguments: json["parameters"], id: json["tool_id"]?.text,
        at: json["timestamp"].flatMap(Instant.init(logged:)), from: source)
    case "tool_result":
      let isError = json["status"]?.text == "error"
      let words = json["error"]?["message"]?.text ?? json["output"]?.text ?? "error"
      writer.settle(
        id: json["tool_id"]?.text, tool: nil, result: json["output"]?.unlessNull,
        error: isError ? words : nil)
    default: GeminiContents.read(json, at: source, to: &writer)
    }
  }

  mutating func endAnswer(to writer: inout LogWriter) {
    guard !pieces.isEmpty else { return }
    writer.said(by: .agent, pieces.joined(), at: begin)
    pieces = []
  }

  private mutating func say(
    _ json: JSON, by speaker: Speaker, at source: JSONPointer, to writer: inout LogWriter
  ) {
    let words = json["content"]?.words ?? ""
    guard !words.isEmpty else { return }
    if let id = json["id"]?.text, !said.insert(Spelling(id)).inserted { return }
    writer.said(by: speaker, words, at: source)
  }

  private mutating func call(
    _ call: JSON, of message: JSON, at source: JSONPointer, to writer: inout LogWriter
  ) {
    guard let tool = call["name"]?.text, !tool.isEmpty else { return }
    let id = call["id"]?.text
    let known = id.flatMap { handles[Spelling($0)] }
    let handle =
      known
      ?? writer.call(
        tool, arguments: call["args"], id: id,
        at: (call["timestamp"] ?? message["timestamp"]).flatMap(Instant.init(logged:)),
        from: source)
    if let id { handles[Spelling(id)] = handle }
    let (result, error) = GeminiReading.outcome(of: call)
    if result != nil || error != nil { writer.settle(handle, result: result, error: error) }
  }

  private static func outcome(of call: JSON) -> (result: JSON?, error: String?) {
    let parts = call["result"]?.elements ?? []
    let answers = parts.compactMap { $0["functionResponse"]?["response"].map(GeminiAnswer.init) }
    var result = answers.count == 1 ? answers[0].result : nil
    if answers.count > 1 { result = .array(answers.map { $0.result ?? .null }) }
    if answers.isEmpty, !parts.isEmpty { result = call["result"] }
    if let text = call["result"]?.text { result = .string(text) }
    let status = call["status"]?.text
    guard status == "error" || status == "cancelled" else {
      return (result, answers.lazy.compactMap(\.error).first)
    }
    let words =
      answers.lazy.compactMap(\.error).first ?? result?.text ?? call["resultDisplay"]?.text
    return (result, words ?? status)
  }
}

/// A result in the envelope in which the model is given it: `{"output": …}`, `{"error": …}`.
struct GeminiAnswer {
  let result: JSON?
  let error: String?

  init(_ response: JSON) {
    let only = response.members.flatMap { $0.count == 1 ? $0.first : nil }
    switch only?.key {
    case "output", "result": (result, error) = (only?.value, nil)
    case "error": (result, error) = (nil, only?.value.text ?? only?.value.serialized)
    default: (result, error) = (response, nil)
    }
  }
}
