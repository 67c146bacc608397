import OrderedJSON
import Scheduling

/// A request that went over HTTP, and what came of it.
struct MCPExchange: Sendable {
  let reply: MCPReply
  private let answer: HTTPAnswer?

  init(_ reply: OutgoingReply, to question: MCPQuestion, _ stream: MCPStream) {
    answer = if case .answer(let answer) = reply { answer } else { nil }
    // What came on the stream was not searched for secrets that went out.
    let streamed = answer.flatMap { stream.response?.hiding($0.sent) }
    let response = streamed ?? answer?.messages.first { $0.answers(question.id) }
    if case .error(_, let error)? = response {
      self.reply = .error(error, in: answer)
    } else if let response, let own = MCPReply(response, asked: stream.asked) {
      self.reply = own
    } else if let answer {
      self.reply = answer.replyWithoutResponse
    } else {
      self.reply = MCPReply(reply)
    }
  }

  /// Of the session that the answer begins; what is no such id is none.
  var sessionID: String? {
    guard let id = answer?.header("mcp-session-id"),
      id.utf8.count <= Limits.mcpSessionIDBytes, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return id
  }

  /// Whether a request without a handshake met a server that wants one: by a 4xx that is no answer
  /// of its own to the request (2026-07-28, "Backward Compatibility"), or by its word.
  var isFromOlderServer: Bool {
    switch reply {
    case .answer(let failure):
      (400..<500).contains(failure.answer.status)
        && !MCPExchange.sayNothingOfEra.contains(failure.answer.status)
    case .error(let error, _):
      error.supported.map { !$0.contains(.july2026) && $0.contains(where: \.hasHandshake) } ?? false
    default: false
    }
  }

  /// What comes from gateways and limits in front of servers of any era.
  private static let sayNothingOfEra: Set = [401, 403, 407, 408, 410, 413, 425, 429, 431, 451]

  /// What an answer says of the session in which was asked.
  enum Meaning {
    case stands
    /// The server has forgotten it, or wants one with an id now; the request was not carried out.
    case isGone
    /// The server knows no sessions any more.
    case isNotKnown
  }

  func meaning(for session: MCPSession) -> Meaning {
    switch reply {
    case .error(let error, _) where error.isOfStatelessServer: .isNotKnown
    // Some servers answer 400 where 404 would be right; and it is right where an id lacks.
    case .answer(let failure) where [400, 404].contains(failure.answer.status): .isGone
    // Without an id, an error of its own is what it says of the request.
    case .error(_, let answer?) where session.id != nil && answer.status == 404: .isGone
    default: .stands
    }
  }
}

extension HTTPAnswer {
  /// The messages in the body, be it JSON or a stream of events.
  var messages: [MCPMessage] {
    guard let (content, _) = try? content else { return [] }
    guard MediaType(header("content-type"))?.name == "text/event-stream" else {
      return MCPMessage.all(in: content).map { $0.hiding(sent) }
    }
    var events = EventStream(most: Limits.answerBodyBytes)
    let read = (try? events.read((content.text ?? "").utf8)) ?? []
    return read.filter { $0.type == "message" }
      .compactMap { try? JSON(parsing: $0.data) }.flatMap(MCPMessage.all)
      .map { $0.hiding(sent) }
  }

  /// What an answer is that has no response to the request.
  fileprivate var replyWithoutResponse: MCPReply {
    let foreign = messages.lazy.compactMap { message -> MCPError? in
      if case .error(.null, let error) = message { error } else { nil }
    }.first
    switch status {
    case 200..<300:
      if let foreign { return .error(foreign, in: self) }
      return .broken(
        isCut
          ? "The server answered with more than \(Limits.answerBodyBytes) bytes, which are not read."
          : "The server answered \(status) without a response to the request.")
    default:
      return .answer(HTTPFailure(answer: self, message: errorMessage))
    }
  }

  /// Of an error that answers no request of ours.
  private var errorMessage: String? {
    messages.lazy.compactMap { message -> String? in
      if case .error(_, let error) = message { error.message } else { nil }
    }.first
  }
}

extension MCPReply {
  init(_ reply: OutgoingReply) {
    switch reply {
    case .answer(let answer): self = answer.replyWithoutResponse
    case .refused(let words): self = .refused(words)
    case .notSignedIn(let words): self = .notSignedIn(words)
    case .notConnected(let words, let after): self = .notSent(words, after: after)
    case .broken(let words): self = .broken(words)
    }
  }

  /// The same where it is about what goes before a call: the call itself was not sent.
  var beforeTheCall: MCPReply {
    if case .broken(let words) = self { .notSent(words) } else { self }
  }

  static func unknownRevision(_ text: String?) -> MCPReply {
    .refused(
      "The server speaks \((text ?? "an unnamed revision").inOneLine(Limits.quotedCharacters)) of "
        + "MCP; \(MCPRevision.allCases.map(\.rawValue).listed(by: "or")) would be right.")
  }
}
