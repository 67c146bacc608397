import Automations
import Engine
import Foundation
import OrderedJSON
import TestSupport

extension OpenAPIDocument {
  /// One of the documents beside the tests.
  static func sample(_ name: String, from url: String? = nil) throws -> OpenAPIDocument {
    let file = Project.root.appending(path: "Tests/EngineTests/OpenAPI/Samples/\(name)")
    return try OpenAPIDocument(String(contentsOf: file, encoding: .utf8), from: url)
  }

  /// A document with one operation, `call`, which is a POST.
  /// - Parameter operation: its members in JSON, with a comma behind each.
  static func of(_ operation: String = "", path: String = "/things") throws -> OpenAPIDocument {
    try OpenAPIDocument(
      """
      {"openapi": "3.1.0", "servers": [{"url": "https://api.example"}], "paths": {"\(path)": {
        "post": {\(operation) "operationId": "call"}
      }}}
      """)
  }

  /// The request that a call makes of one of its operations.
  func request(
    _ operation: String, _ params: JSON, below base: String? = nil, signIn: SignIn = .none
  ) throws -> OpenAPIRequest {
    guard let operation = self.operation(operation) else { throw NoOperation() }
    return try operation.request(for: params, below: base, signIn: signIn, key: "key")
  }

  /// Why a call cannot be made; `nil`: it can.
  func fault(
    _ operation: String, _ params: JSON, below base: String? = nil
  ) throws -> String? {
    do {
      _ = try request(operation, params, below: base)
      return nil
    } catch let fault as OpenAPICallFault {
      return fault.description
    }
  }
}

extension OpenAPIDocument {
  func request(_ params: JSON) throws -> OpenAPIRequest { try request("call", params) }

  func fault(_ params: JSON, below base: String? = nil) throws -> String? {
    try fault("call", params, below: base)
  }
}

/// A test asks for one that its document has not.
private struct NoOperation: Error {}

extension OpenAPIRequest {
  var url: String { outgoing.url.text }

  /// As a text; `nil`: there is none.
  var bodyText: String? { outgoing.body.map { String(decoding: $0, as: UTF8.self) } }

  func header(_ name: String) -> String? {
    outgoing.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why a text is no document; `nil`: it is one.
func fault(ofDocument text: String, from url: String? = nil) -> OpenAPIFault? {
  do throws(OpenAPIFault) {
    _ = try OpenAPIDocument(text, from: url)
    return nil
  } catch {
    return error
  }
}
