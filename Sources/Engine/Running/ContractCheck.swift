import Automations
import OrderedJSON
import Scheduling
import Workflows

/// Holds the tools of a run against what its version relies on.
struct ContractCheck: Sendable {
  let claim: Claim
  /// What was told of tools before this does not count; `nil`: a short while ago does.
  let toldSince: ContinuousClock.Instant?
  let ledger: any Ledger
  let now: @Sendable () -> Instant

  /// Notes what is other of a tool, for a person to accept.
  /// - Returns: what is other, in sentences for a person; `nil`: the version relies on the tool as it is.
  func change(of contract: ToolContract, through connection: Connection) async throws -> String? {
    guard
      case .differs(let before) = try await ledger.hold(contract, of: claim.key, at: now())
    else { return nil }
    let changes = ContractCheck.changes(from: before, to: contract.schema)
    try await ledger.note(changes, of: contract, of: claim.key, at: now())
    let tool = contract.remote.inOneLine(Limits.quotedNameBytes)
    let name = connection.name.inOneLine(Limits.quotedNameBytes)
    return
      "The tool \"\(tool)\" of the connection \"\(name)\" is another one than when this version was "
      + "deployed: \(changes.joined(separator: " ")) It was not called; accept the change on the page of "
      + "the automation, and its runs go ahead."
  }

  /// What is in the way of the first of several steps whose tool is another one or gone, asked before the
  /// run has done anything: it would else be left half done.
  func obstacle(
    ahead workflow: Workflow, _ bindings: Bindings, _ adapters: [any ToolAdapter]
  ) async throws -> Obstacle? {
    guard workflow.steps.count > 1 else { return nil }
    let needs = ContractCheck.needs(of: workflow)
    var seen: Set<Spelling> = []
    // A server is waited for once, and all of them so long: the steps ask anew, each before it calls.
    var silent: Set<String> = []
    let deadline = Deadline(within: Limits.stepSeconds.all)
    for (index, step) in workflow.steps.enumerated()
    where step.isOn && seen.insert(Spelling(step.tool)).inserted && deadline.remaining > .zero {
      guard let tool = bindings.binding(of: step.tool), !silent.contains(tool.connection.id),
        let adapter = adapters.first(where: { $0.kind == tool.connection.kind })
      else { continue }
      let need = needs[Spelling(step.tool)]
      switch await told(of: tool, by: adapter, isNeeded: need != nil) {
      case .takes(let contract):
        if let other = try await change(of: contract, through: tool.connection) {
          return .changed("Step \(index + 1) (\(step.tool)): \(other)")
        }
      case .lacking(let words):
        if let need { return .lacking("Step \(need) (\(step.tool)): \(words)") }
      case .took, .unknown:
        silent.insert(tool.connection.id)
      }
    }
    return nil
  }

  /// For each tool the first step, counted from 1, whose failure ends the run.
  private static func needs(of workflow: Workflow) -> [Spelling: Int] {
    Dictionary(
      workflow.steps.enumerated().filter { $0.element.isOn && $0.element.onError == .stop }
        .map { (Spelling($0.element.tool), $0.offset + 1) }
    ) { first, _ in first }
  }

  private func told(
    of tool: BoundTool, by adapter: any ToolAdapter, isNeeded: Bool
  ) async -> ToldContract {
    let seconds = Limits.stepSeconds.connecting
    let told = await adapter.contract(
      of: tool, for: claim.userID, within: seconds, since: toldSince)
    guard case .lacking = told, isNeeded, toldSince == nil else { return told }
    // Whoever has just set a server right does not wait.
    return await adapter.contract(of: tool, for: claim.userID, within: seconds, since: .now)
  }

  /// - Parameters: schemas as JSON texts; `nil`: too long to be kept.
  private static func changes(from old: String?, to new: String?) -> [String] {
    guard let old = old.flatMap({ try? JSON(parsing: $0) }),
      let new = new.flatMap({ try? JSON(parsing: $0) })
    else { return ["What it takes is too long to be compared."] }
    let words = SchemaChanges(from: old, to: new).words
    return words.isEmpty ? ["What it takes is written in another way."] : words
  }
}

extension ContractCheck {
  /// Why a run does not begin, in sentences for a person.
  enum Obstacle: Sendable {
    /// A tool is another one than the version relies on, for a person to accept.
    case changed(String)
    /// A tool is not there any more, or never was.
    case lacking(String)
  }
}
