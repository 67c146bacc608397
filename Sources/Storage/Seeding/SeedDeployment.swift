import Scheduling
import Workflows

/// A schedule that seeded traces are deployed on, with its next instant.
struct SeedDeployment: Sendable {
  let schedule: StoredSchedule
  let summary: String
  let next: Instant

  /// - Throws: `ScheduleFaults` where the zones are missing.
  static func all(now: Instant, zones: TimeZoneDatabase) throws -> [SeedDeployment] {
    try [
      StoredSchedule(
        type: "weekly", time: "09:00",
        config: ["days": ["monday", "wednesday", "friday"], "timezone": "UTC"]),
      StoredSchedule(type: "daily", time: "07:30", config: ["timezone": "Europe/Berlin"]),
      StoredSchedule(
        type: "monthly", time: "18:00", config: ["day_of_month": 1, "timezone": "UTC"]),
    ].compactMap { stored in
      let schedule = try Schedule(stored.input, anchor: now, zones: zones)
      return schedule.next(after: now).map { next in
        SeedDeployment(schedule: stored, summary: schedule.summary, next: next)
      }
    }
  }

  func of(_ trace: SeedTrace, at now: Instant) -> NewDeployment {
    NewDeployment(
      traceID: trace.new.id, name: nil,
      workflow: Workflow(of: TraceEntry.entries(of: trace.new.draft.traceData)),
      schedule: schedule, scheduleSummary: summary, anchor: now, nextRunAt: next, deployedAt: now)
  }
}
