import OrderedJSON
package import Workflows

/// What is known of a workflow's calls before it runs.
package struct WorkflowReview: Sendable {
  /// How many there are.
  package let calls: Int
  /// Those that cannot be carried out as they stand, counted from 1: nothing carries their tool out,
  /// or what does lacks something or would refuse what they say.
  package let hindered: [Int]
  /// The tools that no binding covers, each once, in order.
  package let unbound: [String]
  /// Those that are bound to what is switched off or not there, each once, in order.
  package let lost: [LostTool]
  /// What a person should know of the calls that are bound, in sentences, as a deployment answers it.
  package let notices: [String]
}

extension WorkflowReview {
  /// The same with more that a person should know.
  package func saying(_ notices: [String]) -> WorkflowReview {
    WorkflowReview(
      calls: calls, hindered: hindered, unbound: unbound, lost: lost,
      notices: self.notices + notices)
  }
}

/// A tool that is bound, and that nothing carries out all the same.
package struct LostTool: Sendable {
  /// As the calls name it.
  package let tool: String
  package let why: Unbound
  /// The id of the connection, which is there and switched off; `nil`: another way is needed.
  package let switchedOff: String?
  /// Whether another connection is called by now as the one was that is gone.
  package let isNameTaken: Bool
}

extension Bindings {
  /// What a person should know of the calls of a workflow though they are bound: what would be left
  /// away, what cannot be carried out as it was recorded, and what this server does not do.
  package func notices(for workflow: Workflow) -> [String] {
    var budget = ReviewBudget()
    return findings(in: workflow, withServers: true, within: &budget) { _ in true }.notices
  }

  /// The same of the calls that one binding carries out.
  func notices(
    for workflow: Workflow, of binding: Binding, within budget: inout ReviewBudget
  ) -> [String] {
    findings(in: workflow, withServers: false, within: &budget) { $0?.binding == binding }.notices
  }

  /// What is known of all calls of a workflow before it runs.
  package func review(of workflow: Workflow) -> WorkflowReview {
    var budget = ReviewBudget()
    // What is not carried out is told by its tools.
    let (hindered, notices) = findings(
      in: workflow, withServers: true, within: &budget
    ) { $0 != nil }
    let tools = unbound(in: workflow)
    return WorkflowReview(
      calls: workflow.steps.count, hindered: hindered,
      unbound: tools.filter { meaning(of: $0) == .unbound(.noBinding) },
      lost: tools.compactMap(lost), notices: notices)
  }

  /// `nil`: something carries the tool out, or no binding covers it.
  private func lost(_ tool: String) -> LostTool? {
    switch meaning(of: tool) {
    case .bound, .unbound(.noBinding): return nil
    case .unbound(.switchedOff(let name, let reason)):
      let connection = connection(named: name).flatMap { $0.isEnabled ? nil : $0 }
      return LostTool(
        tool: tool, why: .switchedOff(name, because: reason), switchedOff: connection?.id,
        isNameTaken: false)
    case .unbound(.noConnection(let name)):
      return LostTool(
        tool: tool, why: .noConnection(name), switchedOff: nil,
        isNameTaken: connection(named: name) != nil)
    case .unbound(let why):
      return LostTool(tool: tool, why: why, switchedOff: nil, isNameTaken: false)
    }
  }

  /// Why a binding cannot carry a workflow's calls out as they were recorded, and the template that is
  /// the reason, if one is; `nil`: it can.
  func obstacle(
    for workflow: Workflow, of binding: Binding
  ) -> (words: String, template: String?)? {
    var budget = ReviewBudget()
    for (index, step) in workflow.steps.enumerated() where binding.covers(step.tool) {
      guard let tool = self.binding(of: step.tool), tool.binding == binding else { continue }
      let review = self.review(of: step.reviewedParams, by: tool, within: &budget)
      if let review, let obstacle = review.obstacle {
        return (words: "Step \(index + 1): \(obstacle)", template: review.template)
      }
    }
    return nil
  }

  /// The first call of a workflow that is bound and cannot be carried out, whatever answers, because of
  /// what a param says; `nil`: none as far as is known.
  package func fault(in workflow: Workflow) -> (step: Int, ParamFault)? {
    var budget = ReviewBudget()
    for (index, step) in workflow.steps.enumerated() {
      guard let tool = binding(of: step.tool), !budget.isSpent,
        // What the binding's template does not find, another step's result may be one day.
        let sent = try? budget.sent(of: step.reviewedParams, by: tool)
      else { continue }
      if let fault = fault(of: sent, by: tool) { return (index + 1, fault) }
    }
    return nil
  }

  /// Alike sentences of one tool stand once, by its first step.
  /// - Parameters:
  ///   - withServers: with what is so of all calls on this server.
  ///   - isMeant: of a tool as it is bound; `nil`: it is not.
  private func findings(
    in workflow: Workflow, withServers: Bool, within budget: inout ReviewBudget,
    where isMeant: (BoundTool?) -> Bool
  ) -> (hindered: [Int], notices: [String]) {
    var seen: Set<[UInt8]> = []
    var (hindered, notices): ([Int], [String]) = ([], [])
    var firstUnseen: Int?
    for (index, step) in workflow.steps.enumerated() {
      let meaning = meaning(of: step.tool)
      if meaning.bound == nil { hindered.append(index + 1) }
      guard isMeant(meaning.bound) else { continue }
      var sentences: [String] = []
      switch meaning {
      // Which tools are not bound is told by their names.
      case .unbound(.noBinding): break
      case .unbound(let why): sentences = ["It \(why.clause)."]
      case .bound(let tool):
        if let review = review(of: step.reviewedParams, by: tool, within: &budget) {
          if review.obstacle != nil { hindered.append(index + 1) }
          sentences = [review.obstacle].compactMap(\.self) + review.notices
        } else {
          firstUnseen = firstUnseen ?? index + 1
        }
        if withServers { sentences += self.notices(of: tool) }
      }
      for sentence in sentences
      where seen.insert(Array((step.tool + "\0" + sentence).utf8)).inserted {
        notices.append(Bindings.notice(sentence, ofStep: index + 1, step.tool))
      }
    }
    let more = notices.count - Limits.namedInNotices
    if more > 0 {
      notices.removeLast(more)
      notices.append("So it is with \(more) more \(more == 1 ? "call" : "calls").")
    }
    if let firstUnseen {
      notices.append(
        "What step \(firstUnseen) and those after it send was not looked at: together with that of the "
          + "steps before it, it is over \(Limits.reviewedBytes) bytes.")
    }
    return (hindered, notices)
  }

  /// As a deployment answers it.
  static func notice(_ words: String, ofStep number: Int, _ tool: String) -> String {
    "Step \(number) (\(tool.cut(toBytes: Limits.quotedNameBytes))): \(words)"
  }
}
