import Automations
import OrderedJSON
import Workflows

// What a version relies on of the tools that it uses.
extension StepRun {
  /// Holds a tool against what the run's version relies on, and notes what is other.
  /// - Returns: what is other, in sentences for a person; `nil`: the version relies on the tool as it is.
  func change(of contract: ToolContract, through connection: Connection) async throws -> String? {
    guard
      case .differs(let before) = try await ledger.hold(contract, of: claim.key, at: now())
    else { return nil }
    let changes = StepRun.changes(from: before, to: contract.schema)
    try await ledger.note(changes, of: contract, of: claim.key, at: now())
    let tool = contract.remote.inOneLine(Limits.quotedNameBytes)
    let name = connection.name.inOneLine(Limits.quotedNameBytes)
    return
      "The tool \"\(tool)\" of the connection \"\(name)\" is another one than when this version was "
      + "deployed: \(changes.joined(separator: " ")) It was not called; accept the change on the page of "
      + "the automation, and its runs go ahead."
  }

  /// The first of several steps whose tool is another one than the version relies on, asked before the run
  /// has done anything: it would else be left half done.
  /// - Returns: what is other, in sentences; `nil`: nothing, as far as servers tell.
  static func change(ahead steps: [StepRun]) async throws -> String? {
    guard steps.count > 1 else { return nil }
    var seen: Set<[UInt8]> = []
    // A server is waited for once.
    var silent: Set<String> = []
    for step in steps where seen.insert(Array(step.step.tool.utf8)).inserted {
      guard case .bound(let tool) = step.meaning, !silent.contains(tool.connection.id),
        let adapter = step.adapters.first(where: { $0.kind == tool.connection.kind })
      else { continue }
      let told = await adapter.contract(
        of: tool, for: step.claim.userID, within: Limits.stepSeconds.connecting)
      guard let contract = told else {
        silent.insert(tool.connection.id)
        continue
      }
      if let other = try await step.change(of: contract, through: tool.connection) {
        return step.words(other)
      }
    }
    return nil
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
