import OrderedJSON
import Workflows

/// What the template of a request may say: `{method, path, query, headers, json | form | text}`.
package enum RequestTemplate {
  /// That a request may have.
  package static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  fileprivate static let bodies = ["json", "form", "text"]
  fileprivate static let members = ["method", "path", "query", "headers"] + bodies
}

extension Fault {
  /// Of the template of a request, as far as it is known before there is a call.
  static func ofRequestTemplate(_ json: JSON) -> [Fault] {
    guard let members = json.members else {
      return [Fault(["request"], "must be an object, not \(json.kind)", .type)]
    }
    var faults: [Fault] = []
    for member in members.prefix(Limits.namedInNotices)
    where !RequestTemplate.members.contains(member.key) {
      faults.append(
        Fault(
          ["request", member.key.cut(toBytes: Limits.quotedNameBytes)],
          "must be absent: a request has \(RequestTemplate.members.joined(separator: ", "))"))
    }
    if members.filter({ RequestTemplate.bodies.contains($0.key) }).count > 1 {
      faults.append(Fault(["request"], "must have one of json, form and text"))
    }
    return faults + [ofMethod(json["method"]), ofPath(json["path"])].compactMap(\.self)
      + ofSecrets(in: json)
  }

  /// In headers and query, for which the sign-in has a place.
  private static func ofSecrets(in request: JSON) -> [Fault] {
    let rule =
      "would lie there for all to read: it belongs to how requests of the connection sign in (auth), of "
      + "the type"
    let members = ["headers", "query"].flatMap { name in
      (request[name]?.members ?? []).filter { member in
        let isKey =
          name == "query" && member.value.text.map { QuerySecret.isSecret(member.key, $0) } == true
        return isKey || JSON.object([member]).holdsSecret
      }.map { (name, $0.key) }
    }
    var faults = members.prefix(Limits.namedInNotices).map { name, key in
      Fault(
        ["request", name, key.cut(toBytes: Limits.quotedNameBytes)],
        "\(rule) \(name == "query" ? name : "header")")
    }
    let path = request["path"]
    let texts = (path?["$text"]?.elements ?? [path].compactMap(\.self)).compactMap(\.text)
    if texts.contains(where: { WebAddress.secretName(inQuery: $0) != nil }) {
      faults.append(Fault(["request", "path"], "has a secret in its query, which \(rule) query"))
    }
    return faults
  }

  private static func ofMethod(_ value: JSON?) -> Fault? {
    guard let value, !value.isNull, !value.isOfCall else { return nil }
    if let text = value.text, RequestTemplate.methods.contains(text.uppercased()) { return nil }
    return Fault(
      ["request", "method"],
      "must be one of \(RequestTemplate.methods.joined(separator: ", "))")
  }

  /// Whoever writes braces there means what the call has.
  private static func ofPath(_ value: JSON?) -> Fault? {
    guard let value, value["$ref"] == nil else { return nil }
    guard value.text != nil || value.isOfCall else {
      return Fault(["request", "path"], "must be a text, not \(value.kind)", .type)
    }
    let texts = (value["$text"]?.elements ?? [value]).compactMap(\.text)
    let hasBraces = texts.contains { text in
      text.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
    }
    guard hasBraces else { return nil }
    return Fault(
      ["request", "path"],
      "must have no { or }, which stand for nothing: what the call has goes in by "
        + "{\"$text\": [\"/customers/\", {\"$ref\": \"params/id\"}]}; a brace itself is %7B or %7D")
  }
}

extension JSON {
  /// Whether it is a reference or a composed text, whose value is known when a call is made.
  fileprivate var isOfCall: Bool { self["$ref"] != nil || self["$text"] != nil }
}
