package import Automations
package import OrderedJSON

/// A request that is made of a binding's template `{"method", "path", "query"?, "headers"?,
/// "json"|"form"|"text"?}`, below the base URL of its connection.
package struct ConnectionRequest: Sendable {
  /// As it goes out, but for what proves who asks.
  package let outgoing: OutgoingRequest
  private let body: HTTPToolBody

  /// - Parameters:
  ///   - rendered: the template with all its values; in `path` each has been through
  ///     `PathValue.escaped`.
  ///   - headers: of every request of the connection; those of the template go before them.
  ///   - key: lets a server recognise a repeated request that changes something.
  ///   - secrets: that stand in the template's values.
  /// - Throws: the member of the template, as `request/path`, or `base_url`.
  package init(
    _ rendered: JSON, below baseURL: String, headers: [(name: String, value: String)] = [],
    key: String, hiding secrets: [SecretText] = []
  ) throws(ParamFault) {
    if let fault = ConnectionRequest.fault(ofBase: baseURL) { throw fault }
    do throws(ParamFault) {
      try self.init(reading: rendered, below: baseURL, headers, key: key, secrets)
    } catch {
      throw ParamFault(error.param.isEmpty ? "request" : "request/\(error.param)", error.rule)
    }
  }

  private init(
    reading rendered: JSON, below baseURL: String, _ others: [(name: String, value: String)],
    key: String, _ secrets: [SecretText]
  ) throws(ParamFault) {
    try ConnectionRequest.checkMembers(of: rendered)
    let method = try HTTPToolRequest.method(rendered["method"])
    var url = try ConnectionRequest.url(rendered["path"], below: baseURL)
    if let query = rendered["query"], !query.isNull {
      try url.add(query.pairs("query", upTo: Limits.urlBytes))
    }
    guard url.target.utf8.count <= Limits.urlBytes else {
      throw ParamFault("query", "makes the URL longer than \(Limits.urlBytes) bytes")
    }
    var fields = try HTTPFields(rendered["headers"])
    for header in others where !HTTPHeaderNames.isOwn(header.name) {
      fields.setIfMissing(header.name, header.value)
    }
    body = try ConnectionRequest.body(
      of: rendered, MediaType(fields["content-type"]), hiding: secrets)
    fields.complete(method, body, key: key)
    outgoing = OutgoingRequest(method: method, url: url, headers: fields.all, body: body.bytes)
  }

  /// Whether what a template asks for changes nothing (RFC 9110, 9.2.1).
  package static func isRead(_ template: JSON) -> Bool { HTTPToolRequest.isRead(template) }

  /// The request for the record: what is sent, byte for byte, but for the secret that proves who asks.
  package func record(as credentials: Credentials) -> JSON {
    credentials.shown(outgoing).record(body: body)
  }
}

extension ConnectionRequest {
  private static let bodies = ["json", "form", "text"]
  private static let members = ["method", "path", "query", "headers"] + bodies

  private static func checkMembers(of rendered: JSON) throws(ParamFault) {
    guard let given = rendered.members else {
      throw ParamFault("", "must be an object with method and path")
    }
    if let other = given.first(where: { !members.contains($0.key) }) {
      throw ParamFault(
        other.key.cut(toBytes: Limits.quotedNameBytes),
        "is nothing that a request has: it may have \(members.joined(separator: ", "))")
    }
    let several = given.map(\.key).filter(bodies.contains)
    guard several.count < 2 else {
      throw ParamFault(several[1], "must be absent beside \(several[0]): a request has one body")
    }
  }

  private static func body(
    of rendered: JSON, _ type: MediaType?, hiding secrets: [SecretText]
  ) throws(ParamFault) -> HTTPToolBody {
    if let json = rendered["json"] { return try HTTPToolBody(json: json, "json", type) }
    if let form = rendered["form"] {
      guard type?.name.hasPrefix("multipart/") != true else {
        throw ParamFault(
          "form", "is sent as application/x-www-form-urlencoded; Content-Type must not be multipart"
        )
      }
      return try HTTPToolBody(form: form, "form", type, hiding: secrets)
    }
    guard let value = rendered["text"] else { return .none }
    guard let text = value.word else { throw ParamFault("text", "must be a text") }
    return try HTTPToolBody(text: text, "text", type)
  }
}
