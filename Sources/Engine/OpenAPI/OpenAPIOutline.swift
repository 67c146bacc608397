package import Workflows

/// A tool as a list for people has it.
package struct OpenAPITool: Hashable, Sendable {
  /// Its `operationId`.
  package let name: String
  /// In one line; `nil`: the document says nothing.
  package let summary: String?
  /// As it is asked: `POST /mails/{id}`.
  package let address: String
  package let arguments: [OpenAPIArgument]
  /// What repeating it would do, as is to be proposed; `nil`: nobody knows.
  package let proposedEffect: Effect?
  /// What of it cannot be done, or is done otherwise than its names say, in sentences.
  package let notices: [String]
}

extension OpenAPIDocument {
  /// Its tools in their order.
  package var outline: [OpenAPITool] {
    operations.map {
      OpenAPITool(
        name: $0.id, summary: $0.summary, address: $0.address, arguments: $0.arguments,
        proposedEffect: $0.proposedEffect, notices: $0.notices)
    }
  }
}
