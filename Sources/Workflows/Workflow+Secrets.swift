package import OrderedJSON

// The secrets of a trace in the calls of its workflow.
extension Workflow {
  /// The names of the secrets that its steps send.
  package var secretNames: Set<String> {
    steps.reduce(into: []) { $0.formUnion($1.secretNames) }
  }
}

extension Workflow.Step {
  /// The names of the secrets that it sends.
  package var secretNames: Set<String> {
    Set((template?.references ?? []).compactMap(\.pointer.tokens.first))
  }

  /// The parameters as people see them: `[secret token]` where a secret stands.
  package var shownParams: JSON { params { .string(SecretMark.shown($0)) } }

  /// The parameters as they are looked at before anything is sent: a secret is its name there, which an
  /// address and a header take as well.
  package var reviewedParams: JSON { params { .string($0) } }

  /// The parameters as they are sent.
  /// - Parameter secrets: by their names.
  /// - Throws: `ReferenceFault` where one is not there.
  package func params(with secrets: [String: String]) throws(ReferenceFault) -> JSON {
    guard let template else { return params.unescapingReferences }
    return try template.rendered(
      overSecrets: .object(secrets.map { JSON.Member($0.key, .string($0.value)) }))
  }

  private func params(_ standIn: (String) -> JSON) -> JSON {
    guard let template else { return params.unescapingReferences }
    let secrets = JSON.object(secretNames.map { JSON.Member($0, standIn($0)) })
    // With the names of `Limits.secretsOfTrace` it is not too long.
    return (try? template.rendered(overSecrets: secrets)) ?? params.unescapingReferences
  }

  /// `nil`: no secret stands in it.
  private var template: Template? {
    guard params.hasReferences else { return nil }
    return try? Template(params, over: [.secrets], most: .max)
  }
}

extension JSON {
  fileprivate var hasReferences: Bool {
    switch self {
    case .array(let elements): elements.contains(where: \.hasReferences)
    case .object(let members):
      members.contains { $0.key.isReferenceKey || $0.value.hasReferences }
    default: false
    }
  }
}
