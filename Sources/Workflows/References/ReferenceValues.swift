package import OrderedJSON
package import Scheduling

/// What the sources hold while a template is rendered.
package struct ReferenceValues: Sendable {
  /// Of the call, as a binding sees them.
  package var params: JSON = .null
  /// By their names.
  package var secrets: JSON = .null
  /// By the ids of steps: `{"result": …}`, or of those of a loop that is over `{"results": […]}`.
  package var steps: JSON = .null
  /// The element of a loop that it goes on with; `nil`: there is none.
  package var item: JSON?
  /// By their names.
  package var inputs: JSON = .null
  /// `{"scheduled_at", "date", "number", "previous": {"scheduled_at"}}`
  package var run: JSON = .null
  /// From which dates follow; `nil`: they follow from nothing.
  package var instant: Instant?
  /// The schedule's.
  package var zone: TimeZoneRules = .utc
  /// The rules of other zones, by their IANA names.
  package var zones: @Sendable (String) -> TimeZoneRules? = { _ in nil }

  package init(params: JSON = .null, secrets: JSON = .null) {
    (self.params, self.secrets) = (params, secrets)
  }

  func value(of source: ReferenceSource) -> JSON {
    switch source {
    case .params: params
    case .secrets: secrets
    case .steps: steps
    case .item: item ?? .null
    case .inputs: inputs
    case .run: run
    }
  }

  /// What each of the references finds, in their order, before anything is picked out of it.
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
