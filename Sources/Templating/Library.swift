/// Templates that are parsed but not yet bound to what they show.
package struct Library: Sendable {
  private let nodes: [String: [Node]]
  /// What is wrong with them whatever they show.
  package let faults: [TemplateFault]

  /// - Parameter sources: The templates' texts by their names.
  package init(_ sources: [String: String]) {
    var nodes: [String: [Node]] = [:]
    var faults: [TemplateFault] = []
    for (name, text) in sources {
      nodes[name] = []
      do {
        nodes[name] = try Parser.parse(text, template: name)
      } catch {
        faults.append(error)
      }
    }
    self.nodes = nodes
    self.faults = faults
  }

  var names: [String] { Array(nodes.keys) }

  func template(_ name: String) -> [Node]? {
    nodes[name]
  }

  /// These templates and all that they include.
  func reached(from templates: some Sequence<String>) -> Set<String> {
    var reached: Set<String> = []
    var waiting = Array(templates)
    while let name = waiting.popLast() {
      guard let nodes = nodes[name], reached.insert(name).inserted else { continue }
      nodes.visit(include: { waiting.append($0.name.text) }, block: { _ in })
    }
    return reached
  }

  /// The blocks that a parent of this name takes; nil where a fault hides some of them.
  func blocks(of template: String) -> Set<String>? {
    var blocks: Set<String> = []
    let reached = reached(from: [template])
    guard reached.isDisjoint(with: faults.map(\.template)) else { return nil }
    for name in reached {
      nodes[name]?.visit(include: { _ in }, block: { blocks.insert($0.name.text) })
    }
    return blocks
  }
}
