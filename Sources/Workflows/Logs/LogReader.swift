import OrderedJSON

/// A value of a trace that readers look at, and where it stands.
struct Entry {
  let json: JSON
  let source: JSONPointer
}

/// Reads one format.
protocol LogReader {
  static var format: LogFormat { get }

  /// Whether the entries have its shape. Looks at the first ones only.
  static func recognises(_ entries: [Entry]) -> Bool

  static func read(_ entries: [Entry], to writer: inout LogWriter)
}

enum LogReaders {
  /// In the order in which they are asked: those of the more telling shapes first.
  static var all: [any LogReader.Type] {
    [
      RepriseReader.self,
      OTLPReader.self,
      OpenInferenceReader.self,
      LangfuseReader.self,
      MCPReader.self,
      ATIFReader.self,
      GeminiCLIReader.self,
      CodexReader.self,
      OpenHandsReader.self,
      ClaudeCodeReader.self,
      AnthropicReader.self,
      OpenAIResponsesReader.self,
      OpenAIChatReader.self,
      // Its messages are sought at any depth, also in what tools of other formats gave.
      LangChainReader.self,
    ]
  }
}

extension Entry {
  /// The entries of a trace, then those in what they are wrapped in, as long as it is a wrapper that
  /// somebody is known to write.
  static func levels(of traceData: JSON) -> [[Entry]] {
    var levels = [list(traceData, at: JSONPointer())]
    while levels.count < mostLevels, let last = levels.last, last.count == 1, let only = last.first,
      let inner = only.unwrapped
    {
      // A row is never the trace itself.
      if inner.isRow { levels.removeLast() }
      levels.append(list(inner.entry.json, at: inner.entry.source))
    }
    return levels
  }

  private static let mostLevels = 6
  /// What programs call the list in which their log is.
  private static let lists = [
    "messages", "traj", "trajectory", "conversation", "history", "events", "entries", "items",
    "logs", "data", "trace",
  ]

  static func list(_ json: JSON, at source: JSONPointer) -> [Entry] {
    guard let elements = json.elements else { return [Entry(json: json, source: source)] }
    return elements.enumerated().map { Entry(json: $1, source: source.appending($0)) }
  }

  private var unwrapped: (entry: Entry, isRow: Bool)? {
    if let entry = member("trace_data") { return (entry, true) }
    for name in ["trace", "traces", "data"] {
      guard let trace = member(name) else { continue }
      let row =
        trace.json.elements?.count == 1 ? Entry.list(trace.json, at: trace.source).first : trace
      if let entry = row?.member("trace_data") { return (entry, true) }
    }
    for name in Entry.lists {
      if let entry = member(name), entry.json.elements != nil { return (entry, false) }
    }
    return nil
  }

  /// What a member holds, be that as a text.
  func member(_ name: String) -> Entry? {
    json[name].map { Entry(json: $0.openedText, source: source.appending(name)) }
  }
}
