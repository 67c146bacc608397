import Automations
import OrderedJSON

/// The params of `http_request` `{method, url, headers, query, body}`, read and checked: the request
/// as it is sent, and as the record shows it.
struct HTTPToolRequest: Sendable {
  /// As it goes out.
  let outgoing: OutgoingRequest
  private let body: HTTPToolBody

  /// - Parameter key: lets a server recognise a repeated request that changes something.
  init(_ params: JSON, key: String) throws(ParamFault) {
    let method = try HTTPToolRequest.method(params["method"])
    var url = try HTTPToolRequest.url(params["url"])
    if let query = params["query"], !query.isNull {
      try url.add(query.pairs("query", upTo: Limits.urlBytes))
    }
    guard url.target.utf8.count <= Limits.urlBytes else {
      throw ParamFault("query", "makes the URL longer than \(Limits.urlBytes) bytes")
    }
    var headers = HTTPFields(try HTTPToolRequest.headers(params["headers"]))
    body = try HTTPToolBody(params["body"] ?? .null, contentType: headers["content-type"])
    if let type = body.contentType { headers.setIfMissing("Content-Type", type) }
    headers.setIfMissing("Accept", "*/*")
    headers.setIfMissing("Accept-Encoding", "gzip, deflate")
    headers.setIfMissing("User-Agent", "Reprise")
    if !HTTPToolRequest.isRead(method) { headers.setIfMissing("Idempotency-Key", key) }
    outgoing = OutgoingRequest(method: method, url: url, headers: headers.all, body: body.bytes)
  }

  /// Whether what params ask for changes nothing (RFC 9110, 9.2.1).
  static func isRead(_ params: JSON) -> Bool {
    (try? method(params["method"])).map(isRead) ?? false
  }

  /// The request for the record: what is sent, byte for byte.
  var record: JSON {
    [
      "method": .string(outgoing.method), "url": .string(outgoing.url.text),
      "headers": .object(outgoing.headers.map { JSON.Member($0.name, .string($0.value)) }),
      "body": body.record,
    ]
  }
}

extension HTTPToolRequest {
  private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  private static func isRead(_ method: String) -> Bool { method == "GET" || method == "HEAD" }

  private static func method(_ value: JSON?) throws(ParamFault) -> String {
    switch value {
    case nil, .null?: return "GET"
    case .string(let text)? where methods.contains(text.uppercased()): return text.uppercased()
    default: throw ParamFault("method", "must be one of \(methods.joined(separator: ", "))")
    }
  }

  private static func url(_ value: JSON?) throws(ParamFault) -> HTTPURL {
    guard let text = value?.text else {
      throw ParamFault("url", "must be a URL that begins with http:// or https://")
    }
    return try HTTPURL(text)
  }

  private static func headers(
    _ value: JSON?
  ) throws(ParamFault) -> [(name: String, value: String)] {
    guard let value, !value.isNull else { return [] }
    guard let members = value.members else {
      throw ParamFault("headers", "must be an object of names and texts")
    }
    if let fault = HTTPHeaderNames.fault(of: members) { throw fault }
    var headers: [(name: String, value: String)] = []
    for member in members where !HTTPHeaderNames.isOwn(member.key) {
      let place = "headers/\(member.key.cut(toBytes: Limits.quotedNameBytes))"
      guard let text = member.value.word else { throw ParamFault(place, "must be a text") }
      guard member.key.isToken else {
        throw ParamFault(
          place, "is no name of a header: letters, digits and - would be right")
      }
      guard !text.hasControlCharacter else {
        throw ParamFault(place, "must be one line without control characters")
      }
      headers.append((member.key, text))
    }
    return headers
  }
}

/// Headers whose names are unique but for case.
private struct HTTPFields {
  private(set) var all: [(name: String, value: String)] = []
  private var names: Set<String> = []

  init(_ given: [(name: String, value: String)]) {
    for (name, value) in given { setIfMissing(name, value) }
  }

  /// - Parameter name: in lower case.
  subscript(name: String) -> String? { all.first { $0.name.lowercased() == name }?.value }

  mutating func setIfMissing(_ name: String, _ value: String) {
    if names.insert(name.lowercased()).inserted { all.append((name, value)) }
  }
}
