import Automations
import Foundation
import HTTPTypes
import OrderedJSON
import Scheduling
import Site
import TestSupport
import Testing

extension World {
  /// What somebody does now.
  func act(_ caller: Caller) -> Act {
    Act(caller: caller, proof: .session("session"), address: "192.0.2.7", at: clock.now)
  }

  /// A token of somebody's.
  func token(
    of name: String, _ access: APIToken.Access = .write, expiresAt: Instant? = nil
  ) async throws -> String {
    try await services.accounts.createToken(
      name: "test", access: access, expiresAt: expiresAt, of: name,
      by: act(.administrator))
  }

  /// A call of the JSON API.
  func call(
    _ method: HTTPRequest.Method, _ path: String, token: String?, _ json: JSON? = nil
  ) async throws -> Reply {
    var headers: HTTPFields = [:]
    if let token { headers[.authorization] = "Bearer \(token)" }
    if json != nil { headers[.contentType] = "application/json" }
    return try await send(method, path, headers: headers, body: json?.bytes ?? [])
  }

  /// A browser in which somebody is signed in.
  func browser(of name: String) async throws -> Browser {
    let query = try await services.accounts.signInLink(of: name, by: .of(.everybody))
    let link = try #require(query.split(separator: "link=").last.map(String.init))
    return try await browser(
      secret: try await services.accounts.signIn(name: name, link: link))
  }

  /// A browser with a session's cookie.
  func browser(secret: String) async throws -> Browser {
    let session = try #require(try await services.accounts.session(secret))
    return Browser(
      world: self, secret: secret, formToken: services.accounts.formToken(of: session))
  }

  /// The browser after an answer that gave it another cookie.
  func browser(after reply: Reply) async throws -> Browser {
    let cookie = try #require(reply.headers[.setCookie]?.split(separator: ";").first)
    return try await browser(secret: String(cookie.dropFirst("reprise=".count)))
  }

  /// Sends the form of the sign-in page.
  func signIn(_ name: String, _ password: String) async throws -> Reply {
    try await Browser(world: self, secret: "", formToken: "").post(
      "/sign-in", [("name", name), ("password", password)])
  }

  /// Saves a trace of two tool calls.
  func save(
    _ name: String? = "Weekly status", of caller: Caller = .alice, tool: String = "note",
    params: JSON = World.params
  ) async throws -> String {
    try await services.traces.save(
      try TraceDraft(
        userID: nil, providerID: "desk", threadID: "thread-1", name: name,
        traceData: World.entries(tool: tool, params: params)),
      by: act(caller))
  }

  static let params: JSON = ["text": "Hello & welcome"]

  static func entries(tool: String = "note", params: JSON = World.params) -> JSON {
    [
      ["event": "routing_decision", "decision": ["goto": "writer", "reason": "It is <due>"]],
      [
        "timestamp": "2026-11-20T15:00:01Z", "event": "tool_call", "tool": .string(tool),
        "params": params, "result": ["saved": true], "duration_ms": 412,
      ],
      ["event": "completion"],
    ]
  }

  static let weekly = StoredSchedule(
    type: "weekly", time: "09:00",
    config: ["days": ["monday", "wednesday", "friday"], "timezone": "UTC"])

  func deploy(_ traceID: String, by caller: Caller = .alice) async throws {
    _ = try await services.deployments.deploy(
      try DeployRequest(traceID: traceID, schedule: World.weekly, name: nil), by: act(caller))
  }
}

/// What a browser sends by itself: the cookie, and where the request came from.
struct Browser: Sendable {
  let world: World
  let secret: String
  let formToken: String

  /// The session that the cookie proves.
  func session() async throws -> Session {
    try #require(try await world.services.accounts.session(secret))
  }

  func get(_ path: String) async throws -> World.Reply {
    try await world.send(.get, path, headers: headers)
  }

  /// Goes where a form led, as a browser does at once, with the cookies that it was given.
  func follow(_ reply: World.Reply) async throws -> World.Reply {
    var headers = headers
    if let given = reply.headers[.setCookie]?.split(separator: ";").first {
      headers[.cookie] = (headers[.cookie] ?? "") + "; " + given
    }
    return try await world.send(.get, try #require(reply.headers[.location]), headers: headers)
  }

  /// Posts a form of the site's own, its form token among the fields, and a key that no other page
  /// has unless there is one.
  func post(_ path: String, _ fields: [(String, String)] = []) async throws -> World.Reply {
    var headers = headers
    headers[.contentType] = "application/x-www-form-urlencoded"
    var fields = [("csrf", formToken)] + fields
    if !fields.contains(where: { $0.0 == "idempotency_key" }) {
      fields.append(("idempotency_key", Identifier.random()))
    }
    let pairs = fields.map { "\(escaped($0.0))=\(escaped($0.1))" }
    return try await world.send(
      .post, path, headers: headers, body: Array(pairs.joined(separator: "&").utf8))
  }

  /// Posts a form with a file in it, as `multipart/form-data`.
  func post(
    _ path: String, _ fields: [(String, String)], file: [UInt8], boundary: String = "--x"
  ) async throws -> World.Reply {
    var body: [UInt8] = []
    for (name, value) in [("csrf", formToken)] + fields {
      body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8
      body += "\(value)\r\n".utf8
    }
    body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; ".utf8
    body += "filename=\"t; name=x.json\"\r\nContent-Type: application/json\r\n\r\n".utf8
    body += file + "\r\n--\(boundary)--\r\n".utf8
    return try await post(path, raw: body, type: "multipart/form-data; boundary=\(boundary)")
  }

  func post(_ path: String, raw body: [UInt8], type: String) async throws -> World.Reply {
    var headers = headers
    headers[.contentType] = type
    return try await world.send(.post, path, headers: headers, body: body)
  }

  private var headers: HTTPFields {
    var headers: HTTPFields = [.cookie: "reprise=\(secret)"]
    if let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = "same-origin" }
    return headers
  }

  private func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
