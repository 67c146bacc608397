import Automations
import HTTPTypes
import Hummingbird
import Workflows

/// Checking a workflow before it is put on a schedule.
struct CheckPages: Sendable {
  let services: Services

  @Sendable func show(_ visit: Visit<String>) async throws -> Response { try await page(visit) }

  /// Takes what was chosen for each place, and leaves the rest.
  @Sendable func save(_ visit: Visit<String>) async throws -> Response {
    let form = try await services.checkedForm(visit)
    let known = try await services.workflows.workflow(of: visit.path, for: visit.caller)
    guard form["seen"] == String(known.revision) else {
      return try await page(visit, fault: CheckPages.outpaced, status: .conflict)
    }
    let change = WorkflowChange(chosen: form, of: known.state)
    do {
      if !change.isEmpty {
        _ = try await services.workflows.change(
          visit.path, revision: known.revision, change, by: visit.act)
      }
    } catch Refusal.conflict {
      return try await page(visit, fault: CheckPages.outpaced, status: .conflict)
    } catch Refusal.invalid(let faults) {
      return try await page(
        visit, fault: faults.map(\.message).joined(separator: "; "), status: .unprocessableContent)
    }
    return form["then"] == "schedule"
      ? .seeOther(Paths.schedule(visit.path))
      : .seeOther(Paths.trace(visit.path), saying: .workflowSaved)
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

  private func page(
    _ visit: Visit<String>, fault: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let workflow = try await services.workflows.workflow(of: visit.path, for: visit.caller)
    let trace = workflow.trace.automation
    return try services.render(
      CheckPage(
        layout: services.layout(trace.displayName.listed, visit), workflow: workflow,
        bindings: try await services.bindings.bindings(of: trace.userID), fault: fault),
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
