import Automations
import HTTPTypes
import Hummingbird
import OrderedJSON
import Workflows

/// The panel's form that says what carries a tool out.
extension TracePages {
  @Sendable func bind(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let sent = BindingForm(form: form)
    let caller = visit.caller
    let trace = try await services.traces.trace(visit.path, for: caller)
    let owner = trace.automation.userID
    let bindings = try await services.bindings.bindings(of: owner)
    guard !sent.isLook else { return try await look(visit, sent) }
    guard !sent.wantsMore(in: bindings),
      await !choosesAnotherTool(sent, in: bindings, of: owner)
    else { return try await look(visit, sent, isHeld: true) }
    let workflow = try await workflow(of: trace, for: caller)
    try form.check(sent.tool, in: bindings)
    let seen = form.given("seen") == nil ? nil : SeenBinding(bindings.own(sent.tool))
    do {
      let draft = try sent.draft(in: bindings, carryingOut: workflow)
      try await checkTool(of: sent, in: bindings, of: owner)
      try await Form.carryOut {
        _ = try await services.bindings.put(
          draft, of: owner, carryingOut: workflow, seen: seen, by: visit.act)
      } orCheck: {
        try await form.check(sent.tool, in: services.bindings.bindings(of: owner))
      }
      return back(visit, .bound)
    } catch Refusal.invalid(let faults) {
      return try await panel(visit, refused: .binding(RefusedBinding(form: sent, faults: faults)))
    }
  }

  @Sendable func bindAgain(_ visit: Visit<String>) async throws -> Response {
    try await look(visit, BindingForm(form: try await Form(visit.request)))
  }

  /// The panel with the form of a binding that a link opens: `bind` is the number of a step,
  /// `carried_out_by` what is chosen for its tool.
  func panel(_ visit: Visit<String>, opening query: Form) async throws -> Response {
    guard let number = query["bind"].flatMap({ Int($0) }), number > 0 else {
      return try await panel(visit)
    }
    let trace = try await services.traces.trace(visit.path, for: visit.caller)
    let workflow = try await workflow(of: trace, for: visit.caller)
    guard let step = workflow.steps.dropFirst(number - 1).first else {
      return try await panel(visit)
    }
    return try await look(
      visit, BindingForm(opening: step.tool, performer: query["carried_out_by"]))
  }

  /// Whether another tool over there is chosen than the fields were shown for, and it is known what it
  /// takes: nobody saw yet what would be sent to it.
  private func choosesAnotherTool(
    _ sent: BindingForm, in bindings: Bindings, of owner: String
  ) async -> Bool {
    guard let (values, connection) = sent.wholeOverThere(in: bindings),
      let shown = sent.form.given("shown_remote"),
      !shown.utf8.elementsEqual(values.remote.utf8)
    else { return false }
    let offers = await services.bindings.offers(of: connection, for: owner)
    return values.offer(for: sent.tool, among: offers) != nil
  }

  /// - Throws: `Refusal.invalid` where it is known which tools there are over there, and the one that is
  ///   meant is none of them.
  private func checkTool(
    of sent: BindingForm, in bindings: Bindings, of owner: String
  ) async throws {
    guard let (values, connection) = sent.wholeOverThere(in: bindings),
      let offers = await services.bindings.offers(of: connection, for: owner),
      values.offer(for: sent.tool, among: offers) == nil
    else { return }
    let name = values.nameThere(of: sent.tool)
    let near = NearestNames(to: name, among: offers.map(\.name))
    throw Refusal.invalid([
      Fault(
        ["remote"],
        "there is no \(name.cut(toBytes: Limits.quotedNameBytes)) over there; there are "
          + "\(near.inWords). Where that is new, test the connection first")
    ])
  }

