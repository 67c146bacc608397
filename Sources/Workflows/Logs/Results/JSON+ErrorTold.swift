package import OrderedJSON

extension JSON {
  /// The error that a result tells in its own words, where the log says nothing of one: `isError` of the
  /// Model Context Protocol, an object that holds an error and no more than that it failed, a text that
  /// begins as errors of programs do. `nil`: it tells none.
  package var errorTold: String? { errorTold(decodings: Limits.resultDecodings) }

  private func errorTold(decodings: Int) -> String? {
    switch self {
    case .string(let text):
      if beginnings.contains(where: { text.utf8.starts(with: $0.utf8) }) { return text }
      guard decodings > 0, let held = JSON(heldIn: text) else { return nil }
      return held.errorTold(decodings: decodings - 1)
    case .object(let members):
      if (self["isError"] ?? self["is_error"])?.boolean == true {
        return self["content"].map { $0.resultRead.text ?? $0.serialized } ?? "error"
      }
      if self["error"]?.boolean == true, let text = textOfBlock { return text }
      guard let error = self["error"]?.unlessNull, error != false, error != "",
        members.allSatisfy({ failureMembers.contains($0.key) })
      else { break }
      return error.text ?? error["message"]?.text ?? error.serialized
    case .array, .null, .bool, .number: break
    }
    let read = resultRead
    return read == self ? nil : read.text.flatMap { JSON.string($0).errorTold(decodings: 0) }
  }
}

private let beginnings = [
  "Error: ", "ERROR: ", "error: ", "Error executing ", "Error calling ", "Tool error: ",
  "<tool_use_error>", "Traceback (most recent call last):", "MCP error -",
]
private let failureMembers: Set = [
  "error", "success", "ok", "status", "code", "message", "detail", "details", "error_code",
  "error_type", "type", "timestamp",
]
