package import OrderedJSON

/// A JSON value in which other values stand by reference, made out when a call is.
///
/// - `{"$ref": "params/recipient"}` is what the call has there, of its own JSON type;
///   `{"$ref": "params"}` is all of its parameters, `{"$ref": "secrets/api_key"}` a secret of the trace.
///   `"default"` is a template for where it has nothing, `"optional": true` leaves the member or the
///   element out.
/// - `{"$text": ["Status for ", {"$ref": "params/name"}]}` is a composed text.
/// - In steps, `{"$ref": …, "pick": {"label": "ID"}}` is something out of what a reference finds, and
///   `{"$date": {"from": "run", "add": "-7d", "format": "yyyy-MM-dd"}}` an instant by rule.
/// - Anything else is literal. A key of one's own that begins with `$` has one more.
package struct Template: Sendable {
  /// As it was given.
  package let json: JSON
  /// In its order, those in defaults too.
  package let references: [Reference]
  let whole: TemplatePart

  /// - Parameters:
  ///   - sources: what its references may lead into.
  ///   - most: references that it may have.
  /// - Throws: `TemplateFaults`, each with its place and what would be right.
  package init(
    _ json: JSON, over sources: Set<ReferenceSource> = [.params],
    most: Int = Limits.templateReferences
  ) throws(TemplateFaults) {
    var reader = TemplateReader(over: sources, most: most)
    self.json = json
    whole = try reader.template(json)
    references = reader.references
  }

  /// The value for a call.
  /// - Parameter params: as the tool was called, unescaped.
  /// - Throws: `ReferenceFault` where a reference finds nothing and has no default, or the value becomes
  ///   longer than `Limits.renderedBytes`.
  package func rendered(over params: JSON) throws(ReferenceFault) -> JSON {
    try rendered(over: params, escaping: nil, by: { $0 })
  }

  /// The value for a call.
  /// - Throws: as of `rendered(over:)`; `ReferenceFault` too where something is not there to be picked,
  ///   or more often than once, and where a date follows from nothing.
  package func rendered(overAll values: ReferenceValues) throws(ReferenceFault) -> JSON {
    var renderer = TemplateRenderer(references, over: values, escape: { $0 })
    return try renderer.template(whole, escaping: nil)
  }

  /// The same where what references put into one member becomes other text, as in the path of a URL.
  /// - Parameters:
  ///   - member: of the template, which is an object.
  ///   - escape: is given each value that a reference in it finds, as text.
  package func rendered(
    over params: JSON, escaping member: String?, by escape: @escaping (String) -> String
  ) throws(ReferenceFault) -> JSON {
    var renderer = TemplateRenderer(
      references, over: ReferenceValues(params: params), escape: escape)
    return try renderer.template(whole, escaping: member)
  }

  /// The parameters of a call that no reference reads, in their order: what is left away of it.
  package func unused(of params: JSON) -> [String] {
    let ways = references.filter { $0.source == .params }.map(\.pointer.tokens)
    guard !ways.contains(where: \.isEmpty) else { return [] }
    var seen = Set(ways.compactMap(\.first).map(Spelling.init))
    return (params.members ?? []).map(\.key).filter { seen.insert(Spelling($0)).inserted }
  }
}

extension Template: Hashable {
  package static func == (one: Template, other: Template) -> Bool { one.json == other.json }

  package func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
