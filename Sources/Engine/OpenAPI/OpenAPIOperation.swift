import OrderedJSON
package import Workflows

/// An operation of an OpenAPI document, which is a tool by its name.
package struct OpenAPIOperation: Sendable {
  /// Its `operationId`.
  package let id: String
  /// In upper case.
  package let method: String
  /// With names in braces, as the document has it.
  package let path: String
  /// In one line; `nil`: the document says nothing.
  package let summary: String?
  /// What a call may have, those of the path first, then of query, headers and body.
  package let arguments: [OpenAPIArgument]
  /// What of it cannot be done, or is done otherwise than its names say, in sentences.
  package let notices: [String]
  let template: PathTemplate
  /// In the order of their places.
  let parameters: [OpenAPIParameter]
  let body: OpenAPIBody?
  /// What the document says of its server, itself, by its path, or for all; `nil`: nothing.
  let server: JSON?
  /// Whole; `nil`: it is not known where the document came from.
  let documentURL: String?
  /// The document, for what its schemas refer to.
  let schemas: SchemaDocument
}

extension OpenAPIOperation {
  /// What calling it twice does, as is certain of its method (RFC 9110, 9.2.1); `nil`: nothing is.
  package var certainEffect: Effect? { method == "GET" || method == "HEAD" ? .read : nil }

  /// What is to be proposed to a person: the same, and of `PUT` and `DELETE` what RFC 9110, 9.2.2 asks
  /// of them; `nil`: nothing.
  package var proposedEffect: Effect? {
    method == "PUT" || method == "DELETE" ? .idempotent : certainEffect
  }

  /// As it is called in sentences, beside its name: `POST /mails/{id}`.
  var address: String { "\(method) \(path)" }
}
