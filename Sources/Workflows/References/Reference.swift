package import OrderedJSON

/// A place in a template where a value stands that is known when a call is made.
package struct Reference: Hashable, Sendable {
  /// What the value is looked for in.
  package let source: ReferenceSource
  /// The way to it from there; empty: all of it.
  package let pointer: JSONPointer
  /// As it was written: `params/recipient`.
  package let text: String
}

extension Reference {
  /// A secret of the trace, as templates have it.
  static func toSecret(_ name: String) -> JSON {
    ["$ref": .string(JSONPointer([ReferenceSource.secrets.rawValue, name]).relative)]
  }
}

/// What references lead into. Another one is a case here, and a line in `ReferenceValues`.
package enum ReferenceSource: String, Sendable {
  /// The parameters of the call: `params/…`.
  case params
  /// The secrets of the trace, by their names: `secrets/…`.
  case secrets

  /// Reads the source off the beginning of a reference, and leaves the way from there; `nil`, and
  /// nothing is taken, where it names none of those that are meant.
  init?(takenFrom tokens: inout ArraySlice<String>, among sources: Set<ReferenceSource>) {
    guard let source = tokens.first.flatMap(ReferenceSource.init(rawValue:)),
      sources.contains(source)
    else { return nil }
    tokens.removeFirst()
    self = source
  }

  /// How a reference to it begins, in an error.
  var beginning: String {
    switch self {
    case .params: "\"params\" for all of them, or \"params/\" and a name"
    case .secrets: "\"secrets/\" and a name"
    }
  }
}

/// What the sources hold while a template is rendered.
struct ReferenceValues {
  var params: JSON = .null
  var secrets: JSON = .null

  func value(of source: ReferenceSource) -> JSON {
    switch source {
    case .params: params
    case .secrets: secrets
    }
  }

  /// What each of the references finds, in their order.
  func values(of references: [Reference]) -> [JSON?] {
    var found = [JSON?](repeating: nil, count: references.count)
    let numbers = Dictionary(grouping: references.indices, by: { references[$0].source })
    for (source, numbers) in numbers {
      let values = value(of: source).values(at: numbers.map { references[$0].pointer })
      for (number, value) in zip(numbers, values) { found[number] = value }
    }
    return found
  }
}
