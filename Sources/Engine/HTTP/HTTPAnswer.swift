import Automations
import OrderedJSON

/// An HTTP response as it was read.
struct HTTPAnswer: Sendable {
  let status: Int
  let phrase: String
  let headers: [(name: String, value: String)]
  let body: [UInt8]
  /// Whether the body was longer than what is read of one.
  let isCut: Bool

  /// What the answer means for the step.
  /// - Parameter success: the statuses that are.
  func result(where success: StatusCodes) -> ToolResult {
    if success.contains(status) { return .succeeded(result: json, response: json.record) }
    return .failed(words(where: success), response: json.record, retry: retry)
  }

  /// `{status, headers, body}`, and `"truncated": true` where there was more of the body.
  private var json: JSON {
    var members = [
      JSON.Member("status", JSON(status)), JSON.Member("headers", headersJSON),
      JSON.Member("body", bodyJSON),
    ]
    if isCut { members.append(JSON.Member("truncated", true)) }
    return .object(members)
  }

  private func words(where success: StatusCodes) -> String {
    let answer = phrase.isEmpty ? "\(status)" : "\(status) \(phrase)"
    if (300..<400).contains(status), let place = header("location") {
      return "The server answered \(answer) and points to \(place.prefix(200)); redirects are not "
        + "followed."
    }
    if StatusCodes.success.contains(status) {
      return "The server answered \(answer), and only \(success.rawValue) counts as success here."
    }
    return "The server answered \(answer)."
  }

  /// 425, 429, and 503 with a time to wait, are said instead of doing it (RFC 8470, RFC 6585,
  /// RFC 9110); other errors of the server may have come halfway.
  private var retry: ToolResult.Retry {
    let after = RetryAfter(header("retry-after"), date: header("date"))?.seconds
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
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }

  /// The headers in their order, names in lower case, repeated ones in one, as RFC 9110, 5.3 joins
  /// them.
  private var headersJSON: JSON {
    var order: [String] = []
    var values: [String: [String]] = [:]
    for header in headers {
      let name = header.name.lowercased()
      if values[name] == nil { order.append(name) }
      values[name, default: []].append(header.value)
    }
    return .object(
      order.map { name in
        JSON.Member(name, .string((values[name] ?? []).joined(separator: ", ")))
      })
  }

  /// JSON where the body is that, else its text, else a note of what it was.
  private var bodyJSON: JSON {
    if body.isEmpty { return .null }
    let type = header("content-type")?.prefix { $0 != ";" }.lowercased()
    let mayBeJSON = type.map { $0.hasSuffix("/json") || $0.hasSuffix("+json") } ?? true
    if mayBeJSON, !isCut, let json = try? JSON(parsing: body) { return json }
    if let text = text, !text.utf8.contains(0) { return .string(text) }
    return .string("(binary, \(body.count) bytes\(type.map { ", \($0)" } ?? ""))")
  }

  private var text: String? {
    isCut ? String(cut: body) : String(validating: body, as: UTF8.self)
  }
}
