import OrderedJSON
import Scheduling

/// Why a template could not be rendered, in a sentence for a person.
package enum ReferenceFault: Error, Hashable, Sendable {
  /// - there: what is found as far as the reference leads, `params has to and subject`. It tells names
  ///   and no values, which may be secret.
  case findsNothing(Reference, there: String)
  /// - how: what was sought there: `a line with the label "ID"`.
  case picksNothing(Reference, how: String)
  /// What is to be one is there more often.
  case picksSeveral(Reference, how: String, count: Int)
  /// - why: a clause, "from what no date follows".
  case noDate(why: String)
  /// It has more than `Limits.renderedBytes`.
  case tooLarge
  /// Its picks look through more than `Limits.searchedBytes`.
  case tooLong
  /// It is no template.
  case unreadable(TemplateFault)
}

extension ReferenceFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .findsNothing(let reference, let there):
      "The reference \(reference.text.inOneLine(Limits.quotedNameBytes)) finds nothing: \(there)."
    case .picksNothing(let reference, let how):
      "The reference \(reference.text.inOneLine(Limits.quotedNameBytes)) finds nothing: there is not \(how)."
    case .picksSeveral(let reference, let how, let count):
      "The reference \(reference.text.inOneLine(Limits.quotedNameBytes)) finds \(count) where one is "
        + "meant: \(how); \"nth\" says which."
    case .noDate(let why): "A date cannot be made out: \(why)."
    case .tooLarge:
      "With what its references find it has more than \(Limits.renderedBytes) bytes."
    case .tooLong: "What its references pick from has more than \(Limits.searchedBytes) bytes."
    case .unreadable(let fault): "What stands at \"\(fault.path)\" \(fault.message)."
    }
  }
}

extension ReferenceFault {
  static func ofMissing(_ reference: Reference, in values: ReferenceValues) -> ReferenceFault {
    let (known, value) = reference.pointer.known(in: values.value(of: reference.source))
    let missing = reference.pointer.tokens.count - known.tokens.count
    let written = reference.text.split(separator: "/", omittingEmptySubsequences: false)
    let place = written.dropLast(missing).joined(separator: "/")
      .inOneLine(Limits.quotedNameBytes)
    return .findsNothing(reference, there: "\(place) \(value.contents)")
  }
}

extension JSON {
  /// `has to and subject`, `has 3 elements`, `is a text`
  fileprivate var contents: String {
    switch self {
    case .object(let members):
      members.isEmpty
        ? "is empty"
        : "has "
          + members.prefix(Limits.namedInNotices).map(\.key).listedInBrief(of: members.count)
    case .array(let elements):
      switch elements.count {
      case 0: "is empty"
      case 1: "has 1 element"
      default: "has \(elements.count) elements"
      }
    default: isNull ? "is null" : "is \(kind)"
    }
  }
}
