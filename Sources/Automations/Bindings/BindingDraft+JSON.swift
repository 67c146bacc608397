package import OrderedJSON
import Workflows

extension BindingDraft {
  /// A binding as a call of the API has it.
  /// - Throws: `Refusal.invalid` with every fault; members that nothing takes are named.
  package init(json: JSON) throws(Refusal) {
    var faults: [Fault] = []
    guard var members = MemberReader(json, at: [], &faults) else { throw .invalid(faults) }
    self.init(
      tool: members.text("tool", "a tool's name, or a pattern"),
      adapter: members.choiceIfAny("adapter"), connection: members.textIfAny("connection"),
      remote: members.textIfAny("remote"), params: members.value("params"),
      request: members.value("request"), effect: members.choiceIfAny("effect"),
      success: members.statusCodes("success") ?? members.statusCodes("success_codes"),
      formulas: members.choiceIfAny("formulas"),
      timeout: members.integerIfAny("timeout", Limits.boundSeconds),
      callbackTimeout: members.integerIfAny("callback_timeout", Limits.callbackSeconds))
    members.refuseOthers("a binding")
    guard members.faults.isEmpty else { throw .invalid(members.faults) }
  }
}

extension MemberReader {
  fileprivate mutating func statusCodes(_ name: String) -> StatusCodes? {
    guard let text = textIfAny(name) else { return nil }
    do throws(Refusal) {
      return try StatusCodes(checking: text, at: place(name))
    } catch {
      if case .invalid(let faults) = error { for fault in faults { add(fault) } }
      return nil
    }
  }
}
