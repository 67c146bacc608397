import OrderedJSON

/// Spans in the words of OpenInference, as Phoenix exports them: with attributes flat or inside one
/// another, in columns, or as the text of their JSON.
/// https://arize-ai.github.io/openinference/spec/semantic_conventions.html
struct OpenInferenceReader: LogReader {
  static let format = LogFormat.openinference

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      spans(in: entry).contains { span in
        span.kind.map { kinds.contains($0.uppercased()) } ?? false
          || span.attributes["openinference.span.kind"] != nil
      }
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var log = SpanLog(entries.flatMap(spans))
    log.write(to: &writer)
  }

  /// An entry is one span, or a page of them as the API gives it.
  private static func spans(in entry: Entry) -> [RecordedSpan] {
    if let span = RecordedSpan(flat: entry.json, at: entry.source) { return [span] }
    for name in ["data", "spans"] {
      guard let elements = entry.json[name]?.elements else { continue }
      let source = entry.source.appending(name)
      return elements.enumerated().compactMap { index, element in
        RecordedSpan(flat: element, at: source.appending(index))
      }
    }
    return []
  }

  private static let kinds: Set = [
    "LLM", "TOOL", "AGENT", "CHAIN", "RETRIEVER", "RERANKER", "EMBEDDING", "GUARDRAIL",
    "EVALUATOR", "PROMPT", "UNKNOWN",
  ]
}
