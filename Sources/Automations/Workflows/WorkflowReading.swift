import Scheduling
import Workflows

/// Reads what is to happen from traces.
struct WorkflowReading: Sendable {
  let zones: TimeZoneDatabase
  /// The IANA name of the installation's own zone.
  let timezone: String

  /// Runs do not go through lists element by element yet.
  private static let carriedOut = Set(Proposal.Kind.allCases).subtracting([.loop])

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
        of: trace.recording.markedLog, mark: trace.recording.mark, days: days,
        kinds: WorkflowReading.carriedOut),
      edited: trace.edited)
    return takesStrong && !state.isEdited ? state.takingStrong() : state
  }
}
