import OrderedJSON

/// A value of a template, as it was read.
indirect enum TemplatePart: Sendable {
  /// Unescaped.
  case literal(JSON)
  /// - number: among the template's references.
  /// - pick: out of what it finds; `nil`: that is the value.
  /// - orElse: `nil`: it has no default.
  case reference(_ number: Int, pick: Pick?, orElse: TemplatePart?, isOptional: Bool)
  /// - from: a text that tells an instant or a day; `nil`: the run's own instant.
  case date(DateRule, from: TemplatePart?)
  case text([TemplatePart])
  case list([TemplatePart])
  case object([(key: String, part: TemplatePart)])

  /// `nil` where a reference stands in it.
  var literal: JSON? {
    if case .literal(let json) = self { json } else { nil }
  }

  /// - Returns: a literal where all of the elements are.
  init(list parts: [TemplatePart]) {
    let literals = parts.compactMap(\.literal)
    self = literals.count == parts.count ? .literal(.array(literals)) : .list(parts)
  }

  /// - Returns: a literal where all of the members are.
  init(object parts: [(key: String, part: TemplatePart)]) {
    let literals = parts.compactMap { member in
      member.part.literal.map { JSON.Member(member.key, $0) }
    }
    self = literals.count == parts.count ? .literal(.object(literals)) : .object(parts)
  }
}
