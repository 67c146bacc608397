import OrderedJSON

/// What a span holds of a conversation with a model: all that was said before it, and the answer.
struct SpanConversation {
  private(set) var input: [SpanMessage] = []
  private(set) var output: [SpanMessage] = []

  /// - Parameter isOutermost: whether plain texts that went in and came out are a person's question and
  ///   the agent's answer; inside they are whatever a function takes.
  init(of span: RecordedSpan, isOutermost: Bool) {
    let attributes = span.attributes
    input = Self.inputNames.flatMap { attributes.list($0) }.map { SpanMessage($0) }
    output = Self.outputNames.flatMap { attributes.list($0) }
      .map { SpanMessage($0, role: "assistant") }
    for event in span.events { take(event) }
    if input.isEmpty {
      let value = span.input ?? attributes.first(of: Self.wholeInputs)
      input = Self.messages(in: value, role: "user", takesText: isOutermost)
    }
    if output.isEmpty {
      let value = span.output ?? attributes.first(of: Self.wholeOutputs)
      output = Self.messages(in: value, role: "assistant", takesText: isOutermost)
    }
  }

  private mutating func take(_ event: RecordedSpan.Event) {
    let attributes = event.attributes
    switch event.name {
    case "gen_ai.user.message", "gen_ai.assistant.message", "gen_ai.system.message",
      "gen_ai.tool.message":
      let role = event.name.split(separator: ".")[1]
      input.append(SpanMessage(attributes.message, role: String(role)))
    case "gen_ai.choice":
      output.append(SpanMessage(attributes.message, role: "assistant"))
    case "gen_ai.client.inference.operation.details":
      input += attributes.list("gen_ai.input.messages").map { SpanMessage($0) }
      output += attributes.list("gen_ai.output.messages")
        .map { SpanMessage($0, role: "assistant") }
    default: return
    }
  }

  private static func messages(
    in value: JSON?, role: String, takesText: Bool
  ) -> [SpanMessage] {
    guard let value = value?.openedText else { return [] }
    if let messages = value.elements ?? value["messages"]?.openedText.elements {
      return messages.filter { $0["role"] != nil }.map { SpanMessage($0, role: role) }
    }
    if value["role"] != nil { return [SpanMessage(value, role: role)] }
    guard takesText else { return [] }
    let text =
      value.text ?? value.member(of: ["input", "query", "question", "prompt", "output"])?.text
    return text.map { [SpanMessage(["content": .string($0)], role: role)] } ?? []
  }

  private static let inputNames = [
    "gen_ai.input.messages", "llm.input_messages", "gen_ai.prompt", "ai.prompt.messages",
  ]
  private static let outputNames = [
    "gen_ai.output.messages", "llm.output_messages", "gen_ai.completion",
  ]
  private static let wholeInputs = ["input.value", "langfuse.observation.input"]
  private static let wholeOutputs = ["output.value", "langfuse.observation.output"]
}

extension SpanAttributes {
  /// Of an event that is a message. (Its content is a text of JSON where it has parts.)
  fileprivate var message: JSON {
    let content = self["content"] ?? self["message"]
    if let whole = content?.openedText, whole["role"] != nil || whole["content"] != nil {
      return whole
    }
    let members = [
      ("content", content), ("tool_calls", self["tool_calls"]?.openedText), ("id", self["id"]),
      ("name", self["name"]),
    ]
    return .object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } })
  }
}

/// One thing that a message holds.
enum Utterance {
  case said(role: String, String)
  case call(SpanMessage.Call)
  case result(SpanMessage.Result)

  /// What tells it from others in a history, where white space around it may be gone and a call's
  /// arguments are written otherwise: it goes by its id.
  var identity: String {
    switch self {
    case .said(let role, let text): "\(role) \(text.trimmedOfWhiteSpace)"
    case .call(let call): "call " + (call.id ?? "\(call.tool) \(call.arguments.serialized)")
    case .result(let result): "result " + (result.id ?? result.json.serialized)
    }
  }
}

extension SpanMessage {
  /// In their order.
  var utterances: [Utterance] {
    let text = text
    return (text.isEmpty ? [] : [.said(role: role, text)]) + calls.map(Utterance.call)
      + results.map(Utterance.result)
  }
}
