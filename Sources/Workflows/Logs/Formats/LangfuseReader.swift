import OrderedJSON

/// Traces of Langfuse: a trace with its observations, or these alone.
/// https://langfuse.com/docs/observability/data-model
struct LangfuseReader: LogReader {
  static let format = LogFormat.langfuse

  static func recognises(_ entries: [Entry]) -> Bool {
    entries.prefix(Limits.recognisedEntries).contains { entry in
      observations(in: entry).contains { json, source in
        isTelling(json) && RecordedSpan(observation: json, at: source) != nil
      }
    }
  }

  static func read(_ entries: [Entry], to writer: inout LogWriter) {
    let spans = entries.flatMap(observations).compactMap { json, source in
      RecordedSpan(observation: json, at: source)
    }
    var log = SpanLog(spans)
    log.write(to: &writer)
  }

  private static func observations(in entry: Entry) -> [(json: JSON, source: JSONPointer)] {
    for path in [["observations"], ["trace", "observations"], ["data"]] {
      let inner = path.reduce(entry.json as JSON?) { $0?[$1] }
      guard let elements = inner?.elements else { continue }
      let source = path.reduce(entry.source) { $0.appending($1) }
      return elements.enumerated().map { ($1, source.appending($0)) }
    }
    return [(entry.json, entry.source)]
  }

  private static func isTelling(_ json: JSON) -> Bool {
    let names = ["traceId", "trace_id", "parentObservationId", "parent_observation_id"]
    return names.contains { json[$0] != nil }
  }
}
