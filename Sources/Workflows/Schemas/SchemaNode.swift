import OrderedJSON
import Scheduling

/// A schema or a part of one, as it was read. Others are named by their numbers among all that were,
/// so that one may lead to itself.
struct SchemaNode: Sendable {
  /// `nil`: any.
  var types: SchemaTypes?
  var rules: [SchemaRule] = []
  /// OpenAPI 3.0: `null` is fine, whatever else is said.
  var isNullable = false
  /// Whether it has no keyword that is not checked.
  var isChecked = true
}

/// Something that a value must be like. Of what is of another kind than it speaks of, it says nothing.
enum SchemaRule: Sendable {
  /// Nothing may be there: the schema `false`.
  case nothing
  case values(SchemaValues)
  case number(SchemaBound)
  /// Of a text, in Unicode scalars.
  case length(SchemaCount)
  case list(SchemaCount)
  /// Of a list, from the element of this number on.
  case elements(Int, from: Int)
  case object(SchemaMembers)
  case reference(Int)
  case all([Int])
  case any([Int])
  case one([Int])
}

/// The values of `enum` or `const`.
struct SchemaValues: Sendable {
  private let meanings: Set<JSONMeaning>
  /// Whether a list or an object is among them.
  let hasNested: Bool
  /// `must be "a" or "b"`
  let rule: String

  init(_ values: [JSON]) {
    meanings = Set(values.map(\.meaning))
    hasNested = values.contains { $0.elements != nil || $0.members != nil }
    let shown = values.prefix(Limits.namedInNotices)
      .map { $0.serialized.inOneLine(Limits.quotedCharacters) }
    rule =
      switch values.count - shown.count {
      case 0 where values.isEmpty: "must not be there"
      case 0: "must be \(shown.listed(by: "or"))"
      case let more: "must be one of \(shown.joined(separator: ", ")) and \(more) more"
      }
  }

  func contains(_ value: JSON) -> Bool { meanings.contains(value.meaning) }
}

/// A bound of numbers.
struct SchemaBound: Sendable {
  enum Side: String {
    case atLeast = "at least"
    case moreThan = "more than"
    case atMost = "at most"
    case lessThan = "less than"
  }

  private let side: Side
  private let number: JSONNumber
  private let written: String

  /// - Returns: `nil` where it is no number that can be compared with others.
  init?(_ side: Side, _ json: JSON) {
    guard case .number(let text) = json, let number = JSONNumber(text) else { return nil }
    (self.side, self.number) = (side, number)
    written = text.inOneLine(Limits.quotedCharacters)
  }

  /// `must be at least 1.50`; `nil`: the number is within it.
  func fault(of text: String) -> String? {
    guard let value = JSONNumber(text) else {
      return "has an exponent that is too long to be compared"
    }
    let isWithin =
      switch side {
      case .atLeast: value >= number
      case .moreThan: value > number
      case .atMost: value <= number
      case .lessThan: value < number
      }
    return isWithin ? nil : "must be \(side.rawValue) \(written)"
  }
}

/// How many of something there may be.
struct SchemaCount: Sendable {
  var least = 0
  var most = Int.max

  /// - Parameter things: as `("element", "elements")`.
  /// - Returns: `nil` where so many are fine.
  func fault(of count: Int, _ things: (one: String, many: String)) -> String? {
    guard count < least || count > most else { return nil }
    let (word, bound) = count < least ? ("at least", least) : ("at most", most)
    return "must have \(word) \(bound) \(bound == 1 ? things.one : things.many); "
      + (count == 1 ? "there is 1" : "there are \(count)")
  }
}

/// What members an object has.
struct SchemaMembers: Sendable {
  var required: [String] = []
  var count = SchemaCount()
  var properties: [Spelling: Int] = [:]
  /// `to, subject and body`
  var known = ""
  var others = Others.allowed

  /// Members that `properties` does not name.
  enum Others {
    case allowed, refused
    case checked(by: Int)
  }
}
