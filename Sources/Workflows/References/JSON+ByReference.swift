package import OrderedJSON

// What is looked at of a call before it is sent: much of it may be known only then.
extension JSON {
  /// What stands there for what is known only when it is sent: an address and a header take it as well.
  static let byReference = "by-reference"

  /// Whether some of a param is known only when it is sent, so that nothing can be said of it yet.
  /// - Parameter param: a name of a member; of what is none all that there is counts.
  package func isByReference(at param: String) -> Bool { (self[param] ?? self).hasByReference }

  /// The same of a value at a place.
  /// - Parameter way: names and numbers.
  package func isByReference(at way: [String]) -> Bool {
    JSONPointer(way).value(in: self)?.hasByReference ?? false
  }

  private var hasByReference: Bool {
    switch self {
    case .string(let text): text.contains(JSON.byReference)
    case .array(let elements): elements.contains(where: \.hasByReference)
    case .object(let members): members.contains(where: \.value.hasByReference)
    default: false
    }
  }
}
