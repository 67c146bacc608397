import Automations
import OrderedJSON

/// An MCP server behind a URL (Streamable HTTP).
struct MCPOverHTTP: MCPTransport {
  /// How a request gets out, signed as the connection says; `beginAnew` is called where it goes out a
  /// second time, before `isEnough` looks at what is answered then.
  typealias Sending =
    @Sendable (
      _ request: OutgoingRequest, _ deadline: Deadline, _ keeping: Bool,
      _ beginAnew: @escaping @Sendable () -> Void,
      _ isEnough: @escaping @Sendable ([UInt8]) -> Bool
    ) async -> OutgoingReply

  let account: MCPAccount
  let hasHeaders = true
  private let url: HTTPURL
  private let keeping: Bool
  private let sending: Sending

  /// - Parameters:
  ///   - keeping: whether a tool is called over a connection that may have been kept; what asks
  ///     without doing anything always is.
  init(
    _ url: HTTPURL, keeping: Bool = false, account: MCPAccount, sending: @escaping Sending
  ) {
    (self.url, self.keeping, self.account, self.sending) = (url, keeping, account, sending)
  }

  func ask(
    _ question: MCPQuestion, _ servers: MCPServers, by deadline: Deadline
  ) async -> MCPReply {
    if let session = await servers.session(of: account) {
      let exchange = await post(question, in: .session(session), by: deadline)
      switch exchange.meaning(for: session) {
      case .stands: return exchange.reply
      case .isGone:
        await servers.forget(session, of: account)
        return await askInSession(question.again(), servers, by: deadline)
      case .isNotKnown: await servers.forget(session, of: account)
      }
    }
    let exchange = await post(question.again(), in: .stateless, by: deadline)
    guard exchange.isFromOlderServer else { return exchange.reply }
    return await askInSession(question.again(), servers, by: deadline)
  }

  private func askInSession(
    _ question: MCPQuestion, _ servers: MCPServers, by deadline: Deadline
  ) async -> MCPReply {
    switch await servers.beginning(of: account, by: deadline, { await begin(by: deadline) }) {
    case .session(let session):
      await post(question, in: .session(session), by: deadline).reply
    case .failed(let reply): reply
    }
  }
}

extension MCPOverHTTP {
  /// The handshake.
  private func begin(by deadline: Deadline) async -> MCPBeginning {
    let exchange = await post(.handshake(), in: nil, by: deadline)
    guard case .result(let result, _) = exchange.reply else {
      return .failed(exchange.reply.beforeTheCall)
    }
    guard let revision = result["protocolVersion"]?.text.flatMap(MCPRevision.init),
      revision.hasHandshake
    else { return .failed(.unknownRevision(result["protocolVersion"]?.text)) }
    let session = MCPSession(revision: revision, id: exchange.sessionID)
    let reply = await send(MCPQuestion.initialized.bytes, in: .session(session), by: deadline)
    switch reply {
    case .answer: return .session(session)
    case .refused, .notConnected, .broken, .notSignedIn:
      return .failed(MCPReply(reply).beforeTheCall)
    }
  }

  private func post(
    _ question: MCPQuestion, in era: MCPEra?, by deadline: Deadline
  ) async -> MCPExchange {
    let stream = MCPStream(answering: question.id)
    async let _: Void = answer(stream, in: era, by: deadline)
    let reply = await send(
      question.bytes(in: era ?? .session(.none)), question, in: era, by: deadline,
      beginAnew: { stream.beginAnew() }, isEnough: { stream.read($0) })
    stream.finish()
    if case .broken = reply { cancel(question, in: era) }
    return MCPExchange(reply, to: question, stream)
  }

  /// Tells the server that nobody waits for a call any more; where there is no session, the end of the
  /// connection says so.
  private func cancel(_ question: MCPQuestion, in era: MCPEra?) {
    guard case .session? = era, question.method == .callTool else { return }
    Task {
      _ = await send(
        question.cancellation.bytes, in: era, by: Deadline(within: Limits.mcpFarewellSeconds))
    }
  }

  /// Answers what the server asks on its stream; where there is no session, it may not ask.
  private func answer(_ stream: MCPStream, in era: MCPEra?, by deadline: Deadline) async {
    for await answer in stream.answers {
      guard case .session? = era else { continue }
      _ = await send(answer.bytes, in: era, by: deadline)
    }
  }

  private func send(
    _ body: [UInt8], _ question: MCPQuestion? = nil, in era: MCPEra?, by deadline: Deadline,
    beginAnew: @escaping @Sendable () -> Void = {},
    isEnough: @escaping @Sendable ([UInt8]) -> Bool = { _ in true }
  ) async -> OutgoingReply {
    let request = OutgoingRequest(
      method: "POST", url: url,
      headers: [
        ("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream"),
      ] + era.headers(for: question), body: body)
    let keeping = keeping || question?.isHarmless ?? true
    return await sending(request, deadline, keeping, beginAnew, isEnough)
  }
}

extension MCPSession {
  /// Says that the session is over (2025-11-25, "Session Management").
  func end(at url: HTTPURL) -> OutgoingRequest {
    OutgoingRequest(
      method: "DELETE", url: url, headers: MCPEra?.some(.session(self)).headers(for: nil))
  }

  /// Before anything was agreed on.
  fileprivate static let none = MCPSession(revision: .latestWithHandshake, id: nil)
}

extension MCPEra? {
  fileprivate func headers(for question: MCPQuestion?) -> [(name: String, value: String)] {
    switch self {
    case .stateless?:
      [
        ("MCP-Protocol-Version", MCPRevision.july2026.rawValue),
        ("Mcp-Method", question?.method.rawValue ?? ""),
      ] + (question?.toolName.map { [("Mcp-Name", MCPHeaderValue.encoded($0))] } ?? [])
        + (question?.mirrored ?? [])
    case .session(let session)?:
      [("MCP-Protocol-Version", session.revision.rawValue)]
        + (session.id.map { [("MCP-Session-Id", $0)] } ?? [])
    case nil: []
    }
  }
}
