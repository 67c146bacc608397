import OrderedJSON

/// Counts the calls whose arguments or results an exporter left out, as they do unless they are told to
/// record them, and says by which setting they do.
struct OmittedContents {
  private var (arguments, results) = (0, 0)
  private var recorder: String?
  /// Where the first of them stands.
  private(set) var source = JSONPointer()

  mutating func take(_ span: RecordedSpan, lacksArguments: Bool, lacksResult: Bool) {
    guard lacksArguments || lacksResult else { return }
    if arguments + results == 0 { (source, recorder) = (span.source, span.recorder) }
    if lacksArguments { arguments += 1 }
    if lacksResult { results += 1 }
  }

  /// `nil`: none were left out.
  var note: String? {
    guard arguments + results > 0 else { return nil }
    var parts: [String] = []
    if arguments > 0 { parts.append("the arguments of \(OmittedContents.calls(arguments))") }
    if results > 0 { parts.append("the results of \(OmittedContents.calls(results))") }
    return
      "The exporter left out \(parts.joined(separator: " and ")): \(setting) has it record them."
  }

  private static func calls(_ count: Int) -> String { count == 1 ? "one call" : "\(count) calls" }

  private var setting: String {
    let recorder = (recorder ?? "").lowercased()
    return OmittedContents.settings.first(where: { recorder.contains($0.recorder) })?.setting
      ?? "the environment variable OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
  }

  /// By a part of the recorder's name.
  private static let settings: [(recorder: String, setting: String)] = [
    ("copilot-chat", "the environment variable COPILOT_OTEL_CAPTURE_CONTENT"),
    ("agent_framework", "the environment variable ENABLE_SENSITIVE_DATA"),
    ("pydantic", "include_content of its InstrumentationSettings"),
    ("openinference", "OPENINFERENCE_HIDE_INPUTS and OPENINFERENCE_HIDE_OUTPUTS set to false"),
    ("traceloop", "the environment variable TRACELOOP_TRACE_CONTENT"),
    ("gcp.vertex.agent", "the environment variable ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS"),
  ]
}
