import Automations
import OrderedJSON

/// Why the document of a connection cannot be used, in sentences that name it and say what to do.
/// Nothing was called meanwhile.
enum OpenAPIUnread: Error, Sendable {
  /// What was uploaded is no such document.
  case unusable(String)
  /// Its address may not be asked, or is none.
  case notAllowed(String)
  /// Its address does not take the sign-in, or is gone.
  case notGiven(String)
  /// None came from its address this time.
  /// - Parameter after: seconds that were asked to be waited.
  case notCome(String, after: Int?)

  var words: String {
    switch self {
    case .unusable(let words), .notAllowed(let words), .notGiven(let words), .notCome(let words, _):
      words
    }
  }

  /// What is to be expected of another attempt.
  var retry: ToolResult.Retry {
    switch self {
    case .notAllowed: .never
    case .unusable, .notGiven: .permanent
    case .notCome(_, let after): .notTaken(after: after)
    }
  }
}

extension DescribedAPI {
  func unusable(_ fault: OpenAPIFault) -> OpenAPIUnread {
    .unusable(
      "\(documentAtStart) cannot be used: \(fault) Give the connection another one.".recorded)
  }

  /// What keeps from having a document that stands elsewhere.
  /// - Parameter cause: a sentence.
  func unread(_ cause: String) -> String {
    let url = (documentURL ?? "").inOneLine(Limits.quotedAddress)
    return "\(documentAtStart) could not be read from \(url): \(cause) See to its document_url, or "
      + "give the connection the document itself."
  }
}
