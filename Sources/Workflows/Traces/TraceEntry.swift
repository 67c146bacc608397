package import Scheduling

/// One entry of a trace, read for what it means; whatever it holds beside that stays in `value`.
package struct TraceEntry: Sendable {
  package let value: JSON

  package init(_ value: JSON) { self.value = value }

  package static func entries(of traceData: JSON) -> [TraceEntry] {
    (traceData.elements ?? []).map(TraceEntry.init)
  }

  package var event: String? { value["event"]?.text }
  package var tool: String? { value["tool"]?.text }
  package var agent: String? { value["agent"]?.text }
  package var node: String? { value["node"]?.text }
  package var params: JSON? { value["params"] }
  package var result: JSON? { value["result"] }
  package var durationMilliseconds: Int? { value["duration_ms"]?.integer }
  package var goto: String? { value["decision"]?["goto"]?.text }
  package var reason: String? { value["decision"]?["reason"]?.text }
  package var timestamp: Instant? { value["timestamp"]?.text.flatMap { Instant(rfc3339: $0) } }

  /// Whether this is what a workflow executes: a call of a tool that has a name.
  package var isStep: Bool { event == "tool_call" && tool?.isEmpty == false }
}
