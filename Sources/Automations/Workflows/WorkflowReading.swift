import Scheduling
import Workflows

/// Reads what is to happen from traces.
struct WorkflowReading: Sendable {
  let zones: TimeZoneDatabase
  /// The IANA name of the installation's own zone.
  let timezone: String

  /// - Parameters:
  ///   - zone: by its IANA name that of the schedule; `nil`: the one that it has, else the
  ///     installation's.
  ///   - takesStrong: whether strong proposals are taken where nobody edited the workflow.
  func state(
    of trace: Trace, in zone: String? = nil, taking takesStrong: Bool = false
  ) -> WorkflowState {
    let zone = zones.zone(named: zone ?? trace.automation.timeZoneName ?? timezone)
    // Not when it was changed last, which a new name does too.
    let days = RecordedDays(zone: zone, savedAt: trace.automation.createdAt)
    let state = WorkflowState(
      Draft(
        of: trace.recording.markedLog, mark: trace.recording.mark, days: days),
      edited: trace.edited)
    return takesStrong && !state.isEdited ? state.takingStrong() : state
  }

  /// What a workflow would send at an instant, in the zone of its schedule, else the installation's.
  func recordedRun(
    of workflow: TraceWorkflow, as state: WorkflowState, at instant: Instant
  ) -> RecordedRun {
    RecordedRun(
      of: state, mark: workflow.trace.recording.mark,
      run: RunValue(
        scheduledAt: instant, number: 1, previous: nil, zone: zone(of: workflow.trace)),
      zones: zones)
  }

  /// Seconds east of UTC.
  func offset(at instant: Instant, for workflow: TraceWorkflow) -> Int64 {
    Int64(zone(of: workflow.trace).offset(at: instant))
  }

  private func zone(of trace: Trace) -> TimeZoneRules {
    zones.zone(named: trace.automation.timeZoneName ?? timezone) ?? .utc
  }
}
