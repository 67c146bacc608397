import OrderedJSON
import Scheduling

extension RecordedSpan {
  /// An observation of Langfuse, as its API and its exports have it. `nil`: this is none.
  init?(observation json: JSON, at source: JSONPointer) {
    guard let id = json["id"]?.text, let type = json["type"]?.text,
      json.member(of: RecordedSpan.observationStarts) != nil
    else { return nil }
    self.init(source: source)
    self.id = id
    parent = json.member(of: ["parentObservationId", "parent_observation_id"])?.text
    name = json["name"]?.text ?? ""
    kind = type
    let metadata = json["metadata"]?.openedText
    attributes = SpanAttributes(metadata?["attributes"] ?? metadata)
    (input, output) = (json["input"]?.unlessNull, json["output"]?.unlessNull)
    start = json.member(of: RecordedSpan.observationStarts).flatMap(Instant.init(logged:))
    end = json.member(of: ["endTime", "end_time"]).flatMap(Instant.init(logged:))
    if json["level"] == "ERROR" {
      failure = json.member(of: ["statusMessage", "status_message"])?.text ?? ""
    }
    recorder = metadata?["scope"]?["name"]?.text
  }

  private static let observationStarts = ["startTime", "start_time"]
}
