/// All pages, bound to the templates of one reading of the folder.
struct PageSet: Sendable {
  private let pages: [ObjectIdentifier: any Sendable]

  /// - Throws: `TemplateFaults`, with everything that is wrong with the templates.
  init(_ sources: [String: String], pages types: [any Page.Type]) throws(TemplateFaults) {
    let library = Library(sources)
    var faults = Set(library.faults)
    var pages: [ObjectIdentifier: any Sendable] = [:]
    for type in types {
      pages[ObjectIdentifier(type)] = Self.bind(type, in: library, &faults)
    }
    // What a template uses that could not be parsed is not known.
    if library.faults.isEmpty {
      let used = library.reached(from: types.map { $0.template })
      for name in library.names where !used.contains(name) {
        faults.insert(TemplateFault(template: name, line: nil, problem: .unused))
      }
    }
    guard faults.isEmpty else { throw TemplateFaults(faults) }
    self.pages = pages
  }

  func bound<P: Page>(_: P.Type) throws(TemplateFaults) -> BoundTemplate<P> {
    guard let bound = pages[ObjectIdentifier(P.self)] as? BoundTemplate<P> else {
      let problem = TemplateFault.Problem.unboundPage(ModelShape<P>.declared.shape.name)
      throw TemplateFaults([TemplateFault(template: P.template, line: nil, problem: problem)])
    }
    return bound
  }

  private static func bind<P: Page>(
    _: P.Type, in library: Library, _ faults: inout Set<TemplateFault>
  ) -> any Sendable {
    let shape = ModelShape<P>.declared
    if library.template(P.template) == nil {
      let suggestion = library.names.nearest(to: P.template)
      let problem = TemplateFault.Problem.noTemplate(page: shape.shape.name, suggestion: suggestion)
      faults.insert(TemplateFault(template: P.template, line: nil, problem: problem))
    }
    let bound = BoundTemplate(P.template, in: library, shape: shape)
    faults.formUnion(bound.faults)
    return bound
  }
}
