import Automations
import OrderedJSON
import Workflows

/// What the form of a binding says in full: typed, as a binding has it, or as it is proposed.
struct BindingValues {
  var performer: Performer
  /// The tool's name over there; empty: as it is called.
  var remote = ""
  var params = ParamsValues()
  var request = RequestValues()
  // As they were typed.
  var effect = ""
  var success = ""
  var formulas = ""
  var timeout = ""
  var callbackTimeout = ""

  /// What the form says, as the API would have been told it.
  /// - Throws: `Refusal.invalid` with what cannot be read.
  func draft(
    for tool: String, _ needs: BindingNeeds, _ call: CallParameters
  ) throws(Refusal) -> BindingDraft {
    var faults: [Fault] = []
    var draft = BindingDraft(tool: tool)
    performer.say(in: &draft)
    if needs.remote, !remote.isEmpty { draft.remote = remote }
    draft.params = params.template(call, &faults)
    if needs.request { draft.request = request.template(call, &faults) }
    draft.effect = Effect(rawValue: effect)
    if needs.formulas { draft.formulas = Formulas(rawValue: formulas) }
    if needs.statuses, success.contains(where: { $0 != " " }) {
      do throws(Refusal) {
        draft.success = try StatusCodes(checking: success)
      } catch {
        if case .invalid(let found) = error { faults += found }
      }
    }
    if needs.timeout {
      draft.timeout = seconds(timeout, Limits.boundSeconds, at: "timeout", &faults)
    }
    if needs.callbackTimeout {
      draft.callbackTimeout = seconds(
        callbackTimeout, Limits.callbackSeconds, at: "callback_timeout", &faults)
    }
    guard faults.isEmpty else { throw .invalid(faults) }
    return draft
  }

  private func seconds(
    _ text: String, _ range: ClosedRange<Int>, at name: String, _ faults: inout [Fault]
  ) -> Int? {
    let text = text.trimmedOfWhiteSpace
    guard !text.isEmpty else { return nil }
    guard let number = Int(text), range.contains(number) else {
      faults.append(
        Fault(
          [name],
          "must be a whole number of seconds from \(range.lowerBound) to \(range.upperBound), or empty"
        ))
      return nil
    }
    return number
  }
}

extension BindingValues {
  /// What was typed into the form in full.
  init(_ form: Form, by performer: Performer) {
    self.init(performer: performer)
    remote = (form["remote"] ?? "").trimmedOfWhiteSpace
    params = ParamsValues(form)
    request = RequestValues(form)
    take(form)
    timeout = form["timeout"] ?? ""
    callbackTimeout = form["callback_timeout"] ?? ""
  }

  /// What a binding says.
  init(showing tool: BoundTool, _ call: CallParameters) {
    let mapping = tool.mapping
    self.init(performer: Performer(tool))
    remote = mapping.remote ?? ""
    params = ParamsValues(showing: mapping.params?.json, call)
    if let request = mapping.request { self.request = RequestValues(showing: request.json, call) }
    effect = mapping.effect?.rawValue ?? ""
    success = mapping.success?.rawValue ?? ""
    formulas = mapping.formulas?.rawValue ?? ""
    timeout = mapping.timeout.map(String.init) ?? ""
    callbackTimeout = mapping.callbackTimeout.map(String.init) ?? ""
  }

  /// What is likely to be meant.
  /// - Parameters:
  ///   - offers: the tools of the connection; `nil`: nothing is known of them.
  ///   - suits: as of `ParamsValues`.
  init(
    proposing performer: Performer, for tool: String, _ call: CallParameters,
    among offers: [ToolOffer]?, suits: Bool
  ) {
    self.init(performer: performer)
    if case .connection = performer {
      remote = offers.flatMap { ParameterMatch.tool(for: tool, among: $0.map(\.name)) } ?? ""
    }
    let offer = self.offer(for: tool, among: offers)
    params = ParamsValues(proposingFor: offer, call, suits: suits)
    request = RequestValues(proposingFor: tool, call)
    effect = offer?.effect?.rawValue ?? ""
  }

  /// What a tool is called over there.
  /// - Parameter tool: as it is called here.
  func nameThere(of tool: String) -> String { remote.isEmpty ? tool : remote }

  /// What takes the calls of a tool over there, as far as that is known.
  /// - Parameters:
  ///   - tool: as it is called here.
  ///   - offers: the tools of the connection; `nil`: nothing is known of them.
  func offer(for tool: String, among offers: [ToolOffer]?) -> ToolOffer? {
    performer.offer(nameThere(of: tool), among: offers)
  }

  /// Takes what the short form says too, where it says something.
  mutating func take(_ form: Form) {
    effect = form.given("effect") ?? effect
    success = form.given("success_codes") ?? success
    formulas = form.given("formulas") ?? formulas
  }
}
