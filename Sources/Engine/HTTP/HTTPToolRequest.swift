import OrderedJSON

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The params of `http_request` `{method, url, headers, body}`, read and checked.
struct HTTPToolRequest: Sendable {
  let method: String
  let url: String
  /// The host as the URL names it, an IPv6 address without its brackets.
  let host: String
  /// In the order given; the names are unique but for case.
  private(set) var headers: [(name: String, value: String)]
  let body: [UInt8]?

  init(_ params: JSON) throws(HTTPParamFault) {
    method = try HTTPToolRequest.method(params["method"])
    (url, host) = try HTTPToolRequest.url(params["url"])
    headers = try HTTPToolRequest.headers(params["headers"])
    switch params["body"] {
    case nil, .null?:
      body = nil
    case .string(let text)?:
      body = Array(text.utf8)
      setIfMissing("Content-Type", "text/plain; charset=utf-8")
    case .some(let value):
      body = value.bytes
      setIfMissing("Content-Type", "application/json")
    }
    setIfMissing("Accept", "*/*")
    setIfMissing("User-Agent", "Reprise")
  }

  /// Whether it changes nothing (RFC 9110, 9.2.1).
  var isRead: Bool { method == "GET" || method == "HEAD" }

  /// The request with the key that lets a server recognise a repeated one.
  func identified(by key: String) -> HTTPToolRequest {
    guard !isRead else { return self }
    var request = self
    request.headers.append(("Idempotency-Key", key))
    return request
  }

  private mutating func setIfMissing(_ name: String, _ value: String) {
    guard !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) else { return }
    headers.append((name, value))
  }
}

extension HTTPToolRequest {
  private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  private static func method(_ value: JSON?) throws(HTTPParamFault) -> String {
    switch value {
    case nil, .null?: return "GET"
    case .string(let text)? where methods.contains(text.uppercased()): return text.uppercased()
    default: throw HTTPParamFault("method", "must be one of \(methods.joined(separator: ", "))")
    }
  }

  private static func url(_ value: JSON?) throws(HTTPParamFault) -> (String, host: String) {
    guard let text = value?.text, let url = URL(string: text),
      let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https"
    else { throw HTTPParamFault("url", "must be a URL that begins with http:// or https://") }
    guard let host = url.host, !host.isEmpty else {
      throw HTTPParamFault("url", "must name a host, as in https://example.com/")
    }
    guard url.user == nil, url.password == nil else {
      throw HTTPParamFault(
        "url", "must not hold a user name or password; an Authorization header may")
    }
    if let port = url.port, !(1...65535).contains(port) {
      throw HTTPParamFault("url", "must have a port from 1 to 65535, or none")
    }
    return (text, host.trimmingBrackets)
  }

  /// Headers that belong to the connection, or to the message as it was recorded.
  private static let ownHeaders: Set<String> = [
    "accept-encoding", "connection", "content-length", "expect", "host", "idempotency-key",
    "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade",
  ]

  private static func headers(
    _ value: JSON?
  ) throws(HTTPParamFault) -> [(name: String, value: String)] {
    if value == nil || value == .null { return [] }
    guard let members = value?.members else {
      throw HTTPParamFault("headers", "must be an object of names and texts")
    }
    var headers: [(name: String, value: String)] = []
    for member in members where !ownHeaders.contains(member.key.lowercased()) {
      let text: String
      switch member.value {
      case .string(let value): text = value
      case .number, .bool: text = member.value.serialized
      default: throw HTTPParamFault("headers/\(member.key)", "must be a text")
      }
      guard member.key.isHeaderName else {
        throw HTTPParamFault(
          "headers/\(member.key)", "is no name of a header: letters, digits and - would be right")
      }
      guard !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
        throw HTTPParamFault("headers/\(member.key)", "must be one line without control characters")
      }
      headers.removeAll { $0.name.lowercased() == member.key.lowercased() }
      headers.append((member.key, text))
    }
    return headers
  }
}

/// A param that makes the request impossible, and what would be right.
struct HTTPParamFault: Error, CustomStringConvertible {
  private let param: String
  private let rule: String

  init(_ param: String, _ rule: String) {
    self.param = param
    self.rule = rule
  }

  var description: String { "The param \(param) \(rule)." }
}

extension String {
  /// A token of RFC 9110, 5.6.2.
  fileprivate var isHeaderName: Bool {
    !isEmpty
      && unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0)
          || "!#$%&'*+-.^_`|~".unicodeScalars.contains($0)
      }
  }

  fileprivate var trimmingBrackets: String {
    hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
  }
}
