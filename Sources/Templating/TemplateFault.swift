/// What is wrong with a template, where, and what would be right.
package struct TemplateFault: Error, Hashable, Sendable {
  /// The template's path below the folder, without its ending.
  package let template: String
  /// From 1; nil where the fault is not at a line.
  package let line: Int?
  /// Its description is the sentence that a person reads.
  package let problem: Problem

  /// What is wrong. Names are as the template writes them.
  package enum Problem: Hashable, Sendable {
    case unreadable
    /// `closing`: the delimiter that is missing.
    case unclosedTag(closing: String)
    case namelessTag
    case badName(String)
    case badDelimiters(String)
    /// A section or a block.
    case unclosed(String)
    case strayCloser(String)
    /// `line`: where what is open was opened.
    case wrongCloser(String, opened: String, line: Int)
    case tooDeep
    /// `in`: what faults call the model.
    case unknownName(String, in: String, suggestion: String?)
    case notAModel(String, kind: String)
    case notShown(String, kind: String)
    case unknownTemplate(String, suggestion: String?)
    case unknownBlock(String, parent: String, suggestion: String?)
    case repeatedBlock(String)
    /// A template that includes itself whatever the data.
    case endless(String)
    case noTemplate(page: String, suggestion: String?)
    case unboundPage(String)
    /// No page, partial or parent names it.
    case unused
  }
}

extension TemplateFault: CustomStringConvertible {
  package var description: String {
    let place = line.map { "\(template).mustache:\($0)" } ?? "\(template).mustache"
    return "\(place): \(problem)"
  }
}

extension TemplateFault.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable: "cannot be read as UTF-8 text; save it as UTF-8, readable by this user"
    case .unclosedTag(let closing): "the tag is not closed; write `\(closing)` after it"
    case .namelessTag: "the tag names nothing; write a name between its delimiters"
    case .badName(let name):
      "`\(name)` is no name; write one word, or words joined by single dots"
    case .badDelimiters(let text):
      "`\(text)` are no delimiters; write two, with a space between and no `=` in them"
    case .unclosed(let name): "`\(name)` is not closed; write `{{/\(name)}}` where it ends"
    case .strayCloser(let name):
      "`{{/\(name)}}` closes nothing; open `\(name)` before it or take it out"
    case .wrongCloser(let name, let opened, let line):
      "`{{/\(name)}}` stands where `\(opened)` of line \(line) is open; write `{{/\(opened)}}`"
    case .tooDeep:
      "sections and templates nest deeper than \(Depth.limit) levels; nest them less"
    case .unknownName(let name, let model, let suggestion):
      "\(model) has no `\(name)`" + advice(suggestion)
    case .notAModel(let name, let kind):
      "`\(name)` is a \(kind) and has no fields; open it as a section, or name a model"
    case .notShown(let name, let kind):
      "`\(name)` is a \(kind) and shows nothing by itself; open it as a section"
    case .unknownTemplate(let name, let suggestion):
      "there is no template `\(name).mustache`" + advice(suggestion)
    case .unknownBlock(let name, let parent, let suggestion):
      "`\(parent)` has no block `\(name)`" + advice(suggestion)
    case .repeatedBlock(let name):
      "the block `\(name)` is given twice to the same parent; give it once"
    case .endless(let name):
      "`\(name)` includes itself without end; include it in a section that ends"
    case .noTemplate(let page, let suggestion):
      "\(page) needs this template, and there is none" + advice(suggestion)
    case .unboundPage(let page): "\(page) is not among the pages that were bound; add it to them"
    case .unused: "nothing uses it; take it out, or name it in a page, a partial or a parent"
    }
  }

  private func advice(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean `\($0)`?" } ?? ""
  }
}

/// All the faults of all the templates, in the order of files and lines.
package struct TemplateFaults: Error, Sendable, CustomStringConvertible {
  /// Never empty.
  package let faults: [TemplateFault]

  init(_ faults: some Collection<TemplateFault>) {
    self.faults = faults.sorted {
      ($0.template, $0.line ?? 0, $0.description) < ($1.template, $1.line ?? 0, $1.description)
    }
  }

  package var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}
