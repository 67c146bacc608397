import OrderedJSON

// Places in the parameters of steps, by which proposals are taken and left.
extension JSON {
  /// With another value at a place; `nil` where it leads nowhere.
  func replacing(at pointer: JSONPointer, with value: JSON) -> JSON? {
    replacing(at: pointer.tokens[...], with: value)
  }

  private func replacing(at tokens: ArraySlice<String>, with value: JSON) -> JSON? {
    guard let token = tokens.first else { return value }
    let rest = tokens.dropFirst()
    switch self {
    case .object(var members):
      guard let index = members.lastIndex(where: { Spelling($0.key) == Spelling(token) }),
        let inner = members[index].value.replacing(at: rest, with: value)
      else { return nil }
      members[index] = Member(members[index].key, inner)
      return .object(members)
    case .array(var elements):
      guard let index = Int(token), String(index) == token, elements.indices.contains(index),
        let inner = elements[index].replacing(at: rest, with: value)
      else { return nil }
      elements[index] = inner
      return .array(elements)
    default: return nil
    }
  }

  /// Each text and number in it with the way there. Linear but for the length of the ways.
  func forEachScalar(_ body: (JSON, [String]) -> Void) {
    var way: [String] = []
    visitScalars(&way, body)
  }

  private func visitScalars(_ way: inout [String], _ body: (JSON, [String]) -> Void) {
    switch self {
    case .string, .number: body(self, way)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        way.append(String(index))
        element.visitScalars(&way, body)
        way.removeLast()
      }
    case .object(let members):
      for member in members {
        way.append(member.key)
        member.value.visitScalars(&way, body)
        way.removeLast()
      }
    default: break
    }
  }

  /// A text as it is, a number as its digits; `nil` for anything else.
  var scalarText: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }
}
