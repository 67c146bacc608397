package import Logging
import OrderedJSON
package import Scheduling
import Workflows

/// Deploying, and what becomes of a deployment.
package struct DeploymentUseCases: Sendable {
  let traces: any TraceStore
  let deployments: any DeploymentStore
  let bindings: any BindingStore
  private let vault: any Vault
  let operators: OperatorsTools
  let adapters: [any ToolAdapter]
  private let pauses: any PauseStore
  private let workflows: WorkflowReading
  private let zones: TimeZoneDatabase
  /// The IANA name of the installation's own zone, for schedules that name none.
  package let timezone: String
  private let now: @Sendable () -> Instant
  private let worker: any LedgerWorker
  /// Of each person's versions whose tools are asked for.
  let asking = Slots(each: Limits.contractsAsked.atOnce, line: Limits.contractsAsked.waiting)
  let logger: Logger

  /// - Parameters:
  ///   - vault: where the secrets go that stand in a `schedule_config`.
  ///   - operators: what the operator's file offers to everybody.
  ///   - adapters: that carry calls out, and tell what they would make of them.
  ///   - timezone: the IANA name of the installation's own zone.
  ///   - worker: asked before each change, and told of it and of the rows that it ended.
  package init(
    traces: any TraceStore, deployments: any DeploymentStore, bindings: any BindingStore,
    vault: any Vault, operators: OperatorsTools = OperatorsTools(),
    adapters: [any ToolAdapter] = [], pauses: any PauseStore, zones: TimeZoneDatabase,
    timezone: String = "UTC", worker: any LedgerWorker,
    now: @escaping @Sendable () -> Instant, logger: Logger = .silent
  ) {
    self.traces = traces
    self.deployments = deployments
    self.bindings = bindings
    self.vault = vault
    self.operators = operators
    self.adapters = adapters
    self.pauses = pauses
    workflows = WorkflowReading(zones: zones, timezone: timezone)
    self.zones = zones
    self.timezone = timezone
    self.now = now
    self.worker = worker
    self.logger = logger
  }

  /// Everything that is wrong with a schedule and its policies, whatever is to run on it.
  package func faults(of schedule: StoredSchedule) -> [Fault] {
    do throws(Refusal) {
      _ = try schedule.settled(by: defaults).read(anchor: now(), zones: zones)
      return []
    } catch {
      if case .invalid(let faults) = error { return faults }
      return []
    }
  }

  /// Freezes the workflow and puts it on its schedule.
  /// - Throws: `Refusal`; `.conflict` where the automation stands otherwise than was seen.
  package func deploy(_ request: DeployRequest, by act: Act) async throws -> DeployReceipt {
    guard let trace = try await traces.trace(request.traceID, in: act.scope) else {
      throw Refusal.notFound(.trace)
    }
    let now = act.at
    let stored = request.schedule.settled(by: defaults)
    let state = workflows.state(of: trace, in: stored.timezone, taking: request.takesStrong)
    let workflow = try Workflow(toRun: state.workflow.shaped(by: state.draft.log))
    let (schedule, policies) = try stored.read(anchor: now, zones: zones)
    guard let next = schedule.next(after: now) else {
      let empty = schedule.faultOfEmptyRange(at: now).map(Fault.init)
      let over = stored.faultOfBeingOver(at: now, zones: zones)
      throw Refusal.invalid([empty ?? over])
    }
    let bindings = Bindings(
      of: try await bindings.tools(of: trace.automation.userID), operators: operators,
      adapters: adapters)
    if let (step, fault) = bindings.fault(in: workflow) {
      throw Refusal.invalid([
        Fault(
          ["trace_id"], "in step \(step) the param \(fault.param) \(fault.rule)")
      ])
    }
    let unbound = bindings.unbound(in: workflow)
    if request.requiresBound, !unbound.isEmpty {
      throw Refusal.invalid([
        Fault(
          ["require_bound"], "these tools are not bound yet: \(unbound.listedInBrief)")
      ])
    }
    let contracts = await knownContracts(of: workflow, bindings, for: trace.automation.userID)
    let config = try await SecretMoving(vault: vault).moved(
      stored.config,
      to: SecretMoving.Row(traceID: request.traceID, userID: trace.automation.userID),
      onto: { try await deployments.keptConfig(of: request.traceID, in: act.scope) }, by: act)
    try await worker.plan(request.traceID, through: now)
    let deployed = try await deployments.deploy(
      NewDeployment(
        traceID: request.traceID, name: request.name, workflow: workflow,
        workflowRevision: trace.automation.workflowRevision,
        edited: trace.edited == nil && state.isEdited ? state.edited : nil, schedule: stored,
        config: config, policies: policies,
        scheduleSummary: schedule.summary,
        anchor: now, nextRunAt: next, planAt: schedule.nextNominal(after: now), deployedAt: now,
        seen: request.seen),
      by: act)
    guard let (version, rows) = deployed else {
      throw request.seen == nil
        ? Refusal.notFound(.trace)
        : .conflict("It was changed or deleted meanwhile; see how it stands now")
    }
    logger.tell(
      "automation deployed", by: act,
      ["automation": "\(request.traceID)", "version": "\(version)"])
    worker.rowsWereWithdrawn(rows)
    if !contracts.reliable.isEmpty {
      try await deployments.pin(
        contracts.reliable, of: request.traceID, version: version, by: act)
    }
    pinOthers(
      of: workflow, bindings, beside: contracts.reliable,
      DeployedVersion(
        traceID: request.traceID, userID: trace.automation.userID, number: version), by: act)
    worker.wake()
    let preview = SchedulePreview(of: schedule, after: now, count: 1, zones: zones)
    let notices = preview.notices + Policies.notices(config: stored.config)
    let ofCalls =
      bindings.notices(for: workflow) + contracts.lacks
      + DeploymentUseCases.notices(ofMisfitsIn: workflow, bindings, to: contracts.all)
    let pause = try await pauses.pause(of: trace.automation.userID, at: now)
    return DeployReceipt(
      nextRunAt: pause?.covers(next) == true ? nil : next,
      notices: DeploymentUseCases.notices(
        of: next, of: schedule, after: trace.automation.status, in: pause)
        + notices
        + DeploymentUseCases.notices(
          ofUnbound: unbound.filter { bindings.meaning(of: $0) == .unbound(.noBinding) })
        + ofCalls
        + DeploymentUseCases.notices(ofCallsIn: workflow, state.draft.log, trace.recording.mark)
        + [state.noticeOfOpenProposals, trace.recording.noticeOfCallsLeftOut].compactMap(\.self))
  }

  /// Reads a schedule and tells what it means, as if it were deployed at `after`; stores nothing.
  /// - Parameters:
  ///   - after: instants later than this are told; `nil`: than now.
  ///   - count: 1–100 instants.
  package func preview(
    _ schedule: StoredSchedule, after: Instant?, count: Int
  ) throws(Refusal) -> SchedulePreview {
    let after = after ?? now()
    let (parsed, _) = try schedule.settled(by: defaults).read(anchor: after, zones: zones)
    return SchedulePreview(of: parsed, after: after, count: count, zones: zones)
  }

  /// What a deployment now would settle.
  private var defaults: ScheduleDefaults { ScheduleDefaults(timezone: timezone) }

  /// The deployed version and what its schedule means now; `nil` where there is none, or where its
  /// schedule cannot be read any more.
  /// - Parameter pause: where it has an end, the instants that are told are those after it.
  package func deployed(
    _ traceID: String, afterPause pause: Pause? = nil, for caller: Caller
  ) async throws -> (version: Version, preview: SchedulePreview?)? {
    guard let version = try await deployments.version(of: traceID, in: caller.scope) else {
      return nil
    }
    // An older one may be longer than any that is taken now.
    let schedule = try? version.schedule.parsed(anchor: version.anchor, zones: zones)
    return (
      version,
      schedule.map {
        SchedulePreview(
          of: $0, after: pause?.until?.beforeIt ?? now(), passingOver: now(), count: 5,
          zones: zones)
      }
    )
  }

  /// The automation's own stop that goes on: its pause or its open circuit.
  package func stop(of traceID: String, for caller: Caller) async throws -> Stop? {
    try await deployments.stop(of: traceID, in: caller.scope)
  }

  /// Sets the status by hand; one that it has already changes nothing.
  /// - Parameter seen: how it was when that was asked for; `nil`: however it is.
  /// - Throws: `Refusal.notFound(.trace)`; `.conflict` where it was never deployed, its schedule is
  ///   over, or version or status are others than were seen; `.invalid` where the schedule cannot be
  ///   read any more.
  package func setStatus(
    of traceID: String, to status: DeploymentStatus, seen: Automation? = nil, by act: Act
  ) async throws {
    var act = act
    // Where it is deployed anew meanwhile, its next instants are others.
    while try await !setStatusUnlessChanged(of: traceID, to: status, seen: seen, by: act) {
      try Task.checkCancellation()
      act = act.again(at: now())
    }
  }

  /// - Returns: whether it has the status now; if not, version or status became others meanwhile.
  private func setStatusUnlessChanged(
    of traceID: String, to status: DeploymentStatus, seen: Automation?, by act: Act
  ) async throws -> Bool {
    guard let automation = try await traces.automation(traceID, in: act.scope) else {
      throw Refusal.notFound(.trace)
    }
    if let seen, (seen.version, seen.status) != (automation.version, automation.status) {
      throw Refusal.conflict("Its version or its status became another; see how it stands now")
    }
    guard automation.status != status else { return true }
    let now = act.at
    if status == .paused || status == .deployed, automation.version == nil {
      throw Refusal.conflict("This automation was never deployed; deploy it first")
    }
    let schedule = try await schedule(of: traceID, for: status, in: act.scope)
    let next = status == .deployed ? schedule?.next(after: now) : nil
    if status == .deployed, next == nil {
      throw Refusal.conflict("Its schedule is over; deploy it with another one")
    }
    try await worker.plan(traceID, through: now)
    let rows = try await deployments.setStatus(
      of: traceID,
      StatusChange(
        status: status, reason: DeploymentUseCases.reason(of: status), nextRunAt: next,
        planAt: schedule?.nextNominal(after: now), at: now, version: automation.version,
        before: automation.status),
      by: act)
    guard let rows else { return false }
    logger.tell(
      "status set", by: act, ["automation": "\(traceID)", "status": "\(status.rawValue)"])
    worker.rowsWereWithdrawn(rows)
    worker.wake()
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
}

extension Instant {
  /// What comes later than this comes at the instant or later.
  var beforeIt: Instant { advanced(byMilliseconds: -1) }
}
