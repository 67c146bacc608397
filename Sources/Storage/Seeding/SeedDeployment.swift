import Automations
import OrderedJSON
import Scheduling
import Workflows

/// A schedule that seeded traces are deployed on, with its next instant.
struct SeedDeployment: Sendable {
  let schedule: StoredSchedule
  let policies: Policies
  let summary: String
  let next: Instant
  /// `nil`: the trace's own.
  let workflow: Workflow?

  /// - Throws: `ScheduleFaults` where the zones are missing, or an expression is none.
  static func all(
    of plan: SeedPlan, now: Instant, zones: TimeZoneDatabase
  ) throws -> [SeedDeployment] {
    var policies = Policies()
    policies.spreadSeconds = min(max(plan.spread, 0), Limits.spreadSeconds.upperBound)
    return try schedules(of: plan).compactMap { stored in
      let schedule = try Schedule(stored.input, anchor: now, zones: zones)
      return schedule.next(after: now).map { next in
        SeedDeployment(
          schedule: stored, policies: policies, summary: schedule.summary, next: next,
          workflow: plan.post.map(SeedDeployment.posting))
      }
    }
  }

  private static func schedules(of plan: SeedPlan) -> [StoredSchedule] {
    guard plan.crons.isEmpty else {
      return plan.crons.map {
        StoredSchedule(
          type: "custom", time: $0, config: ["timezone": "UTC", "spread": JSON(plan.spread)])
      }
    }
    return [
      StoredSchedule(
        type: "weekly", time: "09:00",
        config: ["days": ["monday", "wednesday", "friday"], "timezone": "UTC"]),
      StoredSchedule(type: "daily", time: "07:30", config: ["timezone": "Europe/Berlin"]),
      StoredSchedule(
        type: "monthly", time: "18:00", config: ["day_of_month": 1, "timezone": "UTC"]),
    ]
  }

  private static func posting(to url: String) -> Workflow {
    Workflow(steps: [
      Workflow.Step(
        tool: "http_request",
        params: [
          "method": "POST", "url": .string(url), "body": ["text": "The figures are complete"],
        ])
    ])
  }

  func of(_ trace: SeedTrace, at now: Instant) -> NewDeployment {
    NewDeployment(
      traceID: trace.new.id, name: nil,
      workflow: workflow ?? Workflow(of: Log(of: trace.new.draft.traceData)),
      schedule: schedule, policies: policies, scheduleSummary: summary, anchor: now,
      nextRunAt: next, deployedAt: now)
  }
}
