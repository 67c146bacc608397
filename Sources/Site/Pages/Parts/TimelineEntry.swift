package import Templating
import Workflows

/// An entry of a trace, told by what happened.
package struct TimelineEntry: TemplateModel {
  /// Names the icon of the style sheet.
  enum Kind: String { case call, decision, completion, other }

  let entry: TraceEntry
  let time: TimeText?

  init(_ entry: TraceEntry, time: TimeText?) {
    self.entry = entry
    self.time = time
  }

  package static var fields: [Field<TimelineEntry>] {
    [
      .text("kind") { $0.kind.rawValue },
      .text("words") { $0.words },
      .text("tool") { $0.kind == .call ? $0.entry.tool : nil },
      .text("goto") { $0.entry.goto },
      .text("agent") { $0.entry.agent ?? $0.entry.node },
      .text("reason") { $0.entry.reason },
      .text("duration") { $0.entry.durationMilliseconds.map(DurationText.words) },
      .model("time") { $0.time },
      .model("params") { $0.entry.params.map(JSONText.init) },
      .model("result") { $0.entry.result.map(JSONText.init) },
    ]
  }

  private var kind: Kind {
    if entry.isStep { return .call }
    return switch entry.event {
    case "routing_decision": .decision
    case "completion": .completion
    default: .other
    }
  }

  private var words: String {
    switch kind {
    case .call: "Called"
    case .decision: entry.goto == nil ? "Decided" : "Handed over to"
    case .completion: "Completed"
    case .other: entry.event ?? "Entry without an event"
    }
  }
}
