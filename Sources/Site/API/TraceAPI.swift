import Automations
import Hummingbird
import OrderedJSON

/// Traces in the JSON API.
struct TraceAPI: Sendable {
  let services: Services

  @Sendable func create(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let draft = try TraceAPI.draft(from: &body, threadID: nil)
    let id = try await services.traces.save(
      draft, id: context.newID, by: context.requireCaller())
    return .json(
      ["success": true, "trace_id": .string(id), "message": "Automation trace saved successfully"],
      status: .created)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let trace = try await services.traces.trace(
      context.parameter("id"), for: context.requireCaller())
    return .json(["success": true, "trace": trace.json])
  }

  @Sendable func showThread(_ request: Request, _ context: SiteContext) async throws -> Response {
    let trace = try await services.traces.newestTrace(
      ofThread: context.parameter("thread_id"), for: context.requireCaller())
    return .json(["success": true, "trace": trace.json])
  }

  @Sendable func upsertThread(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let threadID = context.text("thread_id") else {
      throw InvalidInput(
        place: .path, faults: [Fault(["thread_id"], "must be UTF-8, percent-encoded")])
    }
    var body = try await JSONBody(request)
    let draft = try TraceAPI.draft(from: &body, threadID: threadID)
    let (id, isNew) = try await services.traces.upsert(draft, by: context.requireCaller())
    let message =
      isNew ? "Automation trace saved successfully" : "Trace updated successfully"
    return .json(
      ["success": true, "trace_id": .string(id), "message": .string(message)],
      status: isNew ? .created : .ok)
  }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = QueryReader(request)
    let (userID, providerID) = (query.identifier("user_id"), query.identifier("provider_id"))
    let window = query.window()
    let status: DeploymentStatus? = query.choice("status")
    try query.check()
    let listing = try await services.traces.list(
      userID: userID, providerID: providerID, status: status, window,
      for: context.requireCaller())
    return .json([
      "success": true, "traces": .array(listing.elements.map(\.json)),
      "count": JSON(listing.elements.count), "total": JSON(listing.total),
    ])
  }

  @Sendable func update(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let id = context.parameter("id")
    body.check("trace_id", is: id)
    let (name, traceData) = (body.optionalText("name"), body.optionalValue("trace_data"))
    let change = try body.build { () throws(Refusal) in
      try TraceChange(name: name, traceData: traceData)
    }
    try await services.traces.update(id, change, by: context.requireCaller())
    return .json(["success": true, "message": "Trace updated successfully"])
  }

  @Sendable func delete(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.traces.delete(context.parameter("id"), by: context.requireCaller())
    return .json(["success": true, "message": "Trace deleted successfully"])
  }

  /// - Parameter threadID: from the path; `nil`: the body has it.
  private static func draft(from body: inout JSONBody, threadID: String?) throws -> TraceDraft {
    let userID = body.optionalText("user_id")
    let providerID = body.text("provider_id")
    let threadID = threadID ?? body.text("thread_id")
    let name = body.optionalText("name")
    let traceData = body.value("trace_data", "a list of objects")
    return try body.build { () throws(Refusal) in
      try TraceDraft(
        userID: userID, providerID: providerID, threadID: threadID, name: name,
        traceData: traceData)
    }
  }
}
