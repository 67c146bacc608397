package import Automations
package import OrderedJSON

/// What a tool answers: the result of `tools/call`.
package struct MCPToolAnswer: Sendable {
  private let json: JSON

  package init(_ json: JSON) { self.json = json }

  /// What the answer means for the step.
  /// - Parameters:
  ///   - asked: whether the server asked meanwhile for what only a person could give.
  ///   - subject: the tool, as a sentence begins with it.
  package func result(asked: Bool = false, of subject: String) -> ToolResult {
    switch json["resultType"]?.text ?? "complete" {
    case "complete": break
    case "input_required":
      return .failed(
        "\(subject) asks for input\(question), which nobody can give while a run goes on "
          + "unattended; a call that needs none would be right.",
        response: json.record, retry: .never)
    case let type:
      return .failed(
        "\(subject) answered with a result of the type "
          + "\"\(type.inOneLine(Limits.quotedNameBytes))\", which is not known here.",
        response: json.record, retry: .never)
    }
    guard json["isError"]?.boolean != true else { return failure(asked, subject) }
    return .succeeded(result: value, response: value.record)
  }

  /// What later steps see: the structured content, else the one text read as JSON where it is, else
  /// the blocks. Some servers write null for no structured content beside their blocks.
  private var value: JSON {
    let content = json["content"]?.elements
    if let structured = json["structuredContent"], !structured.isNull || content?.isEmpty ?? true {
      return structured
    }
    guard let blocks = content else { return withoutMeta }
    guard blocks.count == 1, let block = blocks.first, block["type"]?.text == "text",
      let text = block["text"]?.text
    else { return .array(blocks) }
    return (try? JSON(parsing: text)) ?? .string(text)
  }

  private var withoutMeta: JSON {
    .object((json.members ?? []).filter { !["_meta", "resultType", "isError"].contains($0.key) })
  }

  private func failure(_ asked: Bool, _ subject: String) -> ToolResult {
    let texts = (json["content"]?.elements ?? []).compactMap { $0["text"]?.text }
    let said = texts.joined(separator: " ").inOneLine(Limits.quotedAnswerCharacters)
    let why = said.isEmpty ? "; it does not say why." : ": \(said.endedAsSentence)"
    let remark = " It had asked for input, which nobody can give while a run goes on unattended."
    return .failed(
      "\(subject) failed\(why)\(asked ? remark : "")", response: withoutMeta.record,
      retry: .ifRepeatable(after: nil))
  }

  /// What is asked for, in parentheses; empty where the server does not say.
  private var question: String {
    let messages = (json["inputRequests"]?.members ?? []).lazy.compactMap {
      $0.value["params"]?["message"]?.text
    }
    guard let first = messages.first else { return "" }
    return " (\"\(first.inOneLine(Limits.quotedAnswerCharacters))\")"
  }
}

extension String {
  /// With a full stop, unless it has one.
  fileprivate var endedAsSentence: String {
    last.map { ".!?…".contains($0) } == true ? self : self + "."
  }
}
