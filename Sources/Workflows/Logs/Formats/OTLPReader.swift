import OrderedJSON

/// OpenTelemetry's spans of generative AI, as OTLP/JSON or as SDKs write them to a console.
/// https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/#execute-tool-span
struct OTLPReader: LogReader {
  static let format = LogFormat.otlp

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      if OTLPSpans.isEntry(entry.json) { return true }
      guard let members = entry.json["attributes"]?.members,
        RecordedSpan(flat: entry.json, at: entry.source) != nil
      else { return false }
      return entry.json["span_kind"] == nil && members.contains { $0.key.hasPrefix("gen_ai.") }
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    var spans = OTLPSpans(of: entries.map { ($0.json, $0.source) }).spans
    if spans.isEmpty {
      spans = entries.compactMap { RecordedSpan(flat: $0.json, at: $0.source) }
    }
    var log = SpanLog(spans)
    log.write(to: &writer)
  }
}