  /// - Parameter isHeld: whether the tool was to be bound.
  private func look(
    _ visit: Visit<String>, _ form: BindingForm, isHeld: Bool = false
  ) async throws -> Response {
    try await panel(
      visit, refused: .binding(RefusedBinding(form: form, faults: [], isHeld: isHeld)),
      status: .ok)
  }

  /// What runs: the deployed version's, else the one that the trace gives.
  private func workflow(of trace: Trace, for caller: Caller) async throws -> Workflow {
    let deployed = try await services.deployments.deployed(trace.automation.id, for: caller)
    return deployed?.version.workflow ?? trace.workflow
  }

  /// The connection of the caller's own that a form chooses for a tool of somebody else's, who has none
  /// of that name; `nil`: it chooses no such one.
  func unreachable(
    _ form: BindingForm, in bindings: Bindings, of owner: String, for caller: Caller
  ) async throws -> RefusedBinding.Unreachable? {
    guard owner != caller.userID, case .connection(let name)? = form.performer,
      bindings.connection(named: name) == nil
    else { return nil }
    let connections = try await services.connections.list(of: nil, for: caller)
    return
      connections
      .first { $0.isTheirs && $0.connection.name.utf8.elementsEqual(name.utf8) }
      .map { RefusedBinding.Unreachable(id: $0.connection.id, name: name, owner: owner) }
  }

  /// The form in full; `nil`: it chooses nothing that could be looked at, or no step has its tool.
  /// - Parameter workflow: with its calls as they were recorded.
  func editor(
    _ sent: RefusedBinding, of traceID: String, _ workflow: Workflow, _ bindings: Bindings,
    owner: String
  ) async -> BindingEditor? {
    let tool = sent.form.tool
    let performer =
      sent.form.form["carried_out_by"] == nil
      ? bindings.shown(for: tool).map(Performer.init) : sent.form.performer
    let index = workflow.steps.firstIndex { $0.tool.utf8.elementsEqual(tool.utf8) }
    guard let index, tool.utf8.count <= Limits.toolNameBytes, let performer,
      let connection = performer.connection(in: bindings)
    else { return nil }
    let scene = BindingEditor.Scene(
      step: index + 1, traceID: traceID, workflow: workflow, owner: owner, bindings: bindings,
      connection: connection,
      offers: await services.bindings.offers(of: connection, for: owner), now: services.now())
    return BindingEditor(sent, by: performer, in: scene)
  }
}

extension Workflow {
  /// The same with the calls as they were recorded, in the place of what follows from a run.
  /// - Parameter recorded: what the trace gives.
  func showing(_ recorded: Workflow) -> Workflow {
    let calls = Dictionary(
      recorded.steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var workflow = self
    for index in workflow.steps.indices {
      let step = workflow.steps[index]
      // A trace that was saved since may have another call there.
      guard let call = calls[step.id], call.tool.utf8.elementsEqual(step.tool.utf8) else {
        continue
      }
      workflow.steps[index].params = call.params
    }
    return workflow
  }
}

extension BindingForm {
  /// What the form in full says of a tool over there, and the connection to it; `nil`: it is the short
  /// form, or names no tool over there.
  fileprivate func wholeOverThere(
    in bindings: Bindings
  ) -> (values: BindingValues, connection: Connection)? {
    guard isWhole, let performer, let connection = performer.connection(in: bindings),
      BindingNeeds(performer, through: connection).remote
    else { return nil }
    return (BindingValues(form, by: performer), connection)
  }

  /// What the form says, in full where its fields are those of what is chosen.
  /// - Throws: `Refusal.invalid`.
  fileprivate func draft(
    in bindings: Bindings, carryingOut workflow: Workflow
  ) throws(Refusal) -> BindingDraft {
    guard isWhole, let performer, let connection = performer.connection(in: bindings) else {
      return try draft(in: bindings)
    }
    return try BindingValues(form, by: performer).draft(
      for: tool, BindingNeeds(performer, through: connection),
      CallParameters(of: tool, in: workflow))
  }
}
