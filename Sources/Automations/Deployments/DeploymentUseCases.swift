package import Logging
import OrderedJSON
package import Scheduling
import Workflows

/// Deploying, and what becomes of a deployment.
package struct DeploymentUseCases: Sendable {
  private let traces: any TraceStore
  private let deployments: any DeploymentStore
  private let bindings: any BindingStore
  private let zones: TimeZoneDatabase
  private let now: @Sendable () -> Instant
  private let planThrough: @Sendable (String, Instant) async throws -> Void
  private let planned: @Sendable () -> Void
  private let withdrawn: @Sendable ([EndedRow]) -> Void
  private let logger: Logger

  /// - Parameters:
  ///   - planThrough: writes down what an automation's instants up to a moment came to, as things
  ///     stand; called before they are changed.
  ///   - planned: called after each change of what is due next, so that the worker wakes.
  ///   - withdrawn: called with the rows that a change ended.
  package init(
    traces: any TraceStore, deployments: any DeploymentStore, bindings: any BindingStore,
    zones: TimeZoneDatabase, now: @escaping @Sendable () -> Instant,
    planThrough: @escaping @Sendable (String, Instant) async throws -> Void,
    planned: @escaping @Sendable () -> Void,
    withdrawn: @escaping @Sendable ([EndedRow]) -> Void = { _ in }, logger: Logger = .silent
  ) {
    self.traces = traces
    self.deployments = deployments
    self.bindings = bindings
    self.zones = zones
    self.now = now
    self.planThrough = planThrough
    self.planned = planned
    self.withdrawn = withdrawn
    self.logger = logger
  }

  /// Everything that is wrong with a schedule and its policies, whatever is to run on it.
  package func faults(of schedule: StoredSchedule) -> [Fault] {
    do throws(Refusal) {
      _ = try schedule.read(anchor: now(), zones: zones)
      return []
    } catch {
      if case .invalid(let faults) = error { return faults }
      return []
    }
  }

  /// Freezes the workflow and puts it on its schedule.
  package func deploy(_ request: DeployRequest, by caller: Caller) async throws -> DeployReceipt {
    guard let trace = try await traces.trace(request.traceID, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    let workflow = Workflow(of: trace.entries)
    guard !workflow.steps.isEmpty else { throw Refusal.withoutStep }

    let now = now()
    let (schedule, policies) = try request.schedule.read(anchor: now, zones: zones)
    guard let next = schedule.next(after: now) else {
      let empty = schedule.faultOfEmptyRange(at: now).map(Fault.init)
      let over = request.schedule.faultOfBeingOver(at: now, zones: zones)
      throw Refusal.invalid([empty ?? over])
    }
    let unbound = Bindings(own: try await bindings.bindings(of: trace.summary.userID))
      .unbound(in: workflow)
    if request.requiresBound, !unbound.isEmpty {
      throw Refusal.invalid([
        Fault(
          ["require_bound"], "these tools are not bound yet: \(unbound.joined(separator: ", "))")
      ])
    }
    try await planThrough(request.traceID, now)
    let deployed = try await deployments.deploy(
      NewDeployment(
        traceID: request.traceID, name: request.name, workflow: workflow,
        traceData: trace.traceData, schedule: request.schedule, policies: policies,
        scheduleSummary: schedule.summary,
        anchor: now, nextRunAt: next, planAt: schedule.nextNominal(after: now), deployedAt: now),
      in: caller.scope)
    guard let (version, rows) = deployed else { throw Refusal.notFound(.trace) }
    logger.notice(
      "automation deployed",
      metadata: [
        "automation": "\(request.traceID)", "version": "\(version)", "user": "\(caller.userID)",
      ])
    withdrawn(rows)
    planned()
    let preview = SchedulePreview(of: schedule, after: now, count: 1, zones: zones)
    let notices = preview.notices + Policies.notices(config: request.schedule.config)
    return DeployReceipt(
      nextRunAt: next, notices: notices + unbound.map(DeploymentUseCases.notice(ofUnbound:)))
  }

  /// Reads a schedule and tells what it means; stores nothing.
  /// - Parameters:
  ///   - after: instants later than this are told; `nil`: than now.
  ///   - count: 1–100 instants.
  ///   - anchor: where elapsed-time intervals begin; `nil`: as if it were deployed at `after`.
  package func preview(
    _ schedule: StoredSchedule, after: Instant?, count: Int, anchor: Instant? = nil
  ) throws(Refusal) -> SchedulePreview {
    let after = after ?? now()
    let (parsed, _) = try schedule.read(anchor: anchor ?? after, zones: zones)
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

  /// The automation's own stop that goes on: its pause or its open circuit.
  package func stop(of traceID: String, for caller: Caller) async throws -> Stop? {
    try await deployments.stop(of: traceID, in: caller.scope)
  }

  /// Sets the status by hand; one that it has already changes nothing.
  /// - Throws: `Refusal.notFound(.trace)`; `.conflict` where it was never deployed or its schedule
  ///   is over; `.invalid` where that cannot be read any more.
  package func setStatus(
    of traceID: String, to status: DeploymentStatus, by caller: Caller
  ) async throws {
    // Where it is deployed anew meanwhile, its next instants are others.
    while try await !setStatusUnlessDeployed(of: traceID, to: status, by: caller) {
      try Task.checkCancellation()
    }
  }

  /// - Returns: whether it has the status now; if not, it was deployed meanwhile.
  private func setStatusUnlessDeployed(
    of traceID: String, to status: DeploymentStatus, by caller: Caller
  ) async throws -> Bool {
    guard let summary = try await traces.summary(traceID, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    guard summary.status != status else { return true }
    let now = now()
    if status == .paused || status == .deployed, summary.version == nil {
      throw Refusal.conflict("This automation was never deployed; deploy it first")
    }
    let schedule = try await schedule(of: traceID, for: status, in: caller.scope)
    let next = status == .deployed ? schedule?.next(after: now) : nil
    if status == .deployed, next == nil {
      throw Refusal.conflict("Its schedule is over; deploy it with another one")
    }
    try await planThrough(traceID, now)
    let rows = try await deployments.setStatus(
      of: traceID,
      StatusChange(
        status: status, reason: DeploymentUseCases.reason(of: status), nextRunAt: next,
        planAt: schedule?.nextNominal(after: now), at: now, version: summary.version),
      in: caller.scope)
    guard let rows else { return false }
    logger.notice(
      "status set",
      metadata: [
        "automation": "\(traceID)", "status": "\(status.rawValue)", "user": "\(caller.userID)",
      ])
    withdrawn(rows)
    planned()
    return true
  }

  /// The deployed schedule, as far as a status needs it: one that cannot be read any more must not
  /// keep anybody from stopping it.
  private func schedule(
    of traceID: String, for status: DeploymentStatus, in scope: Scope
  ) async throws -> Schedule? {
    guard status != .draft else { return nil }
    do {
      guard let (schedule, anchor) = try await deployments.schedule(of: traceID, in: scope) else {
        return nil
      }
      return try schedule.parsed(anchor: anchor, zones: zones)
    } catch let refusal as Refusal {
      if status == .deployed { throw refusal }
    } catch let failure as any StorageFailure where failure.isUnreadable {
      if status == .deployed { throw failure }
    }
    return nil
  }

  private static func reason(of status: DeploymentStatus) -> String? {
    switch status {
    case .failed: "Set to failed by hand"
    case .paused: "The automation was paused."
    case .draft: "The automation was taken out of service before this could start."
    case .deployed: nil
    }
  }

  private static func notice(ofUnbound tool: String) -> String {
    "Nothing carries out the tool \"\(tool)\" yet: until it is bound, every run is skipped."
  }
}

extension Refusal {
  /// A trace in which no tool was called has nothing to run.
  package static let withoutStep = Refusal.invalid([
    Fault(
      ["trace_id"],
      "this trace has no step: nothing in it is an entry with event \"tool_call\" and a tool")
  ])
}

extension Fault {
  fileprivate init(_ fault: ScheduleFault) {
    self.init(fault.path, fault.message, fault.isMissing ? .missing : .value)
  }
}

extension StoredSchedule {
  /// At the end, where it is to blame: without it, instants would be left.
  fileprivate func faultOfBeingOver(at now: Instant, zones: TimeZoneDatabase) -> Fault {
    let endless = StoredSchedule(
      type: type, time: time, config: .object(config?.members?.filter { $0.key != "end" } ?? []))
    let goesOn = (try? endless.parsed(anchor: now, zones: zones))?.next(after: now) != nil
    let path: [String] =
      if goesOn {
        ["schedule_config", "end"]
      } else if type == "custom", config?["customInterval"] != nil {
        ["schedule_config", "customInterval"]
      } else {
        ["schedule_time"]
      }
    return Fault(path, "this schedule is over: it has no instant left")
  }

  /// - Throws: `Refusal.invalid` with every fault of schedule and policies, at its path.
  fileprivate func read(
    anchor: Instant, zones: TimeZoneDatabase
  ) throws(Refusal) -> (Schedule, Policies) {
    let schedule: Result<Schedule, Refusal> = Result { () throws(Refusal) in
      try parsed(anchor: anchor, zones: zones)
    }
    let policies: Result<Policies, Refusal> = Result { () throws(Refusal) in
      try Policies(config: config)
    }
    if case .failure(.invalid(let faults)) = schedule,
      case .failure(.invalid(let others)) = policies
    {
      throw .invalid(faults + others)
    }
    return (try schedule.get(), try policies.get())
  }

  /// - Throws: `Refusal.invalid` with every fault of the schedule, at its path.
  fileprivate func parsed(anchor: Instant, zones: TimeZoneDatabase) throws(Refusal) -> Schedule {
    let schedule: Schedule
    do throws(ScheduleFaults) {
      schedule = try Schedule(input, anchor: anchor, zones: zones)
    } catch {
      throw .invalid(error.faults.map(Fault.init))
    }
    guard let path = config?.pathToNUL else { return schedule }
    throw .invalid([.ofNUL(["schedule_config"] + path)])
  }
}
