import OrderedJSON
import Scheduling

/// A span of a trace, whoever exported it: OTLP, Phoenix, Langfuse.
struct RecordedSpan {
  /// Where it stands.
  let source: JSONPointer
  var id: String?
  /// The id of the span in which it happened.
  var parent: String?
  var name = ""
  /// What it is, as the export says it beside the attributes: `TOOL`, `LLM`.
  var kind: String?
  var attributes = SpanAttributes(nil)
  var events: [Event] = []
  var start: Instant?
  var end: Instant?
  /// What went in and came out, as the export says it beside the attributes.
  var input: JSON?
  var output: JSON?
  /// That it failed, in the export's words; these may be empty.
  var failure: String?
  /// The name of what recorded it.
  var recorder: String?

  struct Event {
    let name: String
    let attributes: SpanAttributes
  }
}

// A call of a tool, in the words of several conventions: those of OpenTelemetry for generative AI, of
// OpenInference, and of what recorders say beside them.
extension RecordedSpan {
  /// The tool that was called; `nil`: this is no call.
  var tool: String? {
    let name = Self.toolNames.lazy.compactMap { attributes.text($0) }.first { !$0.isEmpty }
    return isCall ? name ?? nameWithoutOperation : nil
  }

  private var isCall: Bool {
    if kind?.uppercased() == "TOOL" { return true }
    return Self.callMarks.contains { name, value in
      let text = attributes.text(name)?.lowercased()
      return text == value || text == "\"\(value)\""
    } || attributes["ai.toolCall.name"] != nil
  }

  private static let callMarks = [
    ("gen_ai.operation.name", "execute_tool"), ("openinference.span.kind", "tool"),
    ("mcp.method.name", "tools/call"), ("traceloop.span.kind", "tool"),
    ("langwatch.span.type", "tool"), ("langfuse.observation.type", "tool"),
    ("mlflow.spanType", "tool"),
  ]

  private static let toolNames = [
    "gen_ai.tool.name", "tool.name", "tool_call.function.name", "ai.toolCall.name",
    "traceloop.entity.name", "mcp.tool.name",
  ]

  /// `get_weather` of `execute_tool get_weather`
  private var nameWithoutOperation: String {
    for operation in ["execute_tool ", "tools/call ", "running tool: "]
    where name.hasPrefix(operation) {
      return String(name.dropFirst(operation.count))
    }
    return name
  }

  var callID: String? {
    let id = attributes.first(of: [
      "gen_ai.tool.call.id", "tool_call.id", "tool.id", "ai.toolCall.id",
    ])
    return id.map { $0.text ?? $0.serialized }
  }

  /// What the call sent, as it was recorded; `nil`: nobody recorded it.
  var arguments: JSON? {
    let recorded = attributes.first(of: Self.argumentNames) ?? input?.unlessNull
    return
      (recorded ?? eventValue(of: "gen_ai.tool.message", ["content", "arguments"])
      ?? details("gen_ai.input.messages", SpanMessage.lastArguments))?.openedCall
  }

  /// What it gave, as it was recorded; `nil`: nobody recorded it.
  var result: JSON? {
    attributes.first(of: Self.resultNames) ?? output?.unlessNull
      ?? eventValue(of: "gen_ai.choice", ["message", "content", "tool.result"])
      ?? details("gen_ai.output.messages", SpanMessage.lastResult)
  }

  private static let argumentNames = [
    "gen_ai.tool.call.arguments", "tool_arguments", "tool_call.function.arguments",
    "ai.toolCall.args", "input.value", "traceloop.entity.input", "langwatch.input",
    "langfuse.observation.input", "mlflow.spanInputs", "gcp.vertex.agent.tool_call_args",
  ]

  private static let resultNames = [
    "gen_ai.tool.call.result", "tool_response", "ai.toolCall.result", "output.value",
    "traceloop.entity.output", "langwatch.output", "langfuse.observation.output",
    "mlflow.spanOutputs", "gcp.vertex.agent.tool_response",
  ]

  private func eventValue(of event: String, _ names: [String]) -> JSON? {
    events.last { $0.name == event }?.attributes.first(of: names)
  }

  private func details(_ name: String, _ read: ([JSON]) -> JSON?) -> JSON? {
    for event in events.reversed() where event.name == "gen_ai.client.inference.operation.details" {
      if let value = read(event.attributes.list(name)) { return value }
    }
    return read(attributes.list(name))
  }

  /// Why the call failed, where it did.
  var error: String? {
    let exception = events.last { $0.name == "exception" }?.attributes
    if let failure {
      let words = [
        failure, exception?.text("exception.message") ?? "", attributes.text("error.message") ?? "",
        attributes.text("error.type") ?? "",
      ]
      return words.first { !$0.isEmpty } ?? "the log says that it failed"
    }
    if attributes.text("gen_ai.tool.status") == "error" || attributes["error.type"] != nil {
      return exception?.text("exception.message") ?? attributes.text("error.type")
        ?? "the log says that it failed"
    }
    return nil
  }

  /// The name of the agent that it speaks of.
  var agent: String? { attributes.first(of: ["gen_ai.agent.name", "agent.name"])?.text }

  var durationMilliseconds: Int? {
    guard let start, let end, end >= start else { return nil }
    return Int(exactly: end.milliseconds(since: start))
  }
}

extension JSON {
  /// The arguments of what recorders put around them: a tool call as LangChain hands it over,
  /// `{"args": [], "kwargs": …}`, `{"type": "json", "value": …}`.
  fileprivate var openedCall: JSON {
    let opened = openedText
    guard let members = opened.members else { return self }
    if opened["type"] == "tool_call", let args = opened["args"] { return args }
    if members.count == 2, let kwargs = opened["kwargs"], opened["args"] == [] { return kwargs }
    if members.count == 2, opened["type"] == "json", let value = opened["value"] { return value }
    return self
  }
}
