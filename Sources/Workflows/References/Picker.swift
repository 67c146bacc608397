import OrderedJSON

/// Picks values, and keeps what it has found out about one for the next pick out of the same. A class,
/// so that several renderings over the same values can share it.
final class Picker {
  /// By the texts of the references that lead to them.
  private var values: [Spelling: PickedValue] = [:]
  private let budget = SearchBudget()

  enum Result {
    case found(JSON)
    case nothing
    case several(Int)
  }

  /// - Parameters:
  ///   - value: what the reference leads to.
  ///   - wanted: the values in `where`, in their order.
  /// - Throws: `ReferenceFault.tooLong`.
  func picked(
    _ pick: Pick, from value: JSON, of reference: Reference, where wanted: [JSON]
  ) throws(ReferenceFault) -> Result {
    let name = Spelling(reference.text)
    let source = values[name] ?? PickedValue(value, budget)
    values[name] = source
    let found: PickedValue?
    switch pick.way {
    case .label(let label):
      let count = try source.count(ofLinesLabelled: label)
      guard let number = pick.number(of: count) else { return .of(count, pick) }
      found = source.line(labelled: label, number)
    case .between(let after, let before):
      let ranges = try source.ranges(between: TextBounds(after: after, before: before))
      guard let number = pick.number(of: ranges.count) else { return .of(ranges.count, pick) }
      found = source.part(ranges[number])
    case .json(let pointer):
      guard source.value.text != nil, pick.number(of: 1) != nil else { return .nothing }
      found = try source.following(pointer)
    case .elements(let members):
      let list = try source.asJSON() ?? source
      let numbers = try list.elements(
        where: members.map(\.pointer), mean: wanted.map(\.meaning))
      guard let number = pick.number(of: numbers.count) else { return .of(numbers.count, pick) }
      found = try list.inside(String(numbers[number]))
    }
    guard let then = pick.then else { return found.map { .found($0.value) } ?? .nothing }
    return try found?.following(then).map { .found($0.value) } ?? .nothing
  }
}

extension Picker.Result {
  /// Of a pick that so many fit and that means none of them.
  fileprivate static func of(_ count: Int, _ pick: Pick) -> Picker.Result {
    count > 1 && pick.nth == nil ? .several(count) : .nothing
  }
}

extension Pick {
  /// Which one of so many that fit is meant; `nil`: none is.
  fileprivate func number(of count: Int) -> Int? {
    guard let nth else { return count == 1 ? 0 : nil }
    let number = nth < 0 ? count + nth : nth
    return (0..<count).contains(number) ? number : nil
  }
}

extension PickedValue {
  /// Goes on from it; a text is read as JSON first, and again where the way leads into it.
  fileprivate func following(_ pointer: JSONPointer) throws(ReferenceFault) -> PickedValue? {
    var (value, decodings) = (self, 0)
    while decodings < Limits.resultDecodings, decodings == 0 || !pointer.tokens.isEmpty,
      value.value.text != nil
    {
      guard let json = try value.asJSON() else { return nil }
      (value, decodings) = (json, decodings + 1)
    }
    for token in pointer.tokens {
      guard let next = try value.inside(token) else { return nil }
      value = next
    }
    return value
  }
}
