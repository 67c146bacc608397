import Automations
import Hummingbird
import OrderedJSON
import Scheduling

/// Deploying, and schedules, in the JSON API.
struct DeploymentAPI: Sendable {
  let services: Services

  @Sendable func deploy(_ call: Call<Void, DeployRequest>) async throws -> DeployReceipt {
    try await services.deployments.deploy(call.input, by: call.act)
  }

  /// Whether what a kept answer says was deployed is so still: by this schedule, and to run or not while
  /// everything is paused.
  @Sendable func isDeployed(
    _ answer: KeptAnswer, to request: Request, of caller: Caller
  ) async throws -> Bool {
    let asked = try await deployment.read(request)
    let automation: Automation
    do {
      automation = try await services.traces.automation(asked.traceID, for: caller)
    } catch Refusal.notFound {
      return false
    }
    guard automation.status == .deployed, automation.schedule?.read == asked.schedule else {
      return false
    }
    guard let told = try JSON(parsing: answer.body)["next_run_at"] else { return true }
    let pause = try await services.pauses.current(of: automation.userID)
    return told.isNull == (automation.nextRunAt.map { pause?.covers($0) ?? false } ?? true)
  }

  @Sendable func setStatus(_ call: Call<String, DeploymentStatus>) async throws -> DeploymentStatus
  {
    try await services.deployments.setStatus(of: call.path, to: call.input, by: call.act)
    return call.input
  }

  @Sendable func preview(_ call: Call<Void, SchedulePreview>) async throws -> SchedulePreview {
    call.input
  }
}

extension DeploymentAPI {
  /// A deployment; the schedule is read with the other fields, so that all faults are told at once.
  var deployment: Input<DeployRequest> {
    .body(
      .required("trace_id", .rowID), .optional("name", .name), .scheduleType, .scheduleTime,
      .scheduleConfig, .optional("require_bound", .flag), .optional("proposals", .choice)
    ) {
      [services] traceID, name, type, time, config, requiresBound, proposals throws(Refusal) in
      let takesStrong = proposals == TakenProposals.strong
      let schedule = StoredSchedule(type: type ?? "", time: time, config: config)
      return try DeployRequest(
        traceID: traceID, schedule: schedule, name: name, requiresBound: requiresBound ?? false,
        takesStrong: takesStrong,
        others: services.deployments.faults(of: schedule))
    }
  }

  /// Which proposals are taken with a deployment.
  enum TakenProposals: String, CaseIterable { case strong, none }

  /// A schedule to be told in words and instants; to read it is to know them.
  var schedule: Input<SchedulePreview> {
    .body(
      .scheduleType, .scheduleTime, .scheduleConfig, .optional("after", .instant),
      .optional("count", .integer(1...Limits.previewedRuns))
    ) { [services] type, time, config, after, count throws(Refusal) in
      try services.deployments.preview(
        StoredSchedule(type: type ?? "", time: time, config: config), after: after,
        count: count ?? 5)
    }
  }

  static let status = Input<DeploymentStatus>.query(
    .required(
      "status", .text.described(as: .choice(DeploymentStatus.self), statuses), takesEmpty: true)
  ) { text throws(Refusal) in
    guard let status = DeploymentStatus(rawValue: text) else {
      throw .badRequest("Invalid status. Must be one of: \(statuses)")
    }
    return status
  }

  private static let statuses = DeploymentStatus.allCases.map(\.rawValue).joined(separator: ", ")

  static let deployed = Shape<DeployReceipt>.success([
    Member("message", .constant(deployedText)) { _ in deployedText },
    Member("deployment_status", .constant("deployed")) { _ in "deployed" },
    Member("next_run_at", Shape.instant.orNull) { $0.nextRunAt },
    Member("notices", Shape.text.list()) { $0.notices },
  ])
  private static let deployedText = "Automation deployed successfully"

  static let statusSet = Shape<DeploymentStatus>.success([
    Member("message", .text) { "Deployment status updated to '\($0.rawValue)'" }
  ])

  static let preview = Shape<SchedulePreview>.success([
    Member("next", Shape.instant.list()) { $0.next },
    Member("words", .text) { $0.words },
    Member("timezone", .text) { $0.timezone },
    Member("tzdb", .text) { $0.tzdb },
    Member("transitions", transition.list()) { $0.transitions },
    Member("notices", Shape.text.list()) { $0.notices },
  ])

  private static let transition = Shape<SchedulePreview.Transition>([
    Member("at", .instant) { $0.at },
    Member("offset_before", .number) { $0.offsetBefore },
    Member("offset_after", .number) { $0.offsetAfter },
    Member("touches", .flag) { $0.touches },
  ])
}

extension RequestField where Value == String? {
  /// Whoever reads the schedule tells that it is absent, beside what else is wrong there.
  static var scheduleType: RequestField {
    .optional("schedule_type", .text.described(as: .choice(of: ScheduleInput.types))).asRequired
  }
  static var scheduleTime: RequestField {
    .optional(
      "schedule_time",
      .text.described(
        as: .text.described(
          "HH:MM, or 9am and the like; for custom the text, where there is no customInterval")))
  }
}

extension RequestField where Value == JSON? {
  static var scheduleConfig: RequestField {
    .optional("schedule_config", .object.described(as: .scheduleConfig))
  }
}
