package import Scheduling

/// Deploying, and what becomes of a deployment.
package struct DeploymentUseCases: Sendable {
  private let traces: any TraceStore
  private let deployments: any DeploymentStore
  private let bindings: any BindingStore
  private let zones: TimeZoneDatabase
  private let now: @Sendable () -> Instant
  private let planned: @Sendable () -> Void

  /// - Parameter planned: called after each change of what is due next, so that the worker wakes.
  package init(
    traces: any TraceStore, deployments: any DeploymentStore, bindings: any BindingStore,
    zones: TimeZoneDatabase, now: @escaping @Sendable () -> Instant,
    planned: @escaping @Sendable () -> Void
  ) {
    self.traces = traces
    self.deployments = deployments
    self.bindings = bindings
    self.zones = zones
    self.now = now
    self.planned = planned
  }

  /// Freezes the workflow and puts it on its schedule.
  package func deploy(_ request: DeployRequest, by caller: Caller) async throws -> DeployReceipt {
    guard let trace = try await traces.trace(request.traceID, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    let workflow = Workflow(of: trace.entries)
    guard !workflow.steps.isEmpty else { throw Refusal.withoutStep }

    let now = now()
    let schedule = try request.schedule.parsed(anchor: now, zones: zones)
    guard let next = schedule.next(after: now) else {
      throw Refusal.invalid([request.schedule.faultOfBeingOver])
    }
    let unbound = Bindings(own: try await bindings.bindings(of: trace.summary.userID))
      .unbound(in: workflow)
    if request.requiresBound, !unbound.isEmpty {
      throw Refusal.invalid([
        Fault(
          ["require_bound"], "these tools are not bound yet: \(unbound.joined(separator: ", "))")
      ])
    }
    let version = try await deployments.deploy(
      NewDeployment(
        traceID: request.traceID, name: request.name, workflow: workflow,
        schedule: request.schedule, scheduleSummary: schedule.summary, anchor: now,
        nextRunAt: next, deployedAt: now),
      in: caller.scope)
    guard version != nil else { throw Refusal.notFound(.trace) }
    planned()
    let preview = SchedulePreview(of: schedule, after: now, count: 1, zones: zones)
    return DeployReceipt(
      nextRunAt: next, notices: preview.notices + unbound.map(DeploymentUseCases.notice(ofUnbound:))
    )
  }

  /// Reads a schedule and tells what it means; stores nothing.
  /// - Parameter count: 1–100 instants.
  package func preview(
    _ schedule: StoredSchedule, after: Instant?, count: Int, anchor: Instant? = nil
  ) throws(Refusal) -> SchedulePreview {
    let after = after ?? now()
    let parsed = try schedule.parsed(anchor: anchor ?? now(), zones: zones)
    return SchedulePreview(of: parsed, after: after, count: count, zones: zones)
  }

  /// The deployed version and what its schedule means now; `nil` where there is none, or where its
  /// schedule cannot be read any more.
  package func deployed(_ traceID: String, for caller: Caller) async throws -> (
    version: Version, preview: SchedulePreview?
  )? {
    guard let version = try await deployments.version(of: traceID, in: caller.scope) else {
      return nil
    }
    return (
      version, try? preview(version.schedule, after: nil, count: 5, anchor: version.anchor)
    )
  }

  /// The tools of a workflow that nothing carries out for the owner.
  package func unbound(in workflow: Workflow, of userID: String) async throws -> [String] {
    Bindings(own: try await bindings.bindings(of: userID)).unbound(in: workflow)
  }

  package func setStatus(
    of traceID: String, to status: DeploymentStatus, by caller: Caller
  ) async throws {
    guard let summary = try await traces.summary(traceID, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    guard summary.status != status else { return }
    let now = now()
    var next: Instant?
    if status == .paused || status == .deployed {
      guard let version = try await deployments.version(of: traceID, in: caller.scope) else {
        throw Refusal.conflict("This automation was never deployed; deploy it first")
      }
      if status == .deployed {
        next = try version.schedule.parsed(anchor: version.anchor, zones: zones).next(after: now)
        guard next != nil else {
          throw Refusal.conflict("Its schedule is over; deploy it with another one")
        }
      }
    }
    try await deployments.setStatus(
      of: traceID, to: status, reason: status == .failed ? "Set to failed by hand" : nil,
      nextRunAt: next, at: now, in: caller.scope)
    planned()
  }

  private static func notice(ofUnbound tool: String) -> String {
    "Nothing carries out the tool \"\(tool)\" yet: until it is bound, every run is skipped."
  }
}

package struct DeployRequest: Sendable {
  package let traceID: String
  package let schedule: StoredSchedule
  package let name: String?
  /// Whether an unbound tool refuses the deployment.
  package let requiresBound: Bool

  /// - Throws: `Refusal.invalid` where the name breaks its limits.
  package init(
    traceID: String, schedule: StoredSchedule, name: String?, requiresBound: Bool = false
  ) throws(Refusal) {
    let faults = Fault.ofName(name)
    guard faults.isEmpty else { throw .invalid(faults) }
    self.traceID = traceID
    self.schedule = schedule
    self.name = name?.isEmpty == true ? nil : name
    self.requiresBound = requiresBound
  }
}

/// What a deployment brought about.
package struct DeployReceipt: Sendable {
  package let nextRunAt: Instant
  package let notices: [String]
}

extension Refusal {
  /// A trace in which no tool was called has nothing to run.
  package static let withoutStep = Refusal.invalid([
    Fault(
      ["trace_id"],
      "this trace has no step: nothing in it is an entry with event \"tool_call\" and a tool")
  ])
}

extension StoredSchedule {
  fileprivate var faultOfBeingOver: Fault {
    let path = config?["end"] == nil ? ["schedule_time"] : ["schedule_config", "end"]
    return Fault(path, "this schedule is over: it has no instant left")
  }

  /// - Throws: `Refusal.invalid` with every fault of the schedule, at its path.
  fileprivate func parsed(anchor: Instant, zones: TimeZoneDatabase) throws(Refusal) -> Schedule {
    do throws(ScheduleFaults) {
      return try Schedule(input, anchor: anchor, zones: zones)
    } catch {
      throw .invalid(error.faults.map { Fault($0.path, $0.message) })
    }
  }
}
