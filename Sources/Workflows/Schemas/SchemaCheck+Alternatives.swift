import OrderedJSON
import Scheduling

extension SchemaCheck {
  /// `anyOf`
  mutating func any(of schemas: [Int], for value: JSON, _ faults: inout [SchemaFault]) {
    let wasCertain = isCertain
    var missed = MissedAlternatives(at: path, count: schemas.count)
    for schema in schemas {
      isCertain = wasCertain
      let found = trial(of: schema, for: value)
      guard !found.isEmpty, !isExhausted else { return }
      missed.add(found)
    }
    isCertain = wasCertain
    for fault in missed.faults(of: value) where goesOn(faults) { faults.append(fault) }
  }

  /// `oneOf`: two that fit are a fault where nothing of them is unchecked, as it might tell them apart.
  mutating func one(of schemas: [Int], for value: JSON, _ faults: inout [SchemaFault]) {
    let wasCertain = isCertain
    var missed = MissedAlternatives(at: path, count: schemas.count)
    var (fitting, surelyFitting) = (0, 0)
    for schema in schemas {
      isCertain = true
      let found = trial(of: schema, for: value)
      guard !isExhausted else { return }
      missed.add(found)
      if found.isEmpty { fitting += 1 }
      if found.isEmpty, isCertain { surelyFitting += 1 }
    }
    isCertain = wasCertain && fitting == surelyFitting
    if surelyFitting > 1 {
      add(
        "must fit exactly one of the \(schemas.count) alternatives; it fits \(surelyFitting)",
        to: &faults)
    } else if fitting == 0 {
      for fault in missed.faults(of: value) where goesOn(faults) { faults.append(fault) }
    }
  }

  private mutating func trial(of schema: Int, for value: JSON) -> [SchemaFault] {
    var faults: [SchemaFault] = []
    apply(schema, to: value, &faults)
    return faults
  }
}

/// The alternatives that a value does not fit, for a sentence about what was meant.
private struct MissedAlternatives {
  private let path: [String]
  private let count: Int
  /// Of those that are for values of other kinds; `nil`: not all of them are.
  private var types: SchemaTypes? = []
  /// What the first ones say that are for other values, and whether all of them are.
  private var rules: [String] = []
  private var areForOtherValues = true
  /// The first of those that are most likely meant, and how many they are.
  private var nearest: (distance: Int, faults: [SchemaFault]) = (.max, [])
  private var nearestCount = 0

  init(at path: [String], count: Int) { (self.path, self.count) = (path, count) }

  /// - Parameter faults: of one alternative.
  mutating func add(_ faults: [SchemaFault]) {
    guard let first = faults.first else { return }
    let isHere = first.path.tokens.count == path.count
    if isHere, case .type(let type) = first.cause { types?.insert(type) } else { types = nil }
    areForOtherValues = areForOtherValues && isHere && faults.count == 1
    if areForOtherValues, rules.count < Limits.namedInNotices { rules.append(first.message) }
    let distance = distance(of: faults)
    if distance < nearest.distance { (nearest, nearestCount) = ((distance, faults), 0) }
    if distance == nearest.distance { nearestCount += 1 }
  }

  func faults(of value: JSON) -> [SchemaFault] {
    if count == 1 { return nearest.faults }
    if let types { return [SchemaFault(path, types.rule(for: value), .type(types))] }
    if nearestCount == 1, nearest.distance < 2 { return nearest.faults }
    if areForOtherValues {
      let more = count > rules.count ? ["\(count - rules.count) more"] : []
      return [SchemaFault(path, (rules + more).joined(separator: ", or "), .value)]
    }
    let example = nearest.faults.first.map { "; as for one of them, \($0.description)" } ?? ""
    return [
      SchemaFault(path, "must fit one of \(count) alternatives, and fits none\(example)", .value)
    ]
  }

  /// 2: it is for another kind of value; 1: a member says that it is another one's; 0: it may be meant.
  private func distance(of faults: [SchemaFault]) -> Int {
    let distances = faults.map { fault in
      switch (fault.cause, fault.path.tokens.count - path.count) {
      case (.type, 0), (.value, 0): 2
      case (.value, 1): 1
      default: 0
      }
    }
    return distances.max() ?? 0
  }
}
