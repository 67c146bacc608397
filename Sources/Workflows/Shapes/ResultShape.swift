package import OrderedJSON

/// The names in a result, and of which kinds the values are: what later steps rely on.
///
/// As JSON: `"text"`, `"number"`, `"flag"`, `"null"` or `"any"`; a list of elements of one shape is
/// `[shape]`, an object `{"name": shape}`, with a `?` behind a name that may be absent; `[shape, null]`
/// may be null as well. Behind a name that itself ends in `?` or `!` there stands one more `!`.
package indirect enum ResultShape: Hashable, Sendable {
  case any, text, number, flag, null
  /// - Parameter element: `nil`: no element was ever seen.
  case list(_ element: ResultShape?)
  case object([Member])
  case orNull(ResultShape)

  package struct Member: Hashable, Sendable {
    package let name: String
    package let shape: ResultShape
    /// Whether it may be absent.
    package let isOptional: Bool
  }

  /// What a value is; of what has more than `Limits.shapeParts` names and elements the rest is `any`.
  package init(of value: JSON) {
    var left = Limits.shapeParts
    self.init(of: value, &left)
  }

  private init(of value: JSON, _ left: inout Int) {
    guard left > 0 else {
      self = .any
      return
    }
    left -= 1
    switch value {
    case .string: self = .text
    case .number: self = .number
    case .array(let elements):
      var shape: ResultShape?
      for element in elements {
        let one = ResultShape(of: element, &left)
        shape = shape.map { $0.merged(with: one) } ?? one
      }
      self = .list(shape)
    case .object(let members):
      self = .object(
        members.map {
          Member(name: $0.key, shape: ResultShape(of: $0.value, &left), isOptional: false)
        })
    default: self = value.isNull ? .null : .flag
    }
  }

  /// What both may be.
  func merged(with other: ResultShape) -> ResultShape {
    switch (self, other) {
    case _ where self == other: return self
    case (.any, _), (_, .any): return .any
    case (.null, let shape), (let shape, .null):
      if case .orNull = shape { return shape }
      return .orNull(shape)
    case (.orNull(let one), .orNull(let other)), (.orNull(let one), let other),
      (let one, .orNull(let other)):
      let merged = one.merged(with: other)
      return merged == .any ? .any : .orNull(merged)
    case (.list(let one), .list(let other)):
      guard let one, let other else { return .list(one ?? other) }
      return .list(one.merged(with: other))
    case (.object(let one), .object(let other)): return .object(Member.merged(one, other))
    default: return .any
    }
  }
}

extension ResultShape.Member {
  /// What only one of them has may be absent.
  fileprivate static func merged(
    _ one: [ResultShape.Member], _ other: [ResultShape.Member]
  ) -> [ResultShape.Member] {
    var others = Dictionary(
      other.map { (Spelling($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    var members = one.map { member in
      guard let same = others.removeValue(forKey: Spelling(member.name)) else {
        return Self(name: member.name, shape: member.shape, isOptional: true)
      }
      return Self(
        name: member.name, shape: member.shape.merged(with: same.shape),
        isOptional: member.isOptional || same.isOptional)
    }
    for member in other where others.removeValue(forKey: Spelling(member.name)) != nil {
      members.append(Self(name: member.name, shape: member.shape, isOptional: true))
    }
    return members
  }
}
