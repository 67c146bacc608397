package import OrderedJSON
import Scheduling

/// Why a text cannot be taken as an OpenAPI document, in a sentence that says what would be right.
package enum OpenAPIFault: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLong(bytes: Int)
  case notJSON(JSONFault)
  case notYAML(YAMLFault)
  /// It is a value, but nothing in it says that it is such a document.
  case noDocument
  /// Of version 2.0, which was called Swagger.
  case swagger(String)
  /// Neither 3.0 nor 3.1.
  case otherVersion(String)
  /// A part that must be something else for anything to be read.
  case malformed(part: String, rule: String)
  /// Several operations have one name.
  case sameID(String, operations: [String])
  case tooManyOperations
  /// Its references lead to more than can be followed.
  case tooEntangled
  case tooManyArguments
  /// The address that it is said to come from is none; with what would be right.
  case address(String)

  package var description: String {
    switch self {
    case .tooLong(let bytes):
      "The OpenAPI document must have at most \(Limits.openAPIBytes) bytes; there are \(bytes)."
    case .notJSON(let fault): "The OpenAPI document is no JSON, \(fault.description)."
    case .notYAML(let fault): "The OpenAPI document is no YAML for it, \(fault.description)."
    case .noDocument:
      "This is no OpenAPI document: it must be an object, JSON or YAML, with \"openapi\": \"3.0.x\" "
        + "or \"3.1.x\"."
    case .swagger(let version):
      "This is a document of Swagger \(version.quoted), which came before OpenAPI 3.0; converted to "
        + "3.0 or 3.1 it can be used."
    case .otherVersion(let version):
      "This is a document of OpenAPI \(version.quoted); 3.0 and 3.1 can be used."
    case .malformed(let part, let rule): "In the OpenAPI document \(part.quoted) \(rule)."
    case .sameID(let id, let operations):
      "In the OpenAPI document \(operations.map(\.quoted).listed(by: "and")) have the same "
        + "operationId, \(id.quoted); each must have one of its own."
    case .tooManyOperations:
      "The OpenAPI document must have at most \(Limits.openAPIOperations.tools) operations; one "
        + "with those that are needed would be right."
    case .tooEntangled:
      "The OpenAPI document refers to its own parts too often to be read; one with the operations "
        + "that are needed would be right."
    case .tooManyArguments:
      "The operations of the OpenAPI document must have at most \(Limits.openAPIArguments) "
        + "arguments in all; one with those that are needed would be right."
    case .address(let rule): "The URL of the OpenAPI document \(rule)."
    }
  }
}

extension String {
  /// As it stands in a sentence.
  var quoted: String { inOneLine(Limits.quotedNameBytes) }
}
