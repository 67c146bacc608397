import Automations
import OrderedJSON
import Scheduling
import Workflows

extension Shapes {
  /// As lists have it: without its steps.
  static let listedRun = Shape(runMembers).named("RunSummary")

  /// With steps of it; `next_step` is the first that the answer has no room for.
  static let run = Shape<RunExcerpt>(
    runMembers.map { $0.of(\.run) } + [
      Member("progress", progress.orNull) { $0.progress },
      Member("notices", Shape.text.list()) { $0.run.notices },
      Member("steps", step.list()) { $0.run.steps },
      Member("next_step", Shape.count.orNull) { $0.next },
    ]
  ).named("Run")

  private static let runMembers: [Member<Run>] = [
    Member("id", .text) { $0.id },
    Member("trace_id", .text) { $0.traceID },
    Member("version", Shape.number.orNull) { $0.version },
    Member("manual", .flag) { $0.manual },
    Member("rehearsal", .flag) { $0.rehearses != nil },
    .ifAny("rehearsed_for", .instant) { $0.rehearses },
    Member("late", .flag) { $0.late },
    Member("rerun_of", Shape.text.orNull) { $0.rerunOf },
    Member("scheduled_at", .instant) { $0.scheduledAt },
    Member("started_at", Shape.instant.orNull) { $0.startedAt },
    Member("finished_at", Shape.instant.orNull) { $0.finishedAt },
    Member("waiting_until", Shape.instant.orNull) { $0.waitingUntil },
    Member("outcome", Shape<Outcome>.name.orNull) { $0.outcome },
    Member("reason_code", Shape<ReasonCode>.name.orNull) { $0.reason?.code },
    Member("reason", Shape.text.orNull) { $0.reason?.words },
  ]

  private static let progress = Shape<Run.Progress>([
    Member("step", .count) { $0.step },
    Member("of", .count) { $0.of },
    Member("attempt", .count) { $0.attempt },
    .ifAny("element", .count) { $0.element },
    .ifAny("of_elements", .count) { $0.ofElements },
    Member("waiting_until", Shape.instant.orNull) { $0.waitingUntil },
  ])

  private static let step = Shape<StepRecord>([
    Member("index", .count) { $0.index },
    Member("id", .text) { $0.id },
    Member("tool", .text) { $0.tool },
    Member("adapter", .name) { $0.adapter },
    Member("effect", .name) { $0.effect },
    Member("outcome", Shape<Outcome>.name.orNull) { $0.outcome },
    Member("attempts", attempt.list()) { $0.attempts },
    Member("notices", Shape.text.list()) { $0.notices },
    .ifAny("elements", element.list()) { $0.elements.isEmpty ? nil : $0.elements },
    .ifAny("element_count", .count) { $0.elementCount },
  ]).named("Step")

  /// What a step in a loop did for one of its elements.
  private static let element = Shape<ElementRecord>([
    Member("index", .count) { $0.index },
    Member("outcome", Shape<Outcome>.name.orNull) { $0.outcome },
    Member("attempts", attempt.list()) { $0.attempts },
    Member("notices", Shape.text.list()) { $0.notices },
  ]).named("Element")

  private static let attempt = Shape<Attempt>([
    Member("number", .count) { $0.number },
    Member("started_at", .instant) { $0.startedAt },
    Member("duration_ms", Shape.count.orNull) { $0.durationMilliseconds },
    Member("request", .any) { $0.request },
    Member("response", .any) { $0.response ?? .null },
    Member("error", Shape.text.orNull) { $0.error },
  ]).named("Attempt")

  static let occurrence = Shape<Occurrence>([
    Member("scheduled_at", .instant) { $0.scheduledAt },
    .ifAny("until", .instant) { $0.until },
    .ifAny("instants", .count) { $0.until == nil ? nil : $0.instants },
    Member("outcome", Shape<Outcome>.name.orNull) { $0.outcome },
    Member("reason_code", Shape<ReasonCode>.name.orNull) { $0.reason?.code },
    Member("reason", Shape.text.orNull) { $0.reason?.words },
    Member("run_id", Shape.text.orNull) { $0.runID },
    Member("started_at", Shape.instant.orNull) { $0.startedAt },
    Member("finished_at", Shape.instant.orNull) { $0.finishedAt },
    Member("version", Shape.number.orNull) { $0.version },
    Member("manual", .flag) { $0.manual },
    Member("rehearsal", .flag) { $0.rehearses != nil },
    Member("late", .flag) { $0.late },
  ]).named("Occurrence")

  static let dailyTotal = Shape<DailyTotal>([
    Member("day", .day) { $0.day },
    Member("outcome", .name) { $0.outcome },
    Member("count", .count) { $0.count },
  ])
}
