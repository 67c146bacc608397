import Automations
import HTTPTypes
import Hummingbird
import Scheduling
import Workflows

/// Checking a workflow before it is put on a schedule.
struct CheckPages: Sendable {
  let services: Services

  /// Leads to what comes before an automation runs: to check it where something is proposed that nobody
  /// has looked at, else to its schedule.
  @Sendable func convert(_ visit: Visit<String>) async throws -> Response {
    let state = try await services.workflows.workflow(of: visit.path, for: visit.caller).state
    let isOpen = !state.isEdited && state.states.contains(.open)
    return .seeOther(isOpen ? Paths.check(visit.path) : Paths.schedule(visit.path))
  }

  @Sendable func show(_ visit: Visit<String>) async throws -> Response {
    try await page(visit, day: Form(query: visit.request.uri.query ?? "")["day"])
  }

  /// Takes what was chosen for each place, and leaves the rest, or only shows what that would send.
  @Sendable func save(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let known = try await services.workflows.workflow(of: visit.path, for: visit.caller)
    guard form["seen"] == String(known.revision) else {
      return try await page(visit, fault: CheckPages.outpaced, status: .conflict)
    }
    let change = WorkflowChange(chosen: form, of: known.state)
    if form["then"] == "show" { return try await page(visit, change: change, day: form["day"]) }
    do {
      if !change.isEmpty {
        _ = try await services.workflows.change(
          visit.path, revision: known.revision, change, by: visit.act)
      }
    } catch Refusal.conflict {
      return try await page(visit, fault: CheckPages.outpaced, status: .conflict)
    } catch Refusal.invalid(let faults) {
      return try await page(
        visit, day: form["day"], fault: CheckPages.sentence(faults),
        status: .unprocessableContent)
    }
    switch form["then"] {
    case "schedule": return .seeOther(Paths.schedule(visit.path))
    case "rehearse": return try await rehearse(visit, day: form["day"])
    default: return .seeOther(Paths.trace(visit.path), saying: .workflowSaved)
    }
  }

  private func rehearse(_ visit: Visit<String>, day: String?) async throws -> Response {
    let workflow = try await services.workflows.workflow(of: visit.path, for: visit.caller)
    do {
      let id = try await services.runs.rehearse(
        workflow,
        for: day.flatMap(CheckPages.day).map { services.workflows.noon(of: $0, for: workflow) },
        id: visit.newID, by: visit.act)
      return .seeOther(Paths.run(id))
    } catch Refusal.invalid(let faults) {
      return try await page(
        visit, day: day, fault: CheckPages.sentence(faults), status: .unprocessableContent)
    }
  }

  /// Rehearses the workflow as it is.
  @Sendable func rehearseNow(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    return try await rehearse(visit, day: form["day"])
  }

  @Sendable func reset(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    do {
      _ = try await services.workflows.reset(
        visit.path, revision: form["seen"].flatMap { Int($0) }, by: visit.act)
    } catch Refusal.conflict {
      return try await page(visit, fault: CheckPages.outpaced, status: .conflict)
    }
    return .seeOther(Paths.check(visit.path))
  }

  private static let outpaced =
    "The workflow was changed meanwhile, and nothing of this was saved; see below how it stands now."

  private static func sentence(_ faults: [Fault]) -> String {
    faults.map(\.message).joined(separator: "; ")
  }

  /// `2026-12-01`; `nil`: it is no day.
  private static func day(_ text: String) -> Int? {
    Instant(rfc3339: "\(text)T00:00:00Z")?.day
  }

  /// - Parameters:
  ///   - change: what is chosen; `nil`: what is taken, and as long as nobody decided what is strong.
  ///   - day: as it was typed; `nil`: today.
  private func page(
    _ visit: Visit<String>, change: WorkflowChange? = nil, day: String? = nil,
    fault: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let workflow = try await services.workflows.workflow(of: visit.path, for: visit.caller)
    let trace = workflow.trace.automation
    var (choice, fault, status) = (workflow.state, fault, status)
    if let change, !change.isEmpty {
      do throws(WorkflowFaults) { try choice.apply(change) } catch {
        fault = error.faults.map(\.message).joined(separator: "; ")
        status = .unprocessableContent
      }
    } else if change == nil, !choice.isEdited {
      choice = choice.takingStrong()
    }
    let typed = day.flatMap(CheckPages.day)
    if day != nil, typed == nil, fault == nil {
      fault = "The day must be one like 2026-12-01."
      status = .unprocessableContent
    }
    let day = typed ?? services.workflows.day(of: services.now(), for: workflow)
    return try services.render(
      CheckPage(
        layout: services.layout(trace.displayName.listed, visit), workflow: workflow,
        choice: choice,
        sent: services.workflows.recordedRun(
          of: workflow, as: choice, at: services.workflows.noon(of: day, for: workflow)),
        day: day, bindings: try await services.bindings.bindings(of: trace.userID), fault: fault),
      status: status)
  }
}

extension WorkflowChange {
  /// What a form chose for each place; a place that it does not have stays as it is.
  fileprivate init(chosen form: Form, of state: WorkflowState) {
    self.init()
    let values = Dictionary(
      form.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for place in CheckedPlace.all(of: state) {
      guard let chosen = values[place.name] else { continue }
      for (proposal, stands) in place.proposals {
        if proposal.id == chosen {
          if stands != .taken { take.append(proposal.id) }
        } else if stands == .taken || stands == .open {
          leave.append(proposal.id)
        }
      }
    }
  }

  fileprivate var isEmpty: Bool { take.isEmpty && leave.isEmpty }
}
