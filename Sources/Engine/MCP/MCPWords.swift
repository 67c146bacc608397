import Automations
import OrderedJSON
import Scheduling
import Workflows

/// What people are told of a server and its tools.
struct MCPWords: Sendable {
  /// Its name; empty: it has none.
  let connection: String

  /// Within a sentence.
  var server: String {
    connection.isEmpty ? "the MCP server" : "the MCP server \(quoted(connection))"
  }

  /// At the beginning of one.
  var serverAtStart: String { "T" + server.dropFirst() }

  func unknown(_ tool: String, of names: [String]) -> ToolResult {
    .failed(lacking(tool, of: names), response: nil, retry: .permanent)
  }

  /// - Parameter names: of the tools that there are.
  func lacking(_ tool: String, of names: [String]) -> String {
    let has = names.isEmpty ? "it has none" : "it has \(names.listedOrMore)"
    return "\(serverAtStart) answers, but has no tool \(quoted(tool)); \(has)."
  }

  func unusable(_ tool: String, _ fault: String) -> ToolResult {
    .failed(
      "The tool \(quoted(tool)) of \(server) cannot be called: \(fault).", response: nil,
      retry: .permanent)
  }

  /// Of a call that its server did not take, since the tool is not the one any more that is meant.
  func becameOther(_ tool: String) -> ToolResult {
    .failed(
      "The tool \(quoted(tool)) of \(server) became another one just now, and was not called; the next "
        + "attempt looks at what it takes.",
      response: nil, retry: .notTaken(after: nil))
  }

  /// - Parameter faults: of the arguments; one at least.
  func unfit(_ tool: String, _ faults: [SchemaFault]) -> ToolResult {
    let told = faults.prefix(Limits.namedInNotices).map(\.description)
    let more = faults.count - told.count
    return .failed(
      "The tool \(quoted(tool)) of \(server) was not called, since its params do not fit its "
        + "schema: \(told.joined(separator: "; "))\(more > 0 ? "; and \(more) more" : "").",
      response: nil, retry: .never)
  }

  /// - Parameter keywords: of the tool's schema; one at least.
  func unchecked(_ tool: String, _ keywords: [String]) -> String {
    "What the schema of \(quoted(tool)) says by \(keywords.listedInBrief) was not checked."
  }

  func quoted(_ name: String) -> String { "\"\(name.inOneLine(Limits.quotedNameBytes))\"" }
}

extension MCPWords {
  /// What a call's reply means for its step.
  func result(of reply: MCPReply, _ tool: String, now: Int) -> ToolResult {
    switch reply {
    case .result(let result, let asked):
      return MCPToolAnswer(result).result(asked: asked, of: "The tool \(quoted(tool)) of \(server)")
    case .error(let error, let answer):
      let words = "\(serverAtStart) refused the call of \(quoted(tool)): \(error.words)."
      return .failed(words, response: nil, retry: HTTPFailure.retry(answer, now: now))
    case .answer(let failure): return failed(failure, now: now)
    case .refused(let words): return .failed(words, response: nil, retry: .never)
    case .notSignedIn(let words): return .failed(words, response: nil, retry: .permanent)
    case .notSent(let words, let after):
      return .failed(words, response: nil, retry: .notTaken(after: after))
    case .broken(let words): return .noAnswer(words)
    }
  }

  /// Why no tools are to be had.
  func fault(of reply: MCPReply, now: Int) -> MCPFault {
    switch reply {
    case .result: .unreadable("\(serverAtStart) answered without a list of its tools.")
    case .error(let error, let answer):
      .answered(
        "\(serverAtStart) does not list its tools: \(error.words).",
        HTTPFailure.retry(answer, now: now))
    case .answer(let failure):
      switch failed(failure, now: now) {
      case .failed(let words, _, let retry): .answered(words, retry)
      case .succeeded, .gone, .noAnswer, .awaitsCallback:
        .unreadable("\(serverAtStart) does not list its tools.")
      }
    case .refused(let words): .refused(words)
    case .notSignedIn(let words): .notSignedIn(words)
    case .notSent(let words, let after): .silent(words, after: after)
    case .broken(let words): .silent(words)
    }
  }

  private func failed(_ failure: HTTPFailure, now: Int) -> ToolResult {
    let result = failure.answer.result(where: .success, now: now)
    guard case .failed(let words, let response, let retry) = result, let message = failure.message
    else { return result }
    let said = message.inOneLine(Limits.quotedAnswerCharacters)
    return .failed("\(words) It says: \(said)", response: response, retry: retry)
  }
}

extension HTTPFailure {
  /// Of an error of JSON-RPC, which is permanent unless the status beside it says that the server
  /// could not look at the request now.
  fileprivate static func retry(_ answer: HTTPAnswer?, now: Int) -> ToolResult.Retry {
    guard case .failed(_, _, let retry)? = answer?.result(where: .success, now: now) else {
      return .permanent
    }
    return switch retry {
    case .notTaken, .ifRepeatable: retry
    case .never, .permanent: .permanent
    }
  }
}

extension [String] {
  /// `a, b, c`, as many as a sentence bears, and how many more there are.
  fileprivate var listedOrMore: String {
    let names = prefix(Limits.namedInNotices).map { $0.inOneLine(Limits.quotedNameBytes) }
    let left = count - names.count
    return names.joined(separator: ", ") + (left > 0 ? " and \(left) more" : "")
  }
}
