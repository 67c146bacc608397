package import Scheduling

/// Starting runs by hand, and reading what ran, what did not, and why.
package struct RunUseCases: Sendable {
  private let traces: any TraceStore
  private let deployments: any DeploymentStore
  private let history: any History
  private let now: @Sendable () -> Instant
  private let planned: @Sendable () -> Void

  /// - Parameter planned: called when a run waits, so that the worker wakes.
  package init(
    traces: any TraceStore, deployments: any DeploymentStore, history: any History,
    now: @escaping @Sendable () -> Instant, planned: @escaping @Sendable () -> Void
  ) {
    self.traces = traces
    self.deployments = deployments
    self.history = history
    self.now = now
    self.planned = planned
  }

  /// Runs the deployed version, or the trace's workflow where none was deployed, whatever the status.
  /// - Parameter id: the new run's; where there is one of that id, it was started before.
  /// - Returns: the id of the run, which waits for the worker.
  package func runNow(
    _ traceID: String, id: String = Identifier.random(), by caller: Caller
  ) async throws -> String {
    let version = try await deployments.version(of: traceID, in: caller.scope)
    let workflow: Workflow
    if let version {
      workflow = version.workflow
    } else if let trace = try await traces.trace(traceID, in: caller.scope) {
      workflow = Workflow(of: trace.entries)
    } else {
      throw Refusal.notFound(.trace)
    }
    guard !workflow.steps.isEmpty else { throw Refusal.withoutStep }
    let run = NewManualRun(
      runID: id, traceID: traceID, version: version?.number, workflow: workflow,
      requestedAt: now())
    guard try await history.insertManualRun(run, in: caller.scope) else {
      throw Refusal.notFound(.trace)
    }
    planned()
    return run.runID
  }

  package func runs(of traceID: String, _ window: Window, for caller: Caller) async throws
    -> Listing<Run>
  {
    try await mustExist(traceID, for: caller)
    return try await history.runs(of: traceID, window, in: caller.scope)
  }

  package func run(_ id: String, for caller: Caller) async throws -> Run {
    guard let run = try await history.run(id, in: caller.scope) else {
      throw Refusal.notFound(.run)
    }
    return run
  }

  package func occurrences(
    of traceID: String, _ filter: OccurrenceFilter, _ window: Window, for caller: Caller
  ) async throws -> Listing<Occurrence> {
    try await mustExist(traceID, for: caller)
    return try await history.occurrences(of: traceID, filter, window, in: caller.scope)
  }

  private func mustExist(_ traceID: String, for caller: Caller) async throws {
    guard try await traces.summary(traceID, in: caller.scope) != nil else {
      throw Refusal.notFound(.trace)
    }
  }
}
