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

/// What references lead into. Another one is a case here, and a line in `ReferenceValues`.
package enum ReferenceSource: Hashable, Sendable {
  /// The parameters of the call: `params/…`.
  case params

  /// Reads the source off the beginning of a reference, and leaves the way from there; `nil`, and
  /// nothing is taken, where it names none.
  init?(takenFrom tokens: inout ArraySlice<String>) {
    guard tokens.first == "params" else { return nil }
    tokens.removeFirst()
    self = .params
  }

  /// How a reference begins, in an error.
  static let beginnings = "\"params\" for all of them, or \"params/\" and a name"
}

/// What the sources hold while a template is rendered.
struct ReferenceValues {
  let params: JSON

  func value(of source: ReferenceSource) -> JSON {
    switch source {
    case .params: params
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
