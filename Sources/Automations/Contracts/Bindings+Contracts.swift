import OrderedJSON
import Scheduling
package import Workflows

// What is known, without asking, of what the tools of a workflow take.
extension Bindings {
  /// What their servers are known to say against calls that are bound, in sentences: that there is no such
  /// tool, or what it needs and the call has not. Each tool's first call is looked at.
  /// - Parameter userID: whose bindings they are.
  package func serverNotices(for workflow: Workflow, of userID: String) async -> [String] {
    var seen: Set<[UInt8]> = []
    var notices: [String] = []
    var budget = ReviewBudget()
    for (index, step) in workflow.steps.enumerated()
    where seen.insert(Array(step.tool.utf8)).inserted {
      guard notices.count < Limits.namedInNotices, !budget.isSpent,
        let tool = binding(of: step.tool),
        let told = await self.told(of: tool, for: userID)
      else { continue }
      if case .lacking(let words) = told {
        notices.append(Bindings.notice(words, ofStep: index + 1, step.tool))
      } else if let contract = told.contract,
        // What the binding's template does not find is told by its review.
        let sent = try? budget.sent(of: step.reviewedParams, by: tool)
      {
        let missing = contract.missing(in: sent)
        guard !missing.isEmpty else { continue }
        notices.append(
          Bindings.notice(
            "\(missing.listedInBrief) \(missing.count == 1 ? "is" : "are") missing, and needed by "
              + "\(tool.remote.inOneLine(Limits.quotedNameBytes)) of the connection "
              + "\(tool.connection.name.inOneLine(Limits.quotedNameBytes)).",
            ofStep: index + 1, step.tool))
      }
    }
    return notices
  }

  /// That the server of a tool is known to have none of that name, in a sentence; `nil`: it has one, or
  /// nothing is known.
  func lack(of tool: BoundTool, for userID: String) async -> String? {
    // A pattern is no tool's name.
    guard !tool.isOfAnyTool || tool.mapping.remote != nil,
      case .lacking(let words)? = await self.told(of: tool, for: userID)
    else { return nil }
    return words
  }

  private func told(of tool: BoundTool, for userID: String) async -> ToldContract? {
    guard tool.connection.kind.traits.hasContracts else { return nil }
    return await adapter(of: tool.connection)?.contract(of: tool, for: userID, within: nil)
  }
}

extension ToolContract {
  /// What the tool cannot do without, and a call has not.
  fileprivate func missing(in params: JSON) -> [String] {
    guard let schema = schema.flatMap({ try? JSON(parsing: $0) }) else { return [] }
    let sent = Set((params.members ?? []).map { Spelling($0.key) })
    return (schema["required"]?.elements ?? []).compactMap(\.text)
      .filter { !sent.contains(Spelling($0)) }
  }
}
