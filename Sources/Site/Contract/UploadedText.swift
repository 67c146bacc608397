import Automations
import Hummingbird
import NIOCore
import OrderedJSON

/// A text in a body, or in a file of a form.
struct UploadedText: Sendable {
  let text: String

  /// Of bodies; of a form the first field with a content counts.
  static let types = [
    "application/json", "application/x-ndjson", "text/plain", "multipart/form-data",
  ]
  private static let others: Set = ["application/jsonl", "application/ndjson"]

  /// - Throws: `UnsupportedMediaType`; `Refusal.badRequest` for what is no text or no form.
  init(_ request: Request) async throws {
    let written = request.headers[.contentType] ?? "text/plain"
    let type = written.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    let body = try await request.body.collect(upTo: .max)
    if type == "multipart/form-data" {
      let form = try Form(multipart: body.readableBytesView, type: written)
      guard let field = form.fields.first(where: { !$0.value.isEmpty }) else {
        throw Refusal.badRequest("The form has no file")
      }
      text = field.value
      return
    }
    guard
      UploadedText.types.contains(type) || UploadedText.others.contains(type)
        || request.hasJSONContentType
    else { throw UnsupportedMediaType(taken: UploadedText.types.joined(separator: ", ")) }
    guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
      throw Refusal.badRequest("The body is no text in UTF-8")
    }
    self.text = text
  }
}
