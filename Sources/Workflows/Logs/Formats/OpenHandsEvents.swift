import OrderedJSON
import Scheduling

/// The events of OpenHands' newer SDK. https://docs.openhands.dev/sdk/arch/events
struct OpenHandsEvents {
  static let kinds: Set = [
    "ActionEvent", "AgentErrorEvent", "MessageEvent", "ObservationEvent", "SystemPromptEvent",
    "UserRejectObservation",
  ]

  private var handles: [Spelling: LogWriter.Handle] = [:]

  mutating func read(_ event: Entry, to writer: inout LogWriter) {
    let json = event.json
    switch json["kind"]?.text {
    case "MessageEvent":
      let words = json["llm_message"]?["content"]?.words ?? ""
      guard !words.isEmpty else { return }
      let isUser = json["source"]?.text == "user"
      writer.said(by: isUser ? .user : .agent, words, at: event.source)
    case "ActionEvent": act(event, to: &writer)
    case "ObservationEvent":
      let observation = json["observation"]
      let isError = observation?.member(of: ["is_error", "error"])?.boolean == true
      let content = observation?.member(of: ["content", "output"]) ?? observation
      settle(json, content, error: isError ? content?.words ?? "error" : nil, to: &writer)
    case "AgentErrorEvent": settle(json, nil, error: json["error"]?.text ?? "error", to: &writer)
    case "UserRejectObservation":
      settle(json, nil, error: json["rejection_reason"]?.text ?? "rejected", to: &writer)
    default: return
    }
  }

  private mutating func act(_ event: Entry, to writer: inout LogWriter) {
    let json = event.json
    let thought = json["thought"]?.words ?? ""
    if !thought.isEmpty {
      writer.said(by: .agent, thought, at: event.source.appending("thought"))
    }
    guard let tool = json["tool_name"]?.text, !tool.isEmpty else { return }
    let made = (json["action"]?.members ?? []).filter { $0.key != "kind" }
    let handle = writer.call(
      tool, arguments: json["tool_call"]?["arguments"] ?? .object(made), id: nil,
      at: json["timestamp"].flatMap(Instant.init(logged:)), from: event.source)
    if let id = json["tool_call_id"]?.text { handles[Spelling(id)] = handle }
  }

  private func settle(_ json: JSON, _ result: JSON?, error: String?, to writer: inout LogWriter) {
    guard let id = json["tool_call_id"]?.text, let handle = handles[Spelling(id)] else { return }
    writer.settle(handle, result: result, error: error)
  }
}
