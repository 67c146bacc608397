import OrderedJSON
import Scheduling

/// Contents as the Gemini API has them: parts that are texts, calls of functions and their responses, in
/// a message, in an event of the Agent Development Kit or in an answer's candidate.
/// https://ai.google.dev/api/caching#Content
enum GeminiContents {
  static func isOne(_ json: JSON) -> Bool {
    parts(of: json).contains { part in
      part.json.member(of: [
        "functionCall", "function_call", "functionResponse", "function_response",
      ])
        != nil
    }
  }

  static func read(_ json: JSON, at source: JSONPointer, to writer: inout LogWriter) {
    let at = json["timestamp"].flatMap(Instant.init(logged:))
    let author = json["author"]?.text
    for part in parts(of: json) {
      let place = JSONPointer(source.tokens + part.path)
      if let call = part.json.member(of: ["functionCall", "function_call"]) {
        guard let tool = call["name"]?.text, !tool.isEmpty else { continue }
        writer.call(
          tool, arguments: call["args"], id: call["id"]?.text, at: at, agent: author, from: place)
      } else if let answer = part.json.member(of: ["functionResponse", "function_response"]) {
        let outcome = answer["response"].map(GeminiAnswer.init)
        writer.settle(
          id: answer["id"]?.text, tool: answer["name"]?.text, result: outcome?.result,
          error: outcome?.error)
      } else if let words = part.json["text"]?.text, !words.isEmpty,
        part.json["thought"]?.boolean != true
      {
        writer.said(by: part.role == "user" ? .user : .agent, words, at: place)
      }
    }
  }

  private static func parts(of json: JSON) -> [(json: JSON, path: [String], role: String?)] {
    let candidate = json["candidates"]?.elements?.first
    let (content, path) =
      candidate != nil
      ? (candidate?["content"], ["candidates", "0", "content"])
      : json["parts"] != nil ? (json, []) : (json["content"], ["content"])
    let role = content?["role"]?.text
    return (content?["parts"]?.elements ?? []).enumerated().map { index, part in
      (part, path + ["parts", String(index)], role)
    }
  }
}
