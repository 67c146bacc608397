import Automations
import OrderedJSON

/// A request as it goes out, byte for byte.
package struct OutgoingRequest: Sendable {
  /// In upper case.
  package let method: String
  package let url: HTTPURL
  /// All of them, in the order in which they are sent.
  package let headers: [(name: String, value: String)]
  /// `nil`: there is none.
  package let body: [UInt8]?

  /// - Parameters:
  ///   - method: in upper case.
  ///   - headers: without those of the connection, which are added: `Host` in front, `Content-Length`
  ///     at the end, and `User-Agent` where there is none.
  package init(
    method: String, url: HTTPURL, headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.url = url
    self.body = body
    var all = headers.filter { !OutgoingRequest.own.contains($0.name.lowercased()) }
    if !all.contains(where: { $0.name.lowercased() == "user-agent" }) {
      all.append(("User-Agent", "Reprise"))
    }
    // RFC 9110, 8.6: a method that means a body says when there is none.
    if body != nil || !OutgoingRequest.bodiless.contains(method) {
      all.append(("Content-Length", "\(body?.count ?? 0)"))
    }
    self.headers = [("Host", url.authority)] + all
  }

  /// The same with headers that take the places of those of their names.
  package func setting(_ others: [(name: String, value: String)]) -> OutgoingRequest {
    let names = Set(others.map { $0.name.lowercased() })
    return OutgoingRequest(
      method: method, url: url,
      headers: headers.filter { !names.contains($0.name.lowercased()) } + others, body: body)
  }

  /// The same at another place of the same host.
  func setting(_ url: HTTPURL) -> OutgoingRequest {
    OutgoingRequest(method: method, url: url, headers: headers, body: body)
  }

  private static let own: Set = ["connection", "content-length", "host", "transfer-encoding"]
  private static let bodiless: Set = ["DELETE", "GET", "HEAD"]
}

extension OutgoingRequest {
  /// What keeps it from being sent, in a sentence; `nil`: nothing. A value is never quoted: it may be
  /// a secret.
  var fault: String? {
    guard method.isToken else { return "The method of a request must be a word." }
    guard url.target.utf8.count <= Limits.urlBytes else {
      return "The URL of a request must have at most \(Limits.urlBytes) bytes."
    }
    guard body?.count ?? 0 <= Limits.requestBodyBytes else {
      return "The body of a request must have at most \(Limits.requestBodyBytes) bytes."
    }
    for (name, value) in headers {
      let shown = name.cut(toBytes: Limits.quotedNameBytes)
      guard name.isToken else {
        return "\"\(shown)\" is no name of a header: letters, digits and - would be right."
      }
      guard !value.hasControlCharacter else {
        return "The header \(shown) must be one line without control characters."
      }
      guard name.utf8.count + value.utf8.count <= Limits.sentHeaderBytes else {
        return "The header \(shown) must have at most \(Limits.sentHeaderBytes) bytes."
      }
    }
    return nil
  }
}

extension String {
  /// Of RFC 9110, 5.6.2, as the names of headers are.
  var isToken: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
