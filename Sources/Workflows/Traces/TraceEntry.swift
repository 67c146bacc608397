package import OrderedJSON
package import Scheduling

/// One entry of a trace, read for what it means; whatever it holds beside that stays in `value`.
package struct TraceEntry: Sendable {
  /// The object as it came.
  package let value: JSON

  package init(_ value: JSON) { self.value = value }

  /// In order; none where the value is no array.
  package static func entries(of traceData: JSON) -> [TraceEntry] {
    (traceData.elements ?? []).map(TraceEntry.init)
  }

  /// Free text; `tool_call`, `routing_decision` and `completion` are common.
  package var event: String? { value["event"]?.text }
  /// The tool's name, as the agent called it.
  package var tool: String? { value["tool"]?.text }
  /// The agent that acted, by name.
  package var agent: String? { value["agent"]?.text }
  /// Where in the agent the entry was written, by name.
  package var node: String? { value["node"]?.text }
  /// Of the call, any JSON.
  package var params: JSON? { value["params"] }
  /// What the call gave, any JSON; `nil` where the agent did not log it.
  package var result: JSON? { value["result"] }
  /// `duration_ms`; `nil` too where it is no whole number.
  package var durationMilliseconds: Int? { value["duration_ms"]?.integer }
  /// Where a decision leads: `decision.goto`.
  package var goto: String? { value["decision"]?["goto"]?.text }
  /// Why it does, in the agent's words: `decision.reason`.
  package var reason: String? { value["decision"]?["reason"]?.text }
  /// Read as RFC 3339; `nil` too where it is something else.
  package var timestamp: Instant? { value["timestamp"]?.text.flatMap { Instant(rfc3339: $0) } }

  /// Whether this is what a workflow executes: a call of a tool that has a name.
  package var isStep: Bool { event == "tool_call" && tool?.isEmpty == false }

  /// Whether it looks like one, and is none for what it lacks.
  fileprivate var isNearlyStep: Bool { event?.lowercased() == "tool_call" && !isStep }
}

extension [TraceEntry] {
  /// Says which entries look like calls and become no step; `nil`: none do.
  package var noticeOfCallsLeftOut: String? {
    let numbers = indices.filter { self[$0].isNearlyStep }.map { String($0 + 1) }
    guard let first = numbers.first else { return nil }
    let rule = "A step is made of \"event\": \"tool_call\" with the tool's name in \"tool\"."
    if numbers.count == 1 { return "Entry \(first) looks like a call and becomes no step. \(rule)" }
    let shown = numbers.prefix(Limits.namedInNotices)
    let others = numbers.count - shown.count
    let named = shown.joined(separator: ", ") + (others > 0 ? " and \(others) more" : "")
    return "\(numbers.count) entries look like calls and become no step: \(named). \(rule)"
  }
}
