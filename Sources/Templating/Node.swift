/// A piece of a parsed template.
enum Node: Sendable {
  case text(Text)
  case value(Name, escaped: Bool)
  case section(Name, inverted: Bool, body: [Node])
  /// A partial is a parent without arguments.
  case include(Include)
  case block(Block)
}

struct Text: Sendable {
  let bytes: [UInt8]
  let startsLine: Bool
}

/// A name as a tag writes it, with the line of the tag (from 1).
struct Name: Sendable {
  let text: String
  let line: Int
}

/// `{{> name}}` or `{{< name}}…{{/name}}`.
struct Include: Sendable {
  let name: Name
  let arguments: [Block]
  /// Stands before each line of the included template.
  let indent: [UInt8]
}

/// `{{$name}}…{{/name}}`: a parameter with its default, or directly inside a parent an argument.
struct Block: Sendable {
  let name: Name
  let template: String
  /// Where its tag begins in the template, in bytes: with the template, the block's identity.
  let offset: Int
  /// The default as it is written; an argument without the margin of its lines.
  let content: [Node]
  /// Stands before each line of an argument that takes the default's place.
  let indent: [UInt8]
}

extension Block: Hashable {
  static func == (left: Block, right: Block) -> Bool {
    left.template == right.template && left.offset == right.offset
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(template)
    hasher.combine(offset)
  }
}

extension [Node] {
  /// Calls the body with every include and every block in the nodes, however deep.
  func visit(include: (Include) -> Void, block: (Block) -> Void) {
    for node in self {
      switch node {
      case .text, .value: continue
      case .section(_, _, let body): body.visit(include: include, block: block)
      case .include(let found):
        include(found)
        found.arguments.map(Node.block).visit(include: include, block: block)
      case .block(let found):
        block(found)
        found.content.visit(include: include, block: block)
      }
    }
  }
}
