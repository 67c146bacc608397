import Automations
import HTTPTypes
import Hummingbird
import OrderedJSON
import Scheduling
import Workflows

extension TracePages {
  /// The panel of an automation.
  /// - Parameters:
  ///   - refused: a form of it that was not taken, or is looked at; `nil`: the page is asked for.
  ///   - status: `nil`: 422 where a form was refused.
  func panel(
    _ visit: Visit<String>, refused: TracePage.RefusedForm? = nil,
    status: HTTPResponse.Status? = nil
  ) async throws -> Response {
    let caller = visit.caller
    let trace = try await services.traces.trace(visit.path, for: caller)
    let id = trace.automation.id
    let standstill = try await standstill(of: trace.automation, for: caller)
    let deployed = try await services.deployments.deployed(
      id, afterPause: standstill.pause, for: caller)
    let owner = trace.automation.userID
    let workflow = deployed?.version.workflow ?? trace.workflow
    let bindings = try await services.bindings.bindings(of: owner)
    var refused = refused
    var editor: BindingEditor?
    if case .binding(var sent)? = refused {
      editor = await self.editor(
        sent, of: id, workflow.showing(trace.recording.workflow), bindings, owner: owner)
      sent.unreachable = try await unreachable(sent.form, in: bindings, of: owner, for: caller)
      refused = .binding(sent)
    }
    return try services.render(
      TracePage(
        layout: services.layout(trace.automation.displayName.listed, visit)
          .saying(trace.automation.status, isPaused: standstill.pause != nil),
        trace: trace, workflow: workflow, bindings: bindings,
        preview: deployed?.preview, history: try await history(of: id, for: caller),
        standstill: standstill,
        notifications: try await notifications(of: id, for: caller),
        contracts: try await services.deployments.changedContracts(of: id, for: caller),
        serverNotices: await bindings.serverNotices(for: workflow, of: owner),
        secrets: try await services.traces.secrets(of: trace.automation),
        refused: refused, editor: editor, now: services.now(), zone: services.timeZones.zone),
      status: status ?? (refused == nil ? .ok : .unprocessableContent))
  }

  /// An entry of the trace in full.
  @Sendable func entry(_ visit: Visit<(String, Int)>) async throws -> Response {
    let trace = try await services.traces.trace(visit.path.0, for: visit.caller)
    let value = trace.traceData
    return try record(
      .entry, of: trace.log.entries.map { $0.source.value(in: value) ?? .null }, orElse: .entry,
      trace.automation, visit)
  }

  /// The parameters of a step in full.
  @Sendable func step(_ visit: Visit<(String, Int)>) async throws -> Response {
    let trace = try await services.traces.trace(visit.path.0, for: visit.caller)
    let deployed = try await services.deployments.deployed(trace.automation.id, for: visit.caller)
    let workflow = deployed?.version.workflow ?? trace.workflow
    return try record(
      .step, of: workflow.steps.map(\.shownParams), orElse: .step, trace.automation, visit)
  }

  private func record(
    _ kind: RecordPage.Kind, of values: [JSON], orElse noun: Refusal.Noun, _ trace: Automation,
    _ visit: Visit<(String, Int)>
  ) throws -> Response {
    let number = visit.path.1
    guard number > 0, number <= values.count else { throw Refusal.notFound(noun) }
    return try services.render(
      RecordPage(
        layout: services.layout(trace.displayName.listed, visit), trace: trace,
        kind: kind,
        number: number, total: values.count, value: values[number - 1]))
  }

  private func history(of id: String, for caller: Caller) async throws -> TracePage.History {
    let recent = Window(limit: Limits.recentOnPanel.runs, detail: .excerpt)
    return TracePage.History(
      runs: try await services.runs.runs(of: id, recent, for: caller).elements,
      planned: try await services.runs.occurrences(
        of: id, OccurrenceFilter(manual: false), recent, for: caller
      ).elements,
      notices: try await services.runs.notices(
        of: id, Window(limit: Limits.recentOnPanel.notices, detail: .excerpt), for: caller
      ).elements)
  }

  private func notifications(
    of id: String, for caller: Caller
  ) async throws -> TracePage.Notifications {
    let (choice, owners) = try await services.notifications.choice(of: id, for: caller)
    return TracePage.Notifications(
      settings: owners, choice: choice, sendsMail: services.notifications.sendsMail)
  }

  private func standstill(
    of trace: Automation, for caller: Caller
  ) async throws -> TracePage.Standstill {
    TracePage.Standstill(
      stop: try await services.deployments.stop(of: trace.id, for: caller),
      pause: trace.version == nil
        ? nil : try await services.pauses.current(of: trace.userID))
  }
}
