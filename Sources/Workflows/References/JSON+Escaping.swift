package import OrderedJSON

extension JSON {
  /// Recorded data as a template: a key that begins with `$` gets another, so that nothing recorded
  /// is taken for a reference.
  package var escapingReferences: JSON {
    mapKeys { $0.hasPrefix("$") ? "$" + $0 : $0 }
  }

  /// A template without references as the tool receives it.
  package var unescapingReferences: JSON {
    mapKeys(\.unescapedKey)
  }

  private func mapKeys(_ transform: (String) -> String) -> JSON {
    switch self {
    case .array(let elements): .array(elements.map { $0.mapKeys(transform) })
    case .object(let members):
      .object(members.map { Member(transform($0.key), $0.value.mapKeys(transform)) })
    default: self
    }
  }
}

extension String {
  /// Of a template, as the tool receives it.
  package var unescapedKey: String { hasPrefix("$$") ? String(dropFirst()) : self }

  /// Whether a key of a template means something there, or should.
  var isReferenceKey: Bool { hasPrefix("$") && !hasPrefix("$$") }
}
