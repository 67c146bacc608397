import Automations
import Hummingbird
import OrderedJSON

/// The pause of all that a person has, and what a person should know, in the JSON API.
struct PauseAPI: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let pause = try await services.pauses.current(for: context.requireCaller())
    return .json(["success": true, "pause": pause?.json ?? .null])
  }

  @Sendable func begin(_ request: Request, _ context: SiteContext) async throws -> Response {
    var body = try await JSONBody(request)
    let (reason, until) = (body.text("reason"), body.optionalInstant("until"))
    guard body.faults.isEmpty else { throw Refusal.invalid(body.faults) }
    let caller = try context.requireCaller()
    try await services.pauses.begin(reason: reason, until: until, by: caller)
    let pause = try await services.pauses.current(for: caller)
    return .json([
      "success": true, "message": "Everything is paused", "pause": pause?.json ?? .null,
    ])
  }

  @Sendable func end(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await services.pauses.end(by: context.requireCaller())
    return .json(["success": true, "message": "The pause is over"])
  }

  @Sendable func notices(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = QueryReader(request)
    let window = query.window()
    try query.check()
    let listing = try await services.runs.notices(window, for: context.requireCaller())
    return .json([
      "success": true, "notices": .array(listing.elements.map(\.json)),
      "count": JSON(listing.elements.count), "total": JSON(listing.total),
    ])
  }
}

extension Pause {
  fileprivate var json: JSON {
    ["reason": .string(reason), "since": JSON(since), "until": JSON(until)]
  }
}

extension AutomationNotice {
  fileprivate var json: JSON {
    [
      "trace_id": .string(traceID), "at": JSON(at), "kind": .string(kind.rawValue),
      "words": .string(words),
    ]
  }
}
