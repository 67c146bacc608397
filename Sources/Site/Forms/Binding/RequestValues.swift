import Automations
import OrderedJSON
import Workflows

/// The request that is made of a call below a base URL, as a form says it.
struct RequestValues {
  enum Manner: String, CaseIterable {
    /// Part by part.
    case rows
    /// By a template that somebody wrote.
    case json
  }

  enum Body: String, CaseIterable {
    case none
    /// The call's parameters as they are.
    case all
    /// An object, member by member.
    case json
    /// The fields of a form.
    case form
    case text
  }

  var manner = Manner.rows
  var method = "GET"
  /// A text in whose braces parts of the call stand.
  var path = ""
  var query: [MappingRow] = []
  var headers: [MappingRow] = []
  var body = Body.none
  /// Of the body, where it has members or fields.
  var members: [MappingRow] = []
  /// As the path.
  var text = ""
  /// The template as it was typed.
  var json = ""

  static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]

  init() {}

  init(_ form: Form) {
    manner = form["request_as"].flatMap(Manner.init(rawValue:)) ?? .rows
    method = form["request_method"] ?? "GET"
    path = (form["request_path"] ?? "").trimmedOfWhiteSpace
    (query, headers, members) = (form.rows("query"), form.rows("headers"), form.rows("body"))
    body = form["request_body"].flatMap(Body.init(rawValue:)) ?? .none
    text = form.text("request_text")
    json = form.text("request_json")
  }

  /// - Returns: `nil` beside a fault.
  func template(_ call: CallParameters, _ faults: inout [Fault]) -> JSON? {
    guard manner == .rows else { return JSON(typed: json, at: "request", &faults) }
    var request = [JSON.Member("method", .string(method))]
    if !path.isEmpty {
      let parts = TextParts(typed: path, call)
      if let fault = parts.faultInPath(call) { faults.append(Fault(["request", "path"], fault)) }
      request.append(JSON.Member("path", parts.template))
    }
    for (name, rows) in [("query", query), ("headers", headers)] {
      let object = rows.template(call, at: ["request", name], &faults)
      if object.members?.isEmpty == false { request.append(JSON.Member(name, object)) }
    }
    switch body {
    case .none: break
    case .all: request.append(JSON.Member("json", TextParts.reference("")))
    case .json, .form:
      let object = members.template(call, at: ["request", body.rawValue], &faults)
      request.append(JSON.Member(body.rawValue, object))
    case .text:
      let parts = TextParts(typed: text, call)
      if let fault = parts.fault(call) { faults.append(Fault(["request", "text"], fault)) }
      request.append(JSON.Member("text", parts.template))
    }
    return .object(request)
  }
}

extension RequestValues {
  /// - Parameter template: of a binding.
  init(showing template: JSON, _ call: CallParameters) {
    json = template.pretty
    guard let members = template.members else {
      manner = .json
      return
    }
    for member in members {
      guard show(member, call) else {
        manner = .json
        return
      }
    }
  }

  /// - Returns: whether the fields can say it.
  private mutating func show(_ member: JSON.Member, _ call: CallParameters) -> Bool {
    let value = member.value
    switch member.key {
    case "method":
      guard let text = value.text, RequestValues.methods.contains(text) else { return false }
      method = text
    case "path":
      guard let parts = TextParts(template: value, call), !parts.hasBraces else { return false }
      path = parts.typed
    case "query": return show(value, in: \.query, call)
    case "headers": return show(value, in: \.headers, call)
    case "json" where TextParts.pointer(of: value) == "" && value.members?.count == 1: body = .all
    case "json":
      body = .json
      return show(value, in: \.members, call)
    case "form":
      body = .form
      return show(value, in: \.members, call)
    case "text":
      guard let typed = TextParts(template: value, call)?.typed else { return false }
      (body, text) = (.text, typed)
    default: return false
    }
    return true
  }

  private mutating func show(
    _ object: JSON, in rows: WritableKeyPath<RequestValues, [MappingRow]>, _ call: CallParameters
  ) -> Bool {
    guard let shown = [MappingRow](object, call) else { return false }
    self[keyPath: rows] = shown
    return true
  }

  /// What is likely to be meant: who gets and lists asks by a query, all others send a body.
  init(proposingFor tool: String, _ call: CallParameters) {
    guard RequestValues.reading.contains(RequestValues.firstWord(of: tool)) else {
      (method, body) = ("POST", .all)
      return
    }
    query = call.all.map {
      MappingRow($0.name, .call($0.pointer, isOptional: !$0.isEverywhere))
    }
  }

  private static let reading: Set = [
    "get", "list", "find", "search", "fetch", "read", "query", "lookup",
  ]

  /// `get` of `get_user` and of `getUser`.
  private static func firstWord(of tool: String) -> String {
    let first = tool.prefix(1)
    let rest = tool.dropFirst().prefix { $0.isLetter && !$0.isUppercase }
    return (first + rest).lowercased()
  }
}
