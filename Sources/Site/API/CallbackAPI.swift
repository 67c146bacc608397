import Automations
import OrderedJSON

/// The answers of steps that were taken and are carried out elsewhere, in the JSON API.
struct CallbackAPI: Sendable {
  let services: Services

  @Sendable func token(_ text: String) throws -> CallbackToken {
    try services.callbacks.token(text)
  }

  @Sendable func take(_ token: CallbackToken, _ body: JSON) async throws {
    try await services.callbacks.answer(token, saying: body)
  }

  /// One of both.
  static let answer = Input<JSON>(
    description: InputDescription(
      place: .body,
      fields: [
        ("result", .any, false),
        (
          "error", Schema.object([("message", .text, true), ("permanent", .flag, false)]), false
        ),
      ])
  ) { request in
    try await JSONBody.object(request)
  }
}
