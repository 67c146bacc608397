import Automations
import Hummingbird
import Logging
import OrderedJSON

/// Whether the program can serve.
struct HealthAPI: Sendable {
  let services: Services

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    if let fault = await services.healthFault() {
      // Anybody may ask: paths of the server are for the log alone.
      context.logger.error("storage failed", metadata: ["error": "\(fault)"])
      let reason = (fault as? any StorageFailure)?.outline ?? "the database does not answer"
      return .json(
        ["status": "unavailable", "reason": .string(reason)], status: .serviceUnavailable)
    }
    return .json(["status": "ok"])
  }

  static let schema = Schema.object([
    ("status", .choice(of: ["ok", "unavailable"]), true), ("reason", .text, false),
  ])
}
