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
  ///   - params: of a step, as they are looked at before anything is sent.
  ///   - tool: by which the call is carried out.
  /// - Returns: `nil` where the budget is spent.
  func review(
    of params: JSON, by tool: BoundTool, within budget: inout ReviewBudget
  ) -> CallReview? {
    guard !budget.isSpent else { return nil }
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
  func fault(of params: JSON, by tool: BoundTool) -> ParamFault? {
    let known = tool.fault(of: params).flatMap { params.isByReference(at: $0.param) ? nil : $0 }
    if let known { return known }
    guard tool.lack(of: params) == nil,
      let fault = adapter(of: tool.connection)?.fault(of: params, by: tool),
      !params.isByReference(at: fault.param)
    else { return nil }
    return fault
  }

  /// What a person should know of all calls that a tool's binding carries out on this server, in
  /// sentences.
  package func notices(of tool: BoundTool) -> [String] {
    adapter(of: tool.connection)?.notices(of: tool) ?? []
  }
}
