import Automations
import Hummingbird
import OrderedJSON
import Scheduling

/// Deploying, and schedules, in the JSON API.
struct DeploymentAPI: Sendable {
  let services: Services

  @Sendable func deploy(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let (traceID, name) = (body.text("trace_id"), body.optionalText("name"))
    let schedule = DeploymentAPI.schedule(from: &body)
    let requiresBound = body.optionalFlag("require_bound") ?? false
    let deploy = try body.build { () throws(Refusal) in
      try DeployRequest(
        traceID: traceID, schedule: schedule, name: name, requiresBound: requiresBound,
        others: services.deployments.faults(of: schedule))
    }
    let receipt = try await services.deployments.deploy(deploy, by: context.requireCaller())
    return .json([
      "success": true, "message": "Automation deployed successfully",
      "deployment_status": "deployed", "next_run_at": JSON(receipt.nextRunAt),
      "notices": .array(receipt.notices.map(JSON.string)),
    ])
  }

  @Sendable func setStatus(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = QueryReader(request)
    guard let text = query.given("status") else {
      throw InvalidInput(
        place: .query,
        faults: [
          Fault(["status"], "Field required: \(DeploymentAPI.statuses)", .missing)
        ])
    }
    guard let status = DeploymentStatus(rawValue: text) else {
      throw Refusal.badRequest("Invalid status. Must be one of: \(DeploymentAPI.statuses)")
    }
    try await services.deployments.setStatus(
      of: context.parameter("id"), to: status, by: context.requireCaller())
    return .json([
      "success": true, "message": .string("Deployment status updated to '\(status.rawValue)'"),
    ])
  }

  @Sendable func preview(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let schedule = DeploymentAPI.schedule(from: &body)
    let count = body.optionalInteger("count", 1...100) ?? 5
    let after = body.optionalInstant("after")
    let preview = try body.build { () throws(Refusal) in
      try services.deployments.preview(schedule, after: after, count: count)
    }
    return .json([
      "success": true, "next": .array(preview.next.map { .string($0.rfc3339) }),
      "words": .string(preview.words), "timezone": .string(preview.timezone),
      "tzdb": .string(preview.tzdb), "transitions": .array(preview.transitions.map(\.json)),
      "notices": .array(preview.notices.map(JSON.string)),
    ])
  }

  private static let statuses = DeploymentStatus.allCases.map(\.rawValue).joined(separator: ", ")

  private static func schedule(from body: inout JSONBody) -> StoredSchedule {
    StoredSchedule(
      type: body.optionalText("schedule_type") ?? "", time: body.optionalText("schedule_time"),
      config: body.optionalObject("schedule_config"))
  }
}

extension SchedulePreview.Transition {
  fileprivate var json: JSON {
    [
      "at": JSON(at), "offset_before": JSON(offsetBefore), "offset_after": JSON(offsetAfter),
      "touches": .bool(touches),
    ]
  }
}
