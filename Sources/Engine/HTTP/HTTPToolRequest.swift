import Automations
import OrderedJSON

/// The params of `http_request` `{method, url, headers, query, body}`, read and checked: the request
/// as it is sent, and as the record shows it.
struct HTTPToolRequest: Sendable {
  /// As it goes out.
  let outgoing: OutgoingRequest
  private let body: HTTPToolBody

  /// - Parameters:
  ///   - key: lets a server recognise a repeated request that changes something.
  ///   - secrets: that stand in the params.
  init(_ params: JSON, key: String, hiding secrets: [SecretText] = []) throws(ParamFault) {
    let method = try HTTPToolRequest.method(params["method"])
    var url = try HTTPToolRequest.url(params["url"])
    if let query = params["query"], !query.isNull {
      try url.add(query.pairs("query", upTo: Limits.urlBytes))
    }
    guard url.target.utf8.count <= Limits.urlBytes else {
      throw ParamFault("query", "makes the URL longer than \(Limits.urlBytes) bytes")
    }
    var headers = try HTTPFields(params["headers"])
    body = try HTTPToolBody(
      params["body"] ?? .null, contentType: headers["content-type"], hiding: secrets)
    headers.complete(method, body, key: key)
    outgoing = OutgoingRequest(method: method, url: url, headers: headers.all, body: body.bytes)
  }

  /// Whether what params ask for changes nothing (RFC 9110, 9.2.1).
  static func isRead(_ params: JSON) -> Bool {
    (try? method(params["method"])).map(isRead) ?? false
  }

  /// The request for the record: what is sent, byte for byte.
  var record: JSON { outgoing.record(body: body) }
}

extension OutgoingRequest {
  /// - Parameter body: as the record shows it.
  func record(body: HTTPToolBody) -> JSON {
    [
      "method": .string(method), "url": .string(url.text),
      "headers": .object(headers.map { JSON.Member($0.name, .string($0.value)) }),
      "body": body.record,
    ]
  }
}

extension HTTPToolRequest {
  static func isRead(_ method: String) -> Bool { method == "GET" || method == "HEAD" }

  static func method(_ value: JSON?) throws(ParamFault) -> String {
    switch value {
    case nil, .null?: return "GET"
    case .string(let text)? where RequestTemplate.methods.contains(text.uppercased()):
      return text.uppercased()
    default:
      throw ParamFault(
        "method", "must be one of \(RequestTemplate.methods.joined(separator: ", "))")
    }
  }

  private static func url(_ value: JSON?) throws(ParamFault) -> HTTPURL {
    guard let text = value?.text else {
      throw ParamFault("url", "must be a URL that begins with http:// or https://")
    }
    return try HTTPURL(text)
  }
}
