package import Logging
package import Scheduling
package import Workflows

/// Reading and changing what is to happen.
package struct WorkflowUseCases: Sendable {
  private let traces: any TraceStore
  private let workflows: any WorkflowStore
  private let reading: WorkflowReading
  private let logger: Logger

  /// - Parameter timezone: the IANA name of the installation's own zone.
  package init(
    traces: any TraceStore, workflows: any WorkflowStore, zones: TimeZoneDatabase,
    timezone: String, logger: Logger = .silent
  ) {
    self.traces = traces
    self.workflows = workflows
    reading = WorkflowReading(zones: zones, timezone: timezone)
    self.logger = logger
  }

  /// - Throws: `Refusal.notFound(.trace)`.
  package func workflow(of traceID: String, for caller: Caller) async throws -> TraceWorkflow {
    try await workflow(of: traceID, in: caller.scope)
  }

  /// The same of a trace that was read.
  package func workflow(of trace: Trace) -> TraceWorkflow {
    TraceWorkflow(trace: trace, state: reading.state(of: trace))
  }

  /// What it would send at an instant, as far as that is known from its recording.
  /// - Parameter state: the workflow as it might become; `nil`: as it is.
  package func recordedRun(
    of workflow: TraceWorkflow, as state: WorkflowState? = nil, at instant: Instant
  ) -> RecordedRun {
    reading.recordedRun(of: workflow, as: state ?? workflow.state, at: instant)
  }

  /// The day of an instant where a workflow runs.
  package func day(of instant: Instant, for workflow: TraceWorkflow) -> Int {
    instant.advanced(bySeconds: reading.offset(at: instant, for: workflow)).day
  }

  /// Noon of a day where a workflow runs.
  /// - Parameter day: days since 1970-01-01.
  package func noon(of day: Int, for workflow: TraceWorkflow) -> Instant {
    let noon = Instant(day: day).advanced(bySeconds: 43_200)
    return noon.advanced(bySeconds: -reading.offset(at: noon, for: workflow))
  }

  /// Takes and leaves proposals, and changes steps.
  /// - Parameter revision: the one that was seen.
  /// - Returns: what it is now.
  /// - Throws: `Refusal.notFound(.trace)`; `.conflict` where it has another revision; `.invalid` with
  ///   each fault, and nothing is changed.
  package func change(
    _ traceID: String, revision: Int, _ change: WorkflowChange, by act: Act
  ) async throws -> TraceWorkflow {
    let known = try await workflow(of: traceID, in: act.scope)
    guard known.revision == revision else { throw WorkflowUseCases.outpaced }
    var state = known.state
    do throws(WorkflowFaults) {
      try state.apply(change)
    } catch {
      throw Refusal.invalid(error.faults.map { Fault($0.path, $0.message) })
    }
    try await keep(state.edited, of: traceID, revision: revision, by: act)
    logger.tell("workflow changed", by: act, ["automation": "\(traceID)"])
    return try await workflow(of: traceID, in: act.scope)
  }

  /// Reads it from its trace again; what people made of it is forgotten.
  /// - Parameter revision: the one that was seen; `nil`: whichever it is.
  /// - Throws: `Refusal.notFound(.trace)`; `.conflict` where it has another revision.
  package func reset(
    _ traceID: String, revision: Int? = nil, by act: Act
  ) async throws -> TraceWorkflow {
    let known = try await workflow(of: traceID, in: act.scope)
    try await keep(nil, of: traceID, revision: revision ?? known.revision, by: act)
    logger.tell("workflow reset", by: act, ["automation": "\(traceID)"])
    return try await workflow(of: traceID, in: act.scope)
  }

  private func workflow(of traceID: String, in scope: Scope) async throws -> TraceWorkflow {
    guard let trace = try await traces.trace(traceID, in: scope) else {
      throw Refusal.notFound(.trace)
    }
    return workflow(of: trace)
  }

  private func keep(
    _ edited: EditedWorkflow?, of traceID: String, revision: Int, by act: Act
  ) async throws {
    switch try await workflows.keep(edited, of: traceID, revision: revision, by: act) {
    case nil: throw Refusal.notFound(.trace)
    case false?: throw WorkflowUseCases.outpaced
    case true?: break
    }
  }

  private static let outpaced = Refusal.conflict(
    "The workflow was changed meanwhile; read it anew, and say which revision you saw")
}
