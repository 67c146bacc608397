import OrderedJSON

/// Values that a result said first.
enum LinkFinder {
  static func find(_ finding: inout Finding) {
    for call in finding.calls {
      addLists(of: call, to: &finding)
      for value in call.values where !finding.isSettled(value) {
        guard case .result(let places, let count) = finding.recorded.values.origin(of: value)
        else { continue }
        add(LinkFinder.fitting(places, value), of: count, for: value, to: &finding)
      }
    }
  }

  /// Lists that are handed on whole, as they came.
  private static func addLists(of call: RecordedCall, to finding: inout Finding) {
    let elements = call.values.filter { $0.way.last.flatMap { Int($0) } != nil }
    let lists = Dictionary(grouping: elements) { Array($0.way.dropLast()) }
    for first in elements where first.way.last == "0" {
      let way = Array(first.way.dropLast())
      guard let values = lists[way], !values.contains(where: finding.isSettled),
        let list = JSONPointer(way).value(in: call.call.params),
        let count = list.elements?.count, count > 1, count == values.count,
        case .result(let places, 1) = finding.recorded.values.origin(of: first),
        let place = places.first, place.form == .whole, place.way.last == "0",
        !finding.isLooped(place.call)
      else { continue }
      let whole = ResultPlace(call: place.call, way: Array(place.way.dropLast()), form: .whole)
      guard whole.value(in: finding.recorded) == list,
        let found = finding.ways.way(to: whole, of: list, for: call), found.isSteady
      else { continue }
      finding.addLink(
        of: list, at: JSONPointer(Array(first.path.tokens.dropLast())), of: call, found.reference,
        why: "This is all of \(found.words).", settling: values)
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
    // A common value that several elements have is none of theirs.
    if value.telling == .little, !isOne, value.key?.isOfIdentifier != true { return }
    for place in (named.isEmpty || !isOne ? places : named) {
      guard let way = finding.ways.way(to: place, of: value.json, for: value.call) else { continue }
      let isTold =
        switch value.telling {
        // "In progress" is a state of many things.
        case .much: value.key?.isOfAmount != true || value.isOfDigits
        case .little: !named.isEmpty && value.key?.isOfIdentifier == true
        case .nothing: isOfTheSame(value, place, in: finding.recorded)
        }
      let isCertain = isOne && way.isSteady && isTold && !finding.isLooped(place.call)
      finding.add(
        .link, isCertain ? .strong : .likely, at: value,
        value.json.ofItsType(way.reference, found: place, in: finding.recorded),
        why: "This is \(way.words).")
    }
  }

  /// Whether both are numbers of the same thing, by their names or those of their tools.
  private static func isOfTheSame(
    _ value: RecordedValue, _ place: ResultPlace, in recorded: Recorded
  ) -> Bool {
    guard let key = value.key, let other = place.key else { return false }
    func things(_ key: KeyWords, _ tool: String) -> Set<String> {
      key.others.isEmpty ? Set(KeyWords.words(ofTool: tool)) : key.others
    }
    let wanted = things(key, value.call.call.tool)
    return things(other, recorded.calls[place.call].call.tool).contains { one in
      // An email is a mail.
      wanted.contains { other in
        one == other
          || min(one.utf8.count, other.utf8.count) > 3
            && (one.hasSuffix(other) || other.hasSuffix(one))
      }
    }
  }

  /// Those of which the value is not there by chance.
  private static func fitting(_ places: [ResultPlace], _ value: RecordedValue) -> [ResultPlace] {
    switch value.telling {
    case .much: places
    case .little, .nothing:
      places.filter { place in
        guard let key = value.key, let other = place.key else { return false }
        let isMeant =
          value.telling == .little
          ? !key.isOfAmount || value.text.utf8.count > Limits.commonAmountBytes
          : key.isOfIdentifier
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
  /// What stands there, whatever is meant of it; `nil`: nothing does.
  fileprivate func value(in recorded: Recorded) -> JSON? {
    guard recorded.calls.indices.contains(call) else { return nil }
    return recorded.calls[call].call.result.flatMap { JSONPointer(way).value(in: $0.read) }
  }

  /// Whether a text stands there; `nil`: nothing does.
  fileprivate func isText(in recorded: Recorded) -> Bool? {
    guard let found = value(in: recorded) else { return nil }
    switch form {
    case .whole, .part: return found.text != nil
    // Its way says already whether it gives a number, but for what stands in JSON.
    case .labelled(_, let inner): return inner.isEmpty ? nil : false
    case .decoded(let inner):
      return JSON(inText: found.text ?? "").flatMap { JSONPointer(inner).value(in: $0) }
        .map { $0.text != nil }
    }
  }
}
