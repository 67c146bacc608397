import Automations
import OrderedJSON

/// How the contract's values are answered.
enum Shapes {}

extension Shapes {
  static let trace = Shape(
    members(entries: Member("trace_data", Shape.any) { (trace: Trace) in trace.traceData }) {
      $0.automation
    }
  ).named("Trace")

  static let automation = Shape(
    members(
      entries: Member("entry_count", .count) { (automation: Automation) in
        automation.origin.entryCount
      }
    ) {
      $0
    }
  ).named("TraceSummary")

  private static func members<Owner>(
    entries: Member<Owner>, of automation: @escaping @Sendable (Owner) -> Automation
  ) -> [Member<Owner>] {
    head.map { $0.of(automation) } + [entries] + rest.map { $0.of(automation) }
  }

  private static let head: [Member<Automation>] = [
    Member("id", .text) { $0.id },
    Member("user_id", .text) { $0.userID },
    Member("provider_id", .text) { $0.origin.providerID },
    Member("thread_id", .text) { $0.origin.threadID },
    Member("name", Shape.text.orNull) { $0.name },
  ]

  private static let rest: [Member<Automation>] = [
    Member("deployment_status", .name) { $0.status },
    Member("schedule_type", Shape.text.orNull) { $0.schedule?.type },
    Member("schedule_time", Shape.text.orNull) { $0.schedule?.time },
    Member("schedule_config", Shape.json.orNull) { $0.schedule?.config },
    Member("deployed_at", Shape.instant.orNull) { $0.deployedAt },
    Member("created_at", Shape.instant.orNull) { $0.createdAt },
    Member("updated_at", Shape.instant.orNull) { $0.updatedAt },
    Member("display_name", .text) { $0.displayName },
    Member("status_reason", Shape.text.orNull) { $0.statusReason },
    Member("version", Shape.number.orNull) { $0.version },
    Member("changed_since_deployed", .flag) { $0.changedSinceDeployed },
    Member("step_count", .count) { $0.origin.stepCount },
    Member("next_run_at", Shape.instant.orNull) { $0.nextRunAt },
    Member("last_run", lastRun.orNull) { $0.lastRun },
  ]

  private static let lastRun = Shape<LastRun>([
    Member("run_id", .text) { $0.runID },
    Member("outcome", .name) { $0.outcome },
    Member("finished_at", .instant) { $0.finishedAt },
  ])
}
