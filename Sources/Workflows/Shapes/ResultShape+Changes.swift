package import OrderedJSON

/// What of a result is other than its shape says.
package struct ShapeChanges: Hashable, Sendable {
  /// What is gone or of another kind, in clauses: `"emails/*/id" is gone`; the first `Limits.namedChanges`.
  package private(set) var losses: [String] = []
  /// How many there are in all.
  package private(set) var lossCount = 0
  /// What no shape has, as `losses`.
  package private(set) var additions: [String] = []
  package private(set) var additionCount = 0

  /// A sentence for a person; `nil`: nothing has changed.
  package var sentence: String? {
    let clauses = [
      ShapeChanges.clause(losses, of: lossCount), ShapeChanges.clause(additions, of: additionCount),
    ].compactMap(\.self)
    return clauses.isEmpty
      ? nil
      : "What it gave has another shape than was recorded: \(clauses.joined(separator: "; "))."
  }

  /// A clause for a person of what is gone or of another kind; `nil`: nothing is.
  package var lossSentence: String? {
    ShapeChanges.clause(losses, of: lossCount).map {
      "what it gave has not the shape that the step expects: \($0)"
    }
  }

  private static func clause(_ named: [String], of count: Int) -> String? {
    guard !named.isEmpty else { return nil }
    let others = count > named.count ? ", and \(count - named.count) more" : ""
    return named.joined(separator: ", ") + others
  }

  fileprivate mutating func lose(_ words: @autoclosure () -> String) {
    lossCount += 1
    if losses.count < Limits.namedChanges { losses.append(words()) }
  }

  fileprivate mutating func gain(_ words: @autoclosure () -> String) {
    additionCount += 1
    if additions.count < Limits.namedChanges { additions.append(words()) }
  }
}

extension ResultShape {
  /// Lists may be longer or shorter. What is said of one element is not said of another.
  package func changes(in value: JSON) -> ShapeChanges {
    var changes = ShapeChanges()
    var told: Set<[String]> = []
    compare(value, at: [], &told, &changes)
    return changes
  }

  private func compare(
    _ value: JSON, at path: [String], _ told: inout Set<[String]>, _ changes: inout ShapeChanges
  ) {
    switch (self, value) {
    case (.any, _), (.text, .string), (.number, .number), (.list(nil), .array): break
    case (.orNull(let shape), _):
      if !value.isNull { shape.compare(value, at: path, &told, &changes) }
    case (.null, _) where value.isNull: break
    case (.flag, _) where value.boolean != nil: break
    case (.list(let element?), .array(let elements)):
      for one in elements { element.compare(one, at: path + ["*"], &told, &changes) }
    case (.object(let members), .object(let found)):
      ResultShape.compare(members, found, at: path, &told, &changes)
    default:
      guard told.insert(path).inserted else { return }
      changes.lose("\(path.place) was \(words) and is \(value.isNull ? "null" : value.kind)")
    }
  }

  private static func compare(
    _ members: [Member], _ found: [JSON.Member], at path: [String],
    _ told: inout Set<[String]>, _ changes: inout ShapeChanges
  ) {
    var values = Dictionary(
      found.map { (Spelling($0.key), $0.value) }, uniquingKeysWith: { $1 })
    for member in members {
      let place = path + [member.name]
      if let value = values.removeValue(forKey: Spelling(member.name)) {
        member.shape.compare(value, at: place, &told, &changes)
      } else if !member.isOptional, told.insert(place).inserted {
        changes.lose("\(place.place) is gone")
      }
    }
    guard !values.isEmpty else { return }
    for member in found where values.removeValue(forKey: Spelling(member.key)) != nil {
      let place = path + [member.key]
      if told.insert(place).inserted { changes.gain("\(place.place) is new") }
    }
  }

  private var words: String {
    switch self {
    case .any: "anything"
    case .text: "a text"
    case .number: "a number"
    case .flag: "true or false"
    case .null: "null"
    case .list: "a list"
    case .object: "an object"
    case .orNull(let shape): "\(shape.words) or null"
    }
  }
}

extension [String] {
  /// In a sentence.
  fileprivate var place: String { isEmpty ? "the whole" : joined(separator: "/").quoted }
}
