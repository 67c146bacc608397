package import OrderedJSON

/// The params of a tool that go into headers too, by the annotation `x-mcp-header` of its schema
/// (2026-07-28, "Custom Headers from Tool Parameters").
package struct MCPMirror: Sendable {
  private struct Param: Sendable {
    /// Names of members, from the arguments down.
    let path: [String]
    /// What follows `Mcp-Param-`.
    let header: String
  }

  private let params: [Param]

  /// Why a schema's annotations make its tool one that cannot be called over HTTP.
  package struct Fault: Error, Hashable, Sendable {
    /// A part of a sentence.
    package let words: String
  }

  /// - Parameter schema: of a tool's input.
  package init(_ schema: JSON) throws(Fault) {
    var params: [Param] = []
    var names: Set<String> = []
    // A path is nil below anything but `properties`, where no annotation may stand.
    var waiting: [(path: [String]?, schema: JSON)] = [([], schema)]
    while let (path, schema) = waiting.popLast() {
      guard let members = schema.members else { continue }
      if let name = schema[MCPMirror.key] {
        let param = try MCPMirror.param(name, at: path ?? [], type: schema["type"])
        guard names.insert(param.header.lowercased()).inserted else {
          throw Fault(words: "two of its parameters ask for the header Mcp-Param-\(param.header)")
        }
        params.append(param)
        // Each is looked for in a call, which may have very many members.
        guard params.count <= Limits.requestHeaders else {
          throw Fault(words: "more than \(Limits.requestHeaders) of its parameters ask for headers")
        }
      }
      for member in members {
        waiting += MCPMirror.parts(of: member, at: path)
      }
    }
    self.params = params
  }

  /// The headers for a call, encoded; none for what it lacks.
  package func headers(for arguments: JSON) -> [(name: String, value: String)] {
    params.compactMap { param in
      var value: JSON? = arguments
      for name in param.path { value = value?[name] }
      let text: String? =
        switch value {
        case .string(let text): text
        case .bool(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .null, .array, .object, nil: nil
        }
      return text.map { ("Mcp-Param-\(param.header)", MCPHeaderValue.encoded($0)) }
    }
  }
}

extension MCPMirror {
  private static let key = "x-mcp-header"

  private static func param(
    _ name: JSON, at path: [String], type: JSON?
  ) throws(Fault) -> Param {
    guard !path.isEmpty else {
      throw Fault(words: "\(key) stands where no parameter is")
    }
    let place = path.joined(separator: "/").cut(toBytes: Limits.quotedNameBytes)
    guard let header = name.text, header.isToken, header.utf8.count <= Limits.quotedNameBytes else {
      throw Fault(words: "what its parameter \(place) asks for is no name of a header")
    }
    guard ["string", "integer", "boolean"].contains(type?.text) else {
      throw Fault(
        words: "its parameter \(place) asks for a header, which only texts, whole numbers and true "
          + "or false may")
    }
    return Param(path: path, header: header)
  }

  /// The schemas right below one (JSON Schema 2020-12, 10); values that are no schemas, as those of
  /// `default`, are not looked into.
  private static func parts(
    of member: JSON.Member, at path: [String]?
  ) -> [(path: [String]?, schema: JSON)] {
    switch member.key {
    case "properties":
      (member.value.members ?? []).map { part in (path.map { $0 + [part.key] }, part.value) }
    case "patternProperties", "dependentSchemas", "$defs", "definitions":
      (member.value.members ?? []).map { (nil, $0.value) }
    case "allOf", "anyOf", "oneOf", "prefixItems":
      (member.value.elements ?? []).map { (nil, $0) }
    case "items", "contains", "unevaluatedItems", "additionalProperties", "propertyNames",
      "unevaluatedProperties", "not", "if", "then", "else", "contentSchema":
      [(nil, member.value)]
    default: []
    }
  }
}
