import OrderedJSON

/// An error of JSON-RPC 2.0, 5.1.
struct MCPError: Error, Hashable, Sendable {
  let code: Int
  /// As the server wrote it.
  let message: String
  let data: JSON?

  init(code: Int, message: String, data: JSON? = nil) {
    (self.code, self.message, self.data) = (code, message, data)
  }

  /// - Parameter json: the member `error`; what it lacks is said to be lacking.
  init(_ json: JSON) {
    code = json["code"]?.integer ?? 0
    message = json["message"]?.text ?? "it says nothing"
    data = json["data"]
  }

  /// Headers and body of a request differ (2026-07-28).
  static let headerMismatch = -32020
  /// The revision that was asked for is not spoken (2026-07-28).
  static let unsupportedRevision = -32022
  static let methodNotFound = -32601

  /// Whether only a server says so that knows requests without a handshake.
  var isOfStatelessServer: Bool { (-32022 ... -32020).contains(code) }

  /// The revisions that the server speaks, of those that are spoken here; `nil`: it does not say.
  var supported: [MCPRevision]? {
    guard code == MCPError.unsupportedRevision else { return nil }
    return data?["supported"]?.elements?.compactMap { $0.text.flatMap(MCPRevision.init) }
  }

  /// In a person's words, in one line.
  var words: String {
    "\(message.inOneLine(Limits.quotedAnswerCharacters)) (\(code))"
  }
}

extension MCPError {
  /// The same where what a server sends back of secrets is not shown.
  func hiding(_ secrets: SecretValues) -> MCPError {
    MCPError(
      code: code, message: secrets.hidden(in: message),
      data: data.map { secrets.hidden(in: $0) })
  }
}
