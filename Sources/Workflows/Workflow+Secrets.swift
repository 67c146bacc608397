package import OrderedJSON

// What stands in the calls of a workflow by reference.
extension Workflow {
  /// The names of the secrets that its steps send.
  package var secretNames: Set<String> {
    steps.reduce(into: []) { $0.formUnion($1.secretNames) }
  }
}

extension Workflow {
  /// Whether nothing of it follows from a run: no result, no input, no date.
  package var isLiteral: Bool {
    !steps.contains { !$0.sources.isSubset(of: [.secrets]) || $0.params.hasDates }
  }
}

extension Workflow.Step {
  /// The names of the secrets that it sends.
  package var secretNames: Set<String> { ReferredValues(of: params).secrets }

  /// The parameters as people see them: `[secret token]` where a secret stands; what else stands there by
  /// reference as it is written.
  package var shownParams: JSON { params.showing(SecretMark.shown) }

  /// The parameters as they are looked at before anything is sent; of what is known only then nothing can be
  /// said (`isByReference`).
  package var reviewedParams: JSON { params.withoutReferences }

  /// The parameters as they are sent.
  /// - Throws: `ReferenceFault` where a reference finds nothing, and where they are no template: a
  ///   reference is never sent as it is written.
  package func params(over values: ReferenceValues) throws(ReferenceFault) -> JSON {
    try params.rendered(over: values)
  }

  /// The same of a step that refers to secrets alone.
  /// - Parameter secrets: by their names.
  package func params(with secrets: [String: String]) throws(ReferenceFault) -> JSON {
    let values = JSON.object(secrets.map { JSON.Member($0.key, .string($0.value)) })
    return try params(over: ReferenceValues(secrets: values))
  }

  /// The sources that it refers to.
  package var sources: Set<ReferenceSource> {
    var sources: Set<ReferenceSource> = []
    params.forEachReference { text in
      if let source = text.split(separator: "/").first.flatMap({
        ReferenceSource(rawValue: String($0))
      }) {
        sources.insert(source)
      }
    }
    return sources
  }
}

extension JSONPointer {
  fileprivate static func secretName(_ reference: String) -> String? {
    guard let tokens = try? JSONPointer(relative: reference).tokens, tokens.count == 2,
      tokens.first == ReferenceSource.secrets.rawValue
    else { return nil }
    return tokens.last
  }
}

extension JSON {
  /// What becomes of it as a template of a step or a loop.
  /// - Throws: as of `Workflow.Step.params(over:)`.
  package func rendered(over values: ReferenceValues) throws(ReferenceFault) -> JSON {
    guard hasReferences else { return unescapingReferences }
    let template: Template
    do throws(TemplateFaults) {
      template = try Template(self, over: ReferenceSource.ofSteps, most: .max)
    } catch {
      let unknown = TemplateFault(path: JSONPointer(), message: "is no template")
      throw .unreadable(error.faults.first ?? unknown)
    }
    return try template.rendered(overAll: values)
  }

  var hasReferences: Bool {
    switch self {
    case .array(let elements): elements.contains(where: \.hasReferences)
    case .object(let members):
      members.contains { $0.key.isReferenceKey || $0.value.hasReferences }
    default: false
    }
  }

  fileprivate var hasDates: Bool {
    switch self {
    case .array(let elements): elements.contains(where: \.hasDates)
    case .object(let members): members.contains { $0.key == "$date" || $0.value.hasDates }
    default: false
    }
  }

  /// A template with the same text for all that stands in it by reference.
  fileprivate var withoutReferences: JSON {
    switch self {
    case .array(let elements): return .array(elements.map(\.withoutReferences))
    case .object(let members):
      if let pieces = self["$text"]?.elements {
        return .string(pieces.map { $0.text ?? JSON.byReference }.joined())
      }
      if members.contains(where: { $0.key.isReferenceKey }) { return .string(JSON.byReference) }
      return .object(members.map { Member($0.key.unescapedKey, $0.value.withoutReferences) })
    default: return self
    }
  }

  /// A template with a text for each secret; what else stands in it by reference stays as it is written.
  fileprivate func showing(_ secret: (String) -> String) -> JSON {
    switch self {
    case .array(let elements): return .array(elements.map { $0.showing(secret) })
    case .object(let members):
      if let name = self["$ref"]?.text.flatMap(JSONPointer.secretName) {
        return .string(secret(name))
      }
      if let pieces = self["$text"]?.elements {
        let shown = pieces.map { $0.showing(secret) }
        let texts = shown.compactMap(\.text)
        if texts.count == shown.count { return .string(texts.joined()) }
        return ["$text": .array(shown)]
      }
      if members.contains(where: { $0.key.isReferenceKey }) { return self }
      return .object(members.map { Member($0.key.unescapedKey, $0.value.showing(secret)) })
    default: return self
    }
  }
}
