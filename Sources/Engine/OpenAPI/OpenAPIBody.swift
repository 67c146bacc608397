import Automations
import OrderedJSON
import Scheduling

/// What an operation takes as its request's body.
struct OpenAPIBody: Sendable {
  /// As the header `Content-Type` has it.
  let contentType: String
  let form: Form
  let isRequired: Bool
  /// What it must be, with references of the document.
  let schema: JSON
  /// What it has as an object; `nil`: it is the argument `body`, whatever it is.
  let properties: OpenAPIProperties?
  /// How properties are written in a form, by their names.
  let encodings: JSON

  /// How a value becomes bytes.
  enum Form: Sendable { case json, form, text }

  /// The name of the argument that a body is which is no object with properties.
  static let wholeName = "body"
}

extension OpenAPIBody {
  /// Reads what a document says of it, and takes the media type that says most.
  /// - Parameter json: no reference.
  /// - Returns: `nil` where it describes none.
  init?(_ json: JSON, _ references: inout OpenAPIReferences) throws(OpenAPIObstacle) {
    isRequired = json["required"]?.boolean == true
    let content = json["content"]?.members ?? []
    references.spend(8 * content.count)
    let choices = content.compactMap { OpenAPIBody.choice($0.key, $0.value) }
    guard let choice = choices.min(by: { $0.rank < $1.rank }) else {
      guard isRequired, !content.isEmpty else { return nil }
      throw OpenAPIObstacle(
        "it takes a body of \(content.map(\.key).listedInBrief), and only JSON, forms "
          + "(application/x-www-form-urlencoded) and text/plain can be sent")
    }
    (contentType, form) = (choice.contentType, choice.form)
    schema = choice.described["schema"] ?? true
    encodings = choice.described["encoding"] ?? [:]
    properties = form == .text ? nil : OpenAPIProperties(of: schema, &references)
  }

  private typealias Choice = (rank: Int, contentType: String, form: Form, described: JSON)

  /// - Returns: `nil` for a media type that cannot be written.
  private static func choice(_ key: String, _ described: JSON) -> Choice? {
    guard key.utf8.count <= Limits.nameCharacters, !key.hasControlCharacter,
      let type = MediaType(key)
    else { return nil }
    switch type.name {
    case "application/json": return (0, key.trimmed, .json, described)
    case _ where type.isJSON: return (1, key.trimmed, .json, described)
    case "application/x-www-form-urlencoded": return (2, key.trimmed, .form, described)
    case "application/*", "*/*": return (3, "application/json", .json, described)
    case "text/plain": return (4, key.trimmed, .text, described)
    case "text/*": return (5, "text/plain; charset=utf-8", .text, described)
    default: return nil
    }
  }
}
