package import OrderedJSON

/// What the arguments of a tool must be like, as JSON Schema says it (2020-12, drafts from 4 on, and
/// OpenAPI 3), as far as it is checked here.
///
/// Checked are `type`, `nullable`, `enum`, `const`, `required`, `properties`, `additionalProperties`,
/// `items`, the bounds of numbers, lengths and counts, `allOf`, `anyOf`, `oneOf` and `$ref` within the
/// document. Values are what is sent: a member that is `readOnly` is not demanded.
package struct JSONSchema: Sendable {
  /// As it was given.
  package let json: JSON
  /// The keywords that it has and that are not checked, each once: `pattern`, `format`, a `$ref` that
  /// leads out of the document or nowhere. The first `Limits.uncheckedKeywords` of them.
  package let unchecked: [String]
  private let nodes: [SchemaNode]
  /// Whether it has more than `Limits.schemaNodes`.
  private let isTooLarge: Bool

  /// - Parameter document: what its references lead into; `nil`: the schema itself.
  package init(_ json: JSON, in document: JSON? = nil) {
    self.init(json, in: SchemaDocument(document ?? json, referredToBy: json))
  }

  /// - Parameter document: that the schema is a part of.
  package init(_ json: JSON, in document: SchemaDocument) {
    var reader = SchemaReader(json, in: document)
    reader.read()
    self.json = json
    (nodes, isTooLarge, unchecked) = (reader.nodes, reader.isTooLarge, reader.unchecked)
  }

  /// What is wrong with a value, up to `Limits.faultsTold`; none: nothing that is checked. A value that
  /// takes more steps than `Limits.schemaSteps` has that for its only fault.
  package func faults(of value: JSON) -> [SchemaFault] {
    guard !isTooLarge else { return [.tooLarge] }
    var check = SchemaCheck(nodes)
    return check.faults(of: value)
  }
}
