package import Automations

/// Why the tools of a server could not be read. Nothing was done meanwhile.
package enum MCPFault: Error, Sendable {
  /// It was not asked, and another try ends alike.
  case refused(String)
  /// It was not asked, since the sign-in was refused.
  case notSignedIn(String)
  /// It could not be asked, or did not answer.
  /// - Parameter after: seconds that whoever had to be asked before wants to be waited.
  case silent(String, after: Int? = nil)
  /// It answered with an error, and what is to be expected of another try.
  case answered(String, ToolResult.Retry)
  /// What it answered is no list of tools, or one that is too long.
  case unreadable(String)

  /// A sentence for a person.
  package var description: String {
    switch self {
    case .refused(let words), .notSignedIn(let words), .silent(let words, _),
      .answered(let words, _), .unreadable(let words):
      words
    }
  }

  /// What it means for a step whose tool is not called for that.
  package var result: ToolResult {
    switch self {
    case .refused, .unreadable: .failed(description, response: nil, retry: .never)
    case .notSignedIn: .failed(description, response: nil, retry: .permanent)
    case .silent(_, let after): .failed(description, response: nil, retry: .notTaken(after: after))
    // The tool was not called, whatever became of the question.
    case .answered(_, .ifRepeatable(let after)):
      .failed(description, response: nil, retry: .notTaken(after: after))
    case .answered(_, let retry): .failed(description, response: nil, retry: retry)
    }
  }
}
