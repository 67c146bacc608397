package import OrderedJSON

extension JSON {
  /// What a tool's result holds, which is the same for a log and for a run: JSON in a text, decoded
  /// `Limits.resultDecodings` times at most; of a result of the Model Context Protocol
  /// (https://modelcontextprotocol.io/specification/2025-06-18/server/tools#tool-result) its
  /// `structuredContent`, else its texts: one is itself, several are a list of what each holds.
  ///
  /// A text that is a number, `true`, `false` or `null` stays a text, as a param takes it. What is
  /// something else, or holds more beside that, stays as it is.
  package var resultRead: JSON { read(decodings: Limits.resultDecodings) }

  private func read(decodings: Int) -> JSON {
    switch self {
    case .string(let text):
      guard decodings > 0, let held = JSON(heldIn: text) else { return self }
      return held.read(decodings: decodings - 1)
    case .array(let elements):
      let texts = elements.compactMap(\.textOfBlock)
      guard texts.count == elements.count, let first = texts.first else { return self }
      guard texts.count > 1 else { return JSON.string(first).read(decodings: decodings) }
      return .array(texts.map { JSON.string($0).read(decodings: decodings) })
    case .object(let members):
      if let text = textOfBlock { return JSON.string(text).read(decodings: decodings) }
      guard members.allSatisfy({ envelope.contains($0.key) }) else { return self }
      let structured = (self["structuredContent"] ?? self["structured_content"])?.unlessNull
      if let structured, members.count > 1 { return structured }
      guard let content = self["content"], content.elements != nil else { return self }
      let read = content.read(decodings: decodings)
      return read == content ? self : read
    case .null, .bool, .number:
      return self
    }
  }

  /// Of a content block that is a text, and nothing more than annotations beside it, or that it tells an
  /// error.
  var textOfBlock: String? {
    // AgentDojo has the text as `content`.
    guard let members, let text = (self["text"] ?? self["content"])?.text,
      let type = self["type"]?.text, textBlocks.contains(type),
      members.allSatisfy({ blockMembers.contains($0.key) })
    else { return nil }
    return text
  }

  /// The object, list or text that a text is the JSON of; `nil` where it is none.
  init?(heldIn text: String) {
    guard let first = text.utf8.first(where: { !$0.isSpace }),
      let last = text.utf8.last(where: { !$0.isSpace })
    else { return nil }
    switch (first, last) {
    case (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "["), UInt8(ascii: "]")),
      (UInt8(ascii: "\""), UInt8(ascii: "\"")):
      guard let held = try? JSON(parsing: text) else { return nil }
      self = held
    default: return nil
    }
  }
}

/// What results of the protocol have, as it names them and as Python does.
private let envelope: Set = [
  "content", "structuredContent", "structured_content", "isError", "is_error", "_meta", "meta",
  "resultType",
]
/// The last two are of the Responses API.
private let textBlocks: Set = ["text", "input_text", "output_text"]
private let blockMembers: Set = [
  "type", "text", "content", "annotations", "_meta", "meta", "cache_control", "citations", "id",
  "index",
  "logprobs", "error",
]
