package import Automations
import OrderedJSON

/// An HTTP response as it was read.
package struct HTTPAnswer: Sendable {
  package let status: Int
  /// What the server says beside the status; it may be empty.
  package let phrase: String
  /// In the order in which they came.
  package let headers: [(name: String, value: String)]
  /// As it came, packed or not; at most `Limits.answerBodyBytes`.
  package let body: [UInt8]
  /// Whether the body was longer than what is read of one.
  package let isCut: Bool
  /// The secrets that went out with its request, which nothing that is made of the answer shows:
  /// `content` and `result` do not. Whoever reads the body otherwise hides them.
  package private(set) var sent = SecretValues()

  /// What the answer means for the step.
  /// - Parameters:
  ///   - success: the statuses that are.
  ///   - now: seconds since 1970, for times to wait until.
  package func result(where success: StatusCodes, now: Int) -> ToolResult {
    let json: JSON
    do throws(ContentCodingFault) {
      json = try self.json
    } catch {
      let response = JSON.object(head + [JSON.Member("body", .null)]).record
      guard success.contains(status) else {
        return .failed(words(where: success), response: response, retry: retry(now: now))
      }
      return .failed(
        "The server answered \(answer), and its body cannot be read: \(error).",
        response: response, retry: error == .bomb ? .never : .ifRepeatable(after: nil))
    }
    if success.contains(status) { return .succeeded(result: json, response: json.record) }
    return .failed(words(where: success), response: json.record, retry: retry(now: now))
  }

  /// The same, with what the body holds as the result of the step: what a tool gave, whoever carried
  /// it out. The record has all of the answer.
  package func bodyResult(where success: StatusCodes, now: Int) -> ToolResult {
    let result = result(where: success, now: now)
    guard case .succeeded(let whole, let response) = result else { return result }
    return .succeeded(result: whole["body"] ?? .null, response: response)
  }

  /// `{status, headers, body}`, and `"truncated": true` where there was more of the body.
  private var json: JSON {
    get throws(ContentCodingFault) {
      let (content, isCut) = try content
      return .object(
        head + [JSON.Member("body", content)] + (isCut ? [JSON.Member("truncated", true)] : []))
    }
  }

  private var head: [JSON.Member] {
    [JSON.Member("status", JSON(status)), JSON.Member("headers", headersJSON)]
  }

  private var answer: String {
    phrase.isEmpty ? "\(status)" : "\(status) \(sent.hidden(in: phrase))"
  }

  private func words(where success: StatusCodes) -> String {
    if (300..<400).contains(status), let place = header("location") {
      let place = sent.hidden(in: place).prefix(Limits.quotedAddress)
      return "The server answered \(answer) and points to \(place); "
        + "redirects are not followed."
    }
    if StatusCodes.success.contains(status) {
      return "The server answered \(answer), and only \(success.rawValue) counts as success here."
    }
    return "The server answered \(answer)."
  }

  /// 425, 429, and 503 with a time to wait, are said instead of doing it (RFC 8470, RFC 6585,
  /// RFC 9110); other errors of the server may have come halfway.
  private func retry(now: Int) -> ToolResult.Retry {
    let after = RetryAfter(header("retry-after"), date: header("date"), now: now)?.seconds
    switch status {
    case 425, 429: return .notTaken(after: after)
    case 503 where header("retry-after") != nil: return .notTaken(after: after)
    case 401, 410: return .permanent
    case 408, 500...599: return .ifRepeatable(after: after)
    default: return .never
    }
  }
}

extension HTTPAnswer {
  /// The same answer to a request with secrets.
  func hiding(_ sent: SecretValues) -> HTTPAnswer {
    var answer = self
    answer.sent = sent
    return answer
  }

  /// The first header of a name; `nil`: there is none.
  /// - Parameter name: in lower case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }

  /// The headers in their order, names in lower case; several of one name are a list, since not all
  /// may be joined (RFC 9110, 5.3).
  private var headersJSON: JSON {
    var order: [String] = []
    var values: [String: [JSON]] = [:]
    for header in headers {
      let name = sent.hidden(in: header.name).lowercased()
      if values[name] == nil { order.append(name) }
      values[name, default: []].append(.string(sent.hidden(in: header.value)))
    }
    return .object(
      order.map { name in
        let all = values[name] ?? []
        return JSON.Member(name, all.count == 1 ? all[0] : .array(all))
      })
  }
}
