import OrderedJSON
import Scheduling

extension RecordedSpan {
  /// A span as Phoenix exports it, and as SDKs of OpenTelemetry write it to a console: attributes in an
  /// object, or in columns named `attributes.input.value`. `nil`: this is none.
  init?(flat json: JSON, at source: JSONPointer) {
    let context = json["context"]
    guard
      let id =
        (context?["span_id"] ?? context?["spanId"] ?? json["context.span_id"]
        ?? json["span_id"] ?? json["spanId"])?.text
    else { return nil }
    self.init(source: source)
    self.id = id
    parent = json.member(of: ["parent_id", "parentId", "parent_span_id"])?.text
    name = json["name"]?.text ?? ""
    kind = json.member(of: ["span_kind", "spanKind"])?.text
    attributes = SpanAttributes(json["attributes"] ?? json.columns)
    events = (json["events"]?.openedText.elements ?? []).map { event in
      Event(name: event["name"]?.text ?? "", attributes: SpanAttributes(event["attributes"]))
    }
    start = json.member(of: ["start_time", "startTime"]).flatMap(Instant.init(logged:))
    end = json.member(of: ["end_time", "endTime"]).flatMap(Instant.init(logged:))
    let status = json["status"]
    let code = json["status_code"] ?? json["statusCode"] ?? status?["status_code"] ?? status
    if code?.text?.uppercased() == "ERROR" {
      let words = json["status_message"] ?? json["statusMessage"] ?? status?["description"]
      failure = words?.text ?? ""
    }
    recorder = json["instrumentation_scope"]?["name"]?.text
  }
}

extension JSON {
  /// A row's columns that begin with `attributes.`, without that.
  fileprivate var columns: JSON {
    let beginning = "attributes."
    return .object(
      (members ?? []).compactMap { member in
        guard member.key.hasPrefix(beginning) else { return nil }
        return Member(String(member.key.dropFirst(beginning.count)), member.value)
      })
  }
}
