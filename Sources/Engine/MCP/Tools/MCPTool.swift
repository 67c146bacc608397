package import OrderedJSON

/// A tool as its server lists it.
package struct MCPTool: Hashable, Sendable {
  /// As it is called.
  package let name: String
  /// For people.
  package let title: String?
  package let description: String?
  /// A JSON Schema of the arguments, as the server wrote it.
  package let inputSchema: JSON
  /// A JSON Schema of `structuredContent`; `nil`: nothing is promised.
  package let outputSchema: JSON?
  package let annotations: MCPAnnotations
  /// Why it cannot be called, in a part of a sentence; `nil`: nothing is against it.
  package let fault: String?

  /// - Parameters:
  ///   - json: an element of `tools` in the answer to `tools/list`.
  ///   - overHTTP: whether some arguments would go into headers too.
  /// - Returns: `nil` where it has no name that could be called.
  package init?(_ json: JSON, overHTTP: Bool) {
    guard let name = json["name"]?.text, !name.isEmpty,
      name.utf8.count <= Limits.toolNameBytes
    else { return nil }
    self.name = name
    title = json["title"]?.text ?? json["annotations"]?["title"]?.text
    description = json["description"]?.text
    inputSchema = json["inputSchema"] ?? ["type": "object"]
    outputSchema = json["outputSchema"]
    annotations = MCPAnnotations(json["annotations"])
    fault = overHTTP ? MCPTool.fault(of: inputSchema) : nil
  }

  /// - Returns: a part of a sentence.
  private static func fault(of schema: JSON) -> String? {
    do throws(MCPMirror.Fault) {
      _ = try MCPMirror(schema)
      return nil
    } catch {
      return error.words
    }
  }
}

/// What a server says of what its tool does: hints, which may be wrong, and fill a form at most.
package struct MCPAnnotations: Hashable, Sendable {
  /// Whether it changes nothing; `nil`: nothing is said.
  package let readOnly: Bool?
  /// Whether what it changes may destroy something.
  package let destructive: Bool?
  /// Whether calling it again with the same arguments changes nothing more.
  package let idempotent: Bool?
  /// Whether it deals with the world outside of its server.
  package let openWorld: Bool?

  init(_ json: JSON?) {
    readOnly = json?["readOnlyHint"]?.boolean
    destructive = json?["destructiveHint"]?.boolean
    idempotent = json?["idempotentHint"]?.boolean
    openWorld = json?["openWorldHint"]?.boolean
  }
}

/// The tools of a server, as they were read once.
struct MCPToolList: Sendable {
  /// Names are unique.
  let tools: [MCPTool]
  /// Of what was read.
  let bytes: Int
  /// When its reading began.
  let read: ContinuousClock.Instant

  subscript(name: String) -> MCPTool? { tools.first { $0.name == name } }

  /// A list that was read since then is young.
  static var young: ContinuousClock.Instant { .now - .seconds(Limits.mcpToolsYoung) }
}
