import OrderedJSON
import Scheduling

/// The spans of OTLP/JSON: whole exports, `ResourceSpans` or single spans one after another, in the
/// names of the protocol's JSON or of its Protocol Buffers.
/// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
struct OTLPSpans {
  private(set) var spans: [RecordedSpan] = []

  init(of entries: [(json: JSON, source: JSONPointer)]) {
    for (json, source) in entries { read(json, at: source, recorder: nil) }
  }

  /// Whether an entry holds spans in this way.
  static func isEntry(_ json: JSON) -> Bool {
    levels.contains { $0.contains { json[$0]?.elements != nil } } || isSpan(json)
  }

  private static func isSpan(_ json: JSON) -> Bool {
    json.member(of: spanIDs) != nil && json["attributes"]?.elements != nil
      && json.member(of: starts) != nil
  }

  private mutating func read(_ json: JSON, at source: JSONPointer, recorder: String?) {
    if OTLPSpans.isSpan(json) {
      spans.append(OTLPSpans.span(json, at: source, recorder: recorder))
      return
    }
    let scope = (json["scope"] ?? json["instrumentationLibrary"])?["name"]?.text ?? recorder
    for name in OTLPSpans.levels.joined() {
      for (index, element) in (json[name]?.elements ?? []).enumerated() {
        read(element, at: source.appending(name).appending(index), recorder: scope)
      }
    }
  }

  /// From the outside in; older exporters call scopes libraries.
  private static let levels = [
    ["resourceSpans", "resource_spans", "batches"],
    ["scopeSpans", "scope_spans", "instrumentationLibrarySpans"], ["spans"],
  ]
  private static let spanIDs = ["spanId", "span_id"]
  private static let starts = ["startTimeUnixNano", "start_time_unix_nano"]

  private static func span(
    _ json: JSON, at source: JSONPointer, recorder: String?
  ) -> RecordedSpan {
    var span = RecordedSpan(source: source)
    span.id = json.member(of: spanIDs)?.text
    span.parent = json.member(of: ["parentSpanId", "parent_span_id"])?.text
    span.name = json["name"]?.text ?? ""
    span.attributes = SpanAttributes(json["attributes"])
    span.events = (json["events"]?.elements ?? []).map { event in
      RecordedSpan.Event(
        name: event["name"]?.text ?? "", attributes: SpanAttributes(event["attributes"]))
    }
    span.start = json.member(of: starts).flatMap(Instant.init(logged:))
    span.end = json.member(of: ["endTimeUnixNano", "end_time_unix_nano"])
      .flatMap(Instant.init(logged:))
    span.recorder = recorder
    if let status = json["status"], status["code"] == 2 || status["code"] == "STATUS_CODE_ERROR" {
      span.failure = status["message"]?.text ?? ""
    }
    return span
  }
}
