package import OrderedJSON
import Scheduling
package import Workflows

/// What a binding makes of a call as it was recorded, told before anything is sent.
package struct CallReview: Sendable {
  /// Why it cannot be carried out as it stands, in a sentence; `nil`: it can, as far as is known.
  package let obstacle: String?
  /// What of the call is left away, in sentences.
  package let notices: [String]
  /// The template of the binding that is the obstacle, `params` or `request`; `nil`: another thing is.
  let template: String?

  package init(obstacle: String? = nil, notices: [String] = []) {
    self.init(obstacle: obstacle, notices: notices, template: nil)
  }

  fileprivate init(obstacle: String?, notices: [String], template: String?) {
    self.obstacle = obstacle
    self.notices = notices
    self.template = template
  }

  /// Where there is nothing to say.
  package static let nothing = CallReview()
}

extension BoundTool {
  /// What is sent of a call.
  /// - Parameter params: as it was recorded, unescaped.
  /// - Throws: `ReferenceFault` where the binding's template finds something not in them.
  package func sent(of params: JSON) throws(ReferenceFault) -> JSON {
    guard let template = mapping.params else { return params }
    return try template.rendered(over: params)
  }

  /// What of a call is left away when the tool is carried out, in sentences.
  /// - Parameters:
  ///   - params: of the call, unescaped.
  ///   - sent: what the binding makes of them; `nil`: nothing, or just these.
  package func notices(of params: JSON, sent: JSON? = nil) -> [String] {
    var notices: [String] = []
    if let template = mapping.params {
      notices += BoundTool.notice(ofUnread: template.unused(of: params), "params")
    }
    let params = sent ?? params
    if let request = mapping.request {
      notices += BoundTool.notice(ofUnread: request.unused(of: params), "request")
    }
    if let signature {
      let left = signature.leftAway(of: params)
      if !left.isEmpty {
        let taken = signature.things.compactMap(\.first).listed(by: "and")
        notices.append(
          "\(left.listedInBrief) \(left.count == 1 ? "is" : "are") left away: \(performer) takes "
            + "\(taken).")
      }
    }
    if takesHTTPRequests {
      notices += HTTPLeftAway.notices(of: params)
    } else if case .http(let settings) = connection.settings,
      // What the template does not find is the call's obstacle.
      let request = try? mapping.request.map({ try $0.rendered(over: params) }) ?? params
    {
      notices += HTTPLeftAway.notices(of: request, through: settings)
    }
    return notices.map(\.recorded)
  }

  private static func notice(ofUnread names: [String], _ template: String) -> [String] {
    guard !names.isEmpty else { return [] }
    return [
      "\(names.listedInBrief) \(names.count == 1 ? "is" : "are") left away: the binding's "
        + "\(template) \(template == "params" ? "do" : "does") not read "
        + "\(names.count == 1 ? "it" : "them")."
    ]
  }

  /// What a call lacks, in a sentence; `nil`: nothing.
  /// - Parameter params: as they are sent.
  fileprivate func lack(of params: JSON) -> String? {
    guard let signature else { return nil }
    let missing = signature.missing(in: params)
    guard !missing.isEmpty else { return nil }
    let lacks = missing.map { $0.listed(by: "or") }.joined(separator: ", nor ")
    let given = (params.members ?? []).filter { !$0.value.isNull }.map(\.key)
    let has = given.isEmpty ? "it has no parameter" : "it has \(given.listedInBrief)"
    return "\(performer) cannot carry the recorded call out: it lacks \(lacks); \(has)."
  }

  /// Whether what is sent says the whole request, as of `http_request`.
  var takesHTTPRequests: Bool {
    guard case .http(let settings) = connection.settings else { return false }
    return settings.baseURL == nil && mapping.request == nil
  }

  /// `nil`: it takes whatever it gets, or that is its adapter's to know.
  private var signature: Signature? {
    takesHTTPRequests ? .httpRequest : embedded.flatMap(Signature.init)
  }

  /// What carries the call out, as the API names it.
  private var performer: String { embedded?.rawValue ?? connection.name }
}

extension Bindings {
  /// - Parameters:
  ///   - params: as a workflow has them.
  ///   - tool: by which the call is carried out.
  /// - Returns: `nil` where the budget is spent.
  func review(
    of params: JSON, by tool: BoundTool, within budget: inout ReviewBudget
  ) -> CallReview? {
    guard !budget.isSpent else { return nil }
    let params = params.unescapingReferences
    var template = "params"
    do throws(ReferenceFault) {
      let sent = try budget.sent(of: params, by: tool)
      template = "request"
      try budget.checkRequest(of: sent, by: tool)
      let known = adapter(of: tool.connection)?.review(of: sent, by: tool) ?? .nothing
      return CallReview(
        obstacle: tool.lack(of: sent) ?? fault(of: sent, by: tool)?.description
          ?? known.obstacle,
        notices: tool.notices(of: params, sent: sent) + known.notices)
    } catch {
      return CallReview(obstacle: error.description, notices: [], template: template)
    }
  }

  /// What a call lacks is no fault: another step's result may be it one day.
  /// - Parameter params: as they are sent.
  private func fault(of params: JSON, by tool: BoundTool) -> ParamFault? {
    if let fault = tool.fault(of: params) { return fault }
    guard tool.lack(of: params) == nil else { return nil }
    return adapter(of: tool.connection)?.fault(of: params, by: tool)
  }

  /// What a person should know of all calls that a tool's binding carries out on this server, in
  /// sentences.
  package func notices(of tool: BoundTool) -> [String] {
    adapter(of: tool.connection)?.notices(of: tool) ?? []
  }

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
      let review = self.review(of: step.params, by: tool, within: &budget)
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
        let sent = try? budget.sent(of: step.params.unescapingReferences, by: tool)
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
        if let review = review(of: step.params, by: tool, within: &budget) {
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
