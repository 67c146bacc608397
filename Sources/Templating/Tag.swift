/// One tag of a template: where it stands and what it says.
struct Tag {
  enum Kind {
    case comment, delimiters
    case value(escaped: Bool)
    case section(inverted: Bool)
    case close, partial, parent, block
  }

  let kind: Kind
  /// What the tag names, without sigil and white space around it.
  let name: Name
  /// The bytes from its opening to its closing delimiter, both included.
  let range: Range<Int>
}

extension Tag.Kind {
  /// The kind that a tag's first character says, and how many bytes say it.
  static func reading(_ first: UInt8?) -> (kind: Tag.Kind, sigil: Int) {
    switch first {
    case UInt8(ascii: "!"): (.comment, 1)
    case UInt8(ascii: "="): (.delimiters, 1)
    case UInt8(ascii: "{"), UInt8(ascii: "&"): (.value(escaped: false), 1)
    case UInt8(ascii: "#"): (.section(inverted: false), 1)
    case UInt8(ascii: "^"): (.section(inverted: true), 1)
    case UInt8(ascii: "/"): (.close, 1)
    case UInt8(ascii: ">"): (.partial, 1)
    case UInt8(ascii: "<"): (.parent, 1)
    case UInt8(ascii: "$"): (.block, 1)
    default: (.value(escaped: true), 0)
    }
  }
}
