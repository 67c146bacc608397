import OrderedJSON
import Synchronization
package import Workflows

/// The bindings of one person, asked for a tool at a time.
package struct Bindings: Sendable {
  /// By the bytes of the tools: names that only look the same are two.
  private let names: [[UInt8]: Binding]
  /// The longest first.
  private let patterns: [(glob: Glob, binding: Binding)]
  private let known = KnownTools()
  private let adapters: [any ToolAdapter]

  /// - Parameters:
  ///   - own: the person's bindings; they go before the embedded ones.
  ///   - adapters: that tell what they would make of a call; without them only its names and sizes are
  ///     looked at.
  package init(own: [Binding], adapters: [any ToolAdapter] = []) {
    self.adapters = adapters
    names = Dictionary(
      own.filter { !$0.isPattern }.map { (Array($0.tool.utf8), $0) }, uniquingKeysWith: { $1 })
    patterns = own.filter(\.isPattern)
      .sorted { ($1.tool.utf8.count, $0.tool) < ($0.tool.utf8.count, $1.tool) }
      .map { (Glob($0.tool), $0) }
  }

  /// The binding of a tool: a person's own before an embedded one, a name before a pattern, a longer
  /// pattern before a shorter one. `nil`: the tool is unbound.
  ///
  /// However often a tool is asked for, it is looked for once; of more tools than a workflow may have
  /// those that come later are not matched against patterns.
  package func binding(of tool: String) -> Binding? {
    let name = Array(tool.utf8)
    guard name.count <= Limits.toolNameBytes else { return nil }
    return known.binding(of: name) { count in
      names[name]
        ?? (count < Limits.toolsOfWorkflow
          ? patterns.first { $0.glob.matches(name) }?.binding : nil)
        ?? Binding.embedded.first { $0.tool == tool }
    }
  }

  /// What carries a connection's calls out.
  func adapter(of connection: Connection) -> (any ToolAdapter)? {
    adapters.first { $0.kind == connection.adapter }
  }

  /// The tools of a workflow that no binding covers, each once, in order.
  package func unbound(in workflow: Workflow) -> [String] {
    var seen: Set<[UInt8]> = []
    return workflow.steps.map(\.tool).filter {
      seen.insert(Array($0.utf8)).inserted && binding(of: $0) == nil
    }
  }
}

extension Binding {
  /// Whether its tool is a pattern and no name.
  package var isPattern: Bool { tool.utf8.contains(UInt8(ascii: "*")) }
}

/// What was found for the tools that were asked for.
private final class KnownTools: Sendable {
  private let found = Mutex<[[UInt8]: Binding?]>([:])

  /// - Parameter find: looks for it, where so many others were looked for before.
  func binding(of name: [UInt8], orElse find: (_ count: Int) -> Binding?) -> Binding? {
    found.withLock { found in
      if let known = found[name] { return known }
      let binding = find(found.count)
      found[name] = .some(binding)
      return binding
    }
  }
}
