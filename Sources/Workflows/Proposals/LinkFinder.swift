import OrderedJSON

/// Values that a result said first.
enum LinkFinder {
  static func find(_ finding: inout Finding) {
    for call in finding.calls {
      for value in call.values where !finding.isSettled(value) {
        guard case .result(let places, let count) = finding.recorded.values.origin(of: value)
        else { continue }
        add(LinkFinder.fitting(places, value), of: count, for: value, to: &finding)
      }
    }
  }

  /// - Parameter count: of the places in the result, fitting or not.
  private static func add(
    _ places: [ResultPlace], of count: Int, for value: RecordedValue, to finding: inout Finding
  ) {
    let named = places.filter { place in
      guard let key = value.key, let other = place.key else { return false }
      return key.agrees(with: other)
    }
    // Of several places the one is meant whose name is the same.
    let isOne = count == 1 || named.count == 1
    for place in (named.isEmpty || !isOne ? places : named) {
      guard let way = finding.ways.way(to: place, of: value.json, for: value.call) else { continue }
      let isTold =
        switch value.telling {
        case .much: true
        case .little: !named.isEmpty
        case .nothing: value.key?.isOfID == true
        }
      let isCertain = isOne && way.isSteady && isTold
      finding.add(
        .link, isCertain ? .strong : .likely, at: value,
        value.json.ofItsType(way.reference, found: place, in: finding.recorded),
        why: "This is \(way.words).")
    }
  }

  /// Those of which the value is not there by chance.
  private static func fitting(_ places: [ResultPlace], _ value: RecordedValue) -> [ResultPlace] {
    switch value.telling {
    case .much: places
    case .little, .nothing:
      places.filter { place in
        guard let key = value.key, let other = place.key else { return false }
        let isMeant = value.telling == .little ? !key.isOfAmount : key.isOfIdentifier
        return isMeant && key.agrees(with: other)
      }
    }
  }
}

extension JSON {
  /// A reference that gives a value of this one's type, whatever the result has there.
  func ofItsType(_ reference: JSON, found place: ResultPlace, in recorded: Recorded) -> JSON {
    let isText = place.isText(in: recorded)
    switch self {
    case .number where isText == true && reference["pick"] == nil:
      return .object((reference.members ?? []) + [Member("pick", ["json": ""])])
    case .string where isText == false: return ["$text": [reference]]
    default: return reference
    }
  }
}

extension ResultPlace {
  /// Whether a text stands there; `nil`: nothing does.
  fileprivate func isText(in recorded: Recorded) -> Bool? {
    guard recorded.calls.indices.contains(call),
      let found = recorded.calls[call].call.result.flatMap({ JSONPointer(way).value(in: $0.read) })
    else { return nil }
    switch form {
    case .whole, .labelled, .part: return found.text != nil
    case .decoded(let inner):
      return JSON(inText: found.text ?? "").flatMap { JSONPointer(inner).value(in: $0) }
        .map { $0.text != nil }
    }
  }
}
