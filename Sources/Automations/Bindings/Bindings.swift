import OrderedJSON
import Synchronization
package import Workflows

/// The bindings of one person, asked for a tool at a time.
package struct Bindings: Sendable {
  /// The person's own, the operator's, the embedded ones: the first that has the tool counts.
  private let layers: [Layer]
  private let known = KnownTools()
  private let adapters: [any ToolAdapter]

  /// - Parameters:
  ///   - own: the person's bindings.
  ///   - connections: that these may name, the person's own before those that others offer.
  ///   - operators: what the operator's file offers to everybody.
  ///   - adapters: that tell what they would make of a call; without them only its names and sizes are
  ///     looked at.
  package init(
    own: [Binding], connections: [Connection] = [], operators: OperatorsTools = OperatorsTools(),
    adapters: [any ToolAdapter] = []
  ) {
    self.adapters = adapters
    // The operator's bindings never lead to what a person calls like the operator's connection.
    layers = [
      Layer(own, ReachableConnections(connections + operators.connections)),
      Layer(operators.bindings, ReachableConnections(operators.connections)),
      Layer.embedded,
    ]
  }

  /// The same of what rests of a person's.
  package init(
    of tools: OwnTools, operators: OperatorsTools = OperatorsTools(),
    adapters: [any ToolAdapter] = []
  ) {
    self.init(
      own: tools.bindings, connections: tools.connections, operators: operators,
      adapters: adapters)
  }

  /// The binding of a tool with its connection: a person's own before the operator's, and those before
  /// the embedded ones; a name before a pattern, a pattern that says more characters before one that
  /// says fewer. What is bound to a connection that carries nothing out is unbound, whatever other
  /// bindings there are.
  ///
  /// However often a tool is asked for, it is looked for once; of more tools than a workflow may have
  /// those that come later are not matched against patterns.
  package func meaning(of tool: String) -> ToolMeaning {
    let name = Array(tool.utf8)
    guard name.count <= Limits.toolNameBytes else { return .unbound(.noBinding) }
    return known.meaning(of: name) { count in
      let isMatched = count < Limits.toolsOfWorkflow
      for layer in layers {
        if let found = layer.meaning(of: tool, name, withPatterns: isMatched) { return found }
      }
      return .unbound(.noBinding)
    }
  }

  /// `nil`: the tool is unbound.
  package func binding(of tool: String) -> BoundTool? { meaning(of: tool).bound }

  /// The person's own binding of that very name, whether it carries the tool out or not; `nil`:
  /// there is none.
  package func own(_ tool: String) -> Binding? {
    layers.first?.bindings.first { $0.tool.utf8.elementsEqual(tool.utf8) }
  }

  /// All of them, the person's own first, each with what its connection makes of it.
  package var all: [ListedBinding] {
    layers.flatMap { layer in
      layer.bindings.map {
        ListedBinding(binding: $0, meaning: layer.meaning(of: $0.tool, by: $0))
      }
    }
  }

  /// One that the person's own bindings may name; `nil`: there is none of that name.
  package func connection(named name: String) -> Connection? {
    reachable.named(name)
  }

  /// All of these.
  var reachable: ReachableConnections { layers.first?.connections ?? ReachableConnections([]) }

  /// Those of them that somebody made, in the order in which they are looked for.
  package var connections: [Connection] {
    reachable.names.filter { !Connection.isEmbedded($0) }
      .compactMap(connection)
  }

  /// What carries a connection's calls out.
  func adapter(of connection: Connection) -> (any ToolAdapter)? {
    adapters.first { $0.kind == connection.kind }
  }

  /// The tools of a workflow's steps that are on which nothing carries out, each once, in order.
  package func unbound(in workflow: Workflow) -> [String] {
    var seen: Set<[UInt8]> = []
    return workflow.steps.filter(\.isOn).map(\.tool).filter {
      seen.insert(Array($0.utf8)).inserted && binding(of: $0) == nil
    }
  }
}

/// A binding, and what carries out the tools that it covers.
package struct ListedBinding: Sendable {
  package let binding: Binding
  /// Of a pattern: as if it were a tool's name.
  package let meaning: ToolMeaning
}

/// Bindings of one origin, with the connections that they may name.
private struct Layer: Sendable {
  let bindings: [Binding]
  /// By the bytes of the tools: names that only look the same are two.
  private let names: [[UInt8]: Binding]
  /// The most precise first.
  private let patterns: [(glob: Glob, binding: Binding)]
  let connections: ReachableConnections

  /// Made once: each run asks its owner's bindings.
  static let embedded = Layer(Binding.embedded, ReachableConnections([]))

  init(_ bindings: [Binding], _ connections: ReachableConnections) {
    self.bindings = bindings
    self.connections = connections
    names = Dictionary(
      bindings.filter { !$0.isPattern }.map { (Array($0.tool.utf8), $0) },
      uniquingKeysWith: { $1 })
    patterns = bindings.filter(\.isPattern).map { (glob: Glob($0.tool), binding: $0) }
      .sorted { one, other in
        // A star says nothing of a name.
        (other.glob.literalBytes, one.binding.tool) < (one.glob.literalBytes, other.binding.tool)
      }
  }

  /// - Parameter name: the tool's bytes.
  /// - Returns: `nil`: no binding covers it.
  func meaning(of tool: String, _ name: [UInt8], withPatterns: Bool) -> ToolMeaning? {
    let binding =
      names[name]
      ?? (withPatterns ? patterns.first { $0.glob.matches(name) }?.binding : nil)
    return binding.map { meaning(of: tool, by: $0) }
  }

  func meaning(of tool: String, by binding: Binding) -> ToolMeaning {
    let name = binding.connection
    guard !binding.isSevered, let connection = connections.named(name) else {
      return .unbound(.noConnection(name))
    }
    guard connection.isEnabled else {
      return .unbound(.switchedOff(name, because: connection.offReason))
    }
    let bound = BoundTool(tool: tool, binding: binding, connection: connection)
    // A pattern is no tool's name.
    if connection.settings == .local, bound.embedded == nil, !bound.isOfAnyTool {
      return .unbound(.noEmbeddedTool(bound.remote))
    }
    return .bound(bound)
  }
}

/// What was found for the tools that were asked for.
private final class KnownTools: Sendable {
  private let found = Mutex<[[UInt8]: ToolMeaning]>([:])

  /// - Parameter find: looks for it, where so many others were looked for before.
  func meaning(of name: [UInt8], orElse find: (_ count: Int) -> ToolMeaning) -> ToolMeaning {
    found.withLock { found in
      if let known = found[name] { return known }
      let meaning = find(found.count)
      found[name] = meaning
      return meaning
    }
  }
}
