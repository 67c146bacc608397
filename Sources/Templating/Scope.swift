/// Where a node is bound: what is in scope there, and what replaces blocks.
struct Scope {
  /// The template whose text is bound, for faults.
  var template: String
  /// Innermost last, each shape once: a value hides an outer one of the same shape, since every
  /// name of the outer is a name of the inner too. So recursive data need no deeper scope.
  var shapes: [Shape]
  var arguments: Arguments
  /// How many sections and templates stand around.
  var depth = 0
  /// How many sections do.
  var sections = 0

  /// Inside a section, over an item of the shape if it brings one.
  func entering(_ shape: Shape?) -> Scope {
    var inner = nested()
    if let shape {
      inner.shapes.removeAll { $0 == shape }
      inner.shapes.append(shape)
    }
    inner.sections += 1
    return inner
  }

  /// Inside something that always renders.
  func nested() -> Scope {
    var inner = self
    inner.depth += 1
    return inner
  }

  /// Inside another template's text.
  func entering(_ template: String, arguments: Arguments) -> Scope {
    var inner = nested()
    inner.template = template
    inner.arguments = arguments
    return inner
  }
}

/// What replaces the blocks of a template, by their names.
struct Arguments: Hashable {
  /// An argument renders with the arguments of the template that wrote it.
  struct Argument: Hashable {
    let block: Block
    let written: Arguments
  }

  private var arguments: [String: Argument] = [:]

  subscript(name: String) -> Argument? { arguments[name] }

  /// These and the blocks that an include adds; the outermost argument for a block prevails.
  func adding(_ blocks: [Block]) -> Arguments {
    var result = self
    for block in blocks where result[block.name.text] == nil {
      result.arguments[block.name.text] = Argument(block: block, written: self)
    }
    return result
  }
}
