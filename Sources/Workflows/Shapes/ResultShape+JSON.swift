package import OrderedJSON

extension ResultShape {
  package var json: JSON {
    switch self {
    case .any: "any"
    case .text: "text"
    case .number: "number"
    case .flag: "flag"
    case .null: "null"
    case .list(let element): .array([element?.json].compactMap(\.self))
    case .orNull(let shape): [shape.json, nil]
    case .object(let members):
      .object(members.map { JSON.Member($0.written, $0.shape.json) })
    }
  }

  /// - Throws: `ShapeFault` where the value is not what `json` writes.
  package init(json: JSON) throws(ShapeFault) { try self.init(json, at: []) }

  private init(_ json: JSON, at path: [String]) throws(ShapeFault) {
    guard path.count <= Limits.depth else { throw ShapeFault(path: path) }
    switch json {
    case .string(let text):
      guard let shape = ResultShape.plain[text] else { throw ShapeFault(path: path) }
      self = shape
    case .array(let elements):
      switch (elements.first, elements.count) {
      case (nil, _): self = .list(nil)
      case (let first?, 1): self = .list(try ResultShape(first, at: path + ["0"]))
      case (let first?, 2) where elements[1].isNull:
        self = .orNull(try ResultShape(first, at: path + ["0"]))
      default: throw ShapeFault(path: path)
      }
    case .object(let members):
      var read: [Member] = []
      for member in members {
        let (name, isOptional) = Member.read(member.key)
        let shape = try ResultShape(member.value, at: path + [member.key])
        read.append(Member(name: name, shape: shape, isOptional: isOptional))
      }
      self = .object(read)
    default: throw ShapeFault(path: path)
    }
  }

  private static let plain: [String: ResultShape] = [
    "any": .any, "text": .text, "number": .number, "flag": .flag, "null": .null,
  ]
}

/// A place in what is no shape.
package struct ShapeFault: Error, Hashable, Sendable {
  /// Names of members and numbers of elements.
  package let path: [String]

  package init(path: [String]) { self.path = path }

  /// What would be right there.
  package static let rule =
    "must be a shape: \"text\", \"number\", \"flag\", \"null\" or \"any\", [shape] of a list, an object "
    + "of shapes with a ? behind the name of what may be absent, or [shape, null]"
}

extension ResultShape.Member {
  fileprivate var written: String {
    let isMarked = name.hasSuffix("?") || name.hasSuffix("!")
    return name + (isMarked ? "!" : "") + (isOptional ? "?" : "")
  }

  fileprivate static func read(_ written: String) -> (name: String, isOptional: Bool) {
    let isOptional = written.hasSuffix("?")
    let name = isOptional ? written.dropLast() : written[...]
    return (String(name.hasSuffix("!") ? name.dropLast() : name), isOptional)
  }
}
