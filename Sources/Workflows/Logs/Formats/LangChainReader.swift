import OrderedJSON
import Scheduling

/// What LangChain and LangGraph write out: messages, states with messages, the steps of a stream, and
/// histories of states, in which the newest may come first and each repeats what was there before it.
struct LangChainReader: LogReader {
  static let format = LogFormat.langchain

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { $0.json.holdsLangChain }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var reader = LangChainReader()
    for entry in inOrder(entries) {
      reader.at = entry.json.stateTime
      reader.walk(entry.json, at: entry.source, to: &writer)
    }
  }

  /// States by the times at which they were, where all of them say it.
  private static func inOrder(_ entries: [Entry]) -> [Entry] {
    let times = entries.compactMap(\.json.stateTime)
    guard times.count == entries.count else { return entries }
    let order = times.enumerated().sorted {
      ($0.element, $0.offset) < ($1.element, $1.offset)
    }
    return order.map { entries[$0.offset] }
  }

  private var at: Instant?
  private var history = RepeatedHistory()

  /// Goes through all that a state holds: messages stand below names that each program chooses.
  private mutating func walk(_ json: JSON, at source: JSONPointer, to writer: inout LogWriter) {
    if let message = LangChainMessage(json) {
      take([(message, source)], to: &writer)
      return
    }
    if let elements = json.elements {
      let messages = elements.enumerated().compactMap { index, element in
        LangChainMessage(element).map { ($0, source.appending(index)) }
      }
      guard messages.count < elements.count || messages.isEmpty else {
        take(messages, to: &writer)
        return
      }
      for (index, element) in elements.enumerated() {
        walk(element, at: source.appending(index), to: &writer)
      }
    }
    for member in json.members ?? [] {
      walk(member.value, at: source.appending(member.key), to: &writer)
    }
  }

  private mutating func take(
    _ messages: [(LangChainMessage, JSONPointer)], to writer: inout LogWriter
  ) {
    let news = history.news(in: messages.map(\.0.identity))
    for ((message, source), isNew) in zip(messages, news) where isNew {
      write(message, at: source, to: &writer)
    }
  }

  private func write(
    _ message: LangChainMessage, at source: JSONPointer, to writer: inout LogWriter
  ) {
    let text = message.text
    switch message.kind {
    case .human: writer.said(by: .user, text, at: source)
    case .other: writer.note(text, at: source)
    case .tool:
      let body = message.body
      let isError = body["status"] == "error"
      writer.settle(
        id: body["tool_call_id"]?.text, tool: body["name"]?.text, result: body["content"],
        error: isError ? text : nil)
    case .agent:
      if !text.isEmpty { writer.said(by: .agent, text, at: source) }
      for call in message.calls {
        let place = (message.path + call.path).reduce(source) { $0.appending($1) }
        writer.call(
          call.tool, arguments: call.arguments, id: call.id, at: at,
          agent: message.body["name"]?.text,
          from: place)
      }
    }
  }
}

extension JSON {
  /// When a state of LangGraph was: `created_at`, or the fifth part of a `StateSnapshot`.
  fileprivate var stateTime: Instant? {
    if let parts = elements {
      guard parts.count > 4, parts[0].members != nil else { return nil }
      return Instant(logged: parts[4])
    }
    guard self["values"] != nil || self["checkpoint"] != nil else { return nil }
    return (self["created_at"] ?? self["ts"]).flatMap(Instant.init(logged:))
  }

  /// Whether a message that tells the framework stands among the first values that this holds.
  fileprivate var holdsLangChain: Bool {
    var (values, next) = ([self], 0)
    while next < values.count, next < Limits.recognisedValues {
      let value = values[next]
      next += 1
      if let message = LangChainMessage(value) {
        if message.isTelling { return true }
      } else {
        let room = Limits.recognisedValues - values.count
        values += value.elements?.prefix(max(0, room)).map(\.self) ?? []
        values += value.members?.prefix(max(0, room)).map(\.value) ?? []
      }
    }
    return false
  }
}
