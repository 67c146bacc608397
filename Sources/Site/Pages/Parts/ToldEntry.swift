import OrderedJSON
import Scheduling
import Workflows

/// What happened, in words.
struct ToldEntry {
  /// Names the icon of the style sheet.
  enum Kind: String { case call, decision, completion, said, other }

  var kind: Kind
  var words: String
  var tool: String?
  var goto: String?
  /// Who did or said it.
  var agent: String?
  /// What was said, or why.
  var text: String?
  var params: JSON?
  var result: JSON?
  var at: Instant?
  var durationMilliseconds: Int?

  /// - Parameter entry: of Reprise's own format, which tells more than calls and words.
  init(_ entry: TraceEntry) {
    switch entry.event {
    case _ where entry.isStep: (kind, words) = (.call, "Called")
    case "routing_decision":
      (kind, words) = (.decision, entry.goto == nil ? "Decided" : "Handed over to")
    case "completion": (kind, words) = (.completion, "Completed")
    default: (kind, words) = (.other, entry.event ?? "Entry without an event")
    }
    tool = entry.tool
    goto = entry.goto
    agent = entry.agent ?? entry.node
    text = entry.reason
    params = entry.params
    result = entry.result
    at = entry.timestamp
    durationMilliseconds = entry.durationMilliseconds
  }

  init(_ entry: LogEntry) {
    switch entry.content {
    case .call(let call):
      (kind, words) = (.call, call.error == nil ? "Called" : "Called in vain")
      tool = call.tool
      agent = call.agent
      text = call.error ?? call.argumentFault.map { "What it was given is no JSON: \($0)" }
      params = call.params.members?.isEmpty == false ? call.params : nil
      result = call.result?.json
      at = call.at
      durationMilliseconds = call.durationMilliseconds
    case .said(let speaker, let text):
      (kind, words) = (.said, speaker == .user ? "Asked" : "Said")
      self.text = text
    case .note(let text): (kind, words) = (.other, text)
    }
  }
}
