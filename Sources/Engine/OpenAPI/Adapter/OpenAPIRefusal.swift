import Automations
import OrderedJSON

/// Why a call of a described API is not made, in sentences. Nothing was sent.
enum OpenAPIRefusal: Error, Sendable {
  case unread(OpenAPIUnread)
  /// The document has no such operation.
  case unknown(String)
  /// It would tell secrets where only a document says.
  case elsewhere(String)
  case call(OpenAPICallFault)

  var words: String {
    switch self {
    case .unread(let cause): cause.words
    case .unknown(let words), .elsewhere(let words): words
    case .call(let fault): fault.description
    }
  }

  /// What it means for a step.
  var result: ToolResult {
    let retry: ToolResult.Retry =
      switch self {
      case .unread(let cause): cause.retry
      case .unknown, .elsewhere, .call(.server): .permanent
      case .call(.arguments), .call(.missing): .never
      }
    return .failed(words.recorded, response: nil, retry: retry)
  }
}
