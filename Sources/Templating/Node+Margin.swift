extension [Node] {
  /// The nodes with up to `margin` blanks less at the beginning of each line. What an argument
  /// holds has lost its own margin already.
  func removing(margin: Int) -> [Node] {
    map { node in
      switch node {
      case .text(let text): .text(text.removing(margin: margin))
      case .value: node
      case .section(let name, let inverted, let body):
        .section(name, inverted: inverted, body: body.removing(margin: margin))
      case .include(let include): .include(include.removing(margin: margin))
      case .block(let block): .block(block.removing(margin: margin))
      }
    }
  }
}

extension Include {
  fileprivate func removing(margin: Int) -> Include {
    Include(name: name, arguments: arguments, indent: Array(indent.removing(margin: margin)))
  }
}

extension Block {
  fileprivate func removing(margin: Int) -> Block {
    Block(
      name: name, template: template, offset: offset, content: content.removing(margin: margin),
      indent: Array(indent.removing(margin: margin)))
  }
}

extension Text {
  fileprivate func removing(margin: Int) -> Text {
    var lines = bytes.split(separator: .newline, omittingEmptySubsequences: false)
    for index in lines.indices where index > 0 || startsLine {
      lines[index] = lines[index].removing(margin: margin)
    }
    return Text(bytes: Array(lines.joined(separator: [.newline])), startsLine: startsLine)
  }
}

extension Collection<UInt8> {
  fileprivate func removing(margin: Int) -> SubSequence {
    let blanks = prefix { $0.isBlank }.count
    return dropFirst(Swift.min(margin, blanks))
  }
}
