package import OrderedJSON
import Scheduling
package import Workflows

/// What a binding makes of a call as it was recorded, told before anything is sent.
struct CallReview: Sendable {
  /// Why it cannot be carried out as it stands, in a sentence; `nil`: it can, as far as is known.
  let obstacle: String?
  /// What of the call is left away, in sentences.
  let notices: [String]
}

extension Binding {
  /// What of a call is left away when the binding carries it out, in sentences.
  /// - Parameter params: of the call, as recorded or as a workflow has them.
  package func notices(of params: JSON) -> [String] {
    guard let signature else { return [] }
    let left = signature.leftAway(of: params)
    var notices: [String] = []
    if !left.isEmpty {
      let taken = signature.things.compactMap(\.first).listed(by: "and")
      notices.append(
        "\(left.listedInBrief) \(left.count == 1 ? "is" : "are") left away: \(performer) takes "
          + "\(taken).")
    }
    if case .http = connection { notices += HTTPLeftAway.notices(of: params) }
    return notices.map(\.recorded)
  }

  /// What a call lacks, in a sentence; `nil`: nothing.
  fileprivate func lack(of params: JSON) -> String? {
    guard let signature else { return nil }
    let missing = signature.missing(in: params)
    guard !missing.isEmpty else { return nil }
    let lacks = missing.map { $0.listed(by: "or") }.joined(separator: ", nor ")
    let given = (params.members ?? []).filter { !$0.value.isNull }.map(\.key)
    let has = given.isEmpty ? "it has no parameter" : "it has \(given.listedInBrief)"
    return "\(performer) cannot carry the recorded call out: it lacks \(lacks); \(has)."
  }

  private var signature: Signature? {
    switch connection {
    case .http: .httpRequest
    case .local(let tool, _): Signature(of: tool)
    }
  }

  /// What carries the call out, as the API names it.
  private var performer: String {
    switch connection {
    case .http: AdapterKind.http.rawValue
    case .local(let tool, _): tool.rawValue
    }
  }
}

extension Bindings {
  /// - Parameters:
  ///   - binding: by which the call is carried out.
  ///   - params: as a workflow has them.
  func review(of params: JSON, by binding: Binding) -> CallReview {
    CallReview(
      obstacle: binding.lack(of: params) ?? fault(of: params, by: binding)?.description,
      notices: binding.notices(of: params))
  }

  /// What a call lacks is no fault: another step's result may be it one day.
  private func fault(of params: JSON, by binding: Binding) -> ParamFault? {
    let connection = binding.connection
    if let fault = connection.fault(of: params) { return fault }
    guard binding.lack(of: params) == nil else { return nil }
    return adapter(of: connection)?.fault(of: params.unescapingReferences, through: connection)
  }

  /// What a person should know of all calls that a binding carries out on this server, in sentences.
  package func notices(of binding: Binding) -> [String] {
    adapter(of: binding.connection)?.notices(of: binding.connection) ?? []
  }

  /// What a person should know of the calls of a workflow though they are bound: what would be left
  /// away, what cannot be carried out as it was recorded, and what this server does not do.
  package func notices(for workflow: Workflow) -> [String] {
    findings(in: workflow, withServers: true) { _ in true }.notices
  }

  /// The same of the calls that one binding carries out.
  func notices(for workflow: Workflow, of binding: Binding) -> [String] {
    findings(in: workflow, withServers: false) { $0 == binding }.notices
  }

  /// What is known of all calls of a workflow before it runs.
  package func review(of workflow: Workflow) -> WorkflowReview {
    let (hindered, notices) = findings(in: workflow, withServers: true) { _ in true }
    return WorkflowReview(
      calls: workflow.steps.count, hindered: hindered, unbound: unbound(in: workflow),
      notices: notices)
  }

  /// Why a binding cannot carry a workflow's calls out as they were recorded; `nil`: it can.
  func obstacle(for workflow: Workflow, of binding: Binding) -> String? {
    for (index, step) in workflow.steps.enumerated()
    where binding.covers(step.tool) && self.binding(of: step.tool) == binding {
      if let obstacle = review(of: step.params, by: binding).obstacle {
        return "Step \(index + 1): \(obstacle)"
      }
    }
    return nil
  }

  /// The first call of a workflow that is bound and cannot be carried out, whatever answers, because of
  /// what a param says; `nil`: none as far as is known.
  package func fault(in workflow: Workflow) -> (step: Int, ParamFault)? {
    for (index, step) in workflow.steps.enumerated() {
      if let binding = binding(of: step.tool), let fault = fault(of: step.params, by: binding) {
        return (index + 1, fault)
      }
    }
    return nil
  }

  /// Alike sentences of one tool stand once, by its first step.
  /// - Parameter withServers: with what is so of all calls on this server.
  private func findings(
    in workflow: Workflow, withServers: Bool, where isMeant: (Binding) -> Bool
  ) -> (hindered: [Int], notices: [String]) {
    var seen: Set<[UInt8]> = []
    var (hindered, notices): ([Int], [String]) = ([], [])
    for (index, step) in workflow.steps.enumerated() {
      guard let binding = binding(of: step.tool) else {
        hindered.append(index + 1)
        continue
      }
      guard isMeant(binding) else { continue }
      let review = review(of: step.params, by: binding)
      if review.obstacle != nil { hindered.append(index + 1) }
      let servers = withServers ? self.notices(of: binding) : []
      for sentence in [review.obstacle].compactMap(\.self) + review.notices + servers
      where seen.insert(Array((step.tool + "\0" + sentence).utf8)).inserted {
        let tool = step.tool.cut(toBytes: Limits.quotedNameBytes)
        notices.append("Step \(index + 1) (\(tool)): \(sentence)")
      }
    }
    let more = notices.count - Limits.namedInNotices
    guard more > 0 else { return (hindered, notices) }
    return (
      hindered,
      notices.prefix(Limits.namedInNotices)
        + ["So it is with \(more) more \(more == 1 ? "call" : "calls")."]
    )
  }
}
