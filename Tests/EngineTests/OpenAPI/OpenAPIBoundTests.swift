import Engine
import OrderedJSON
import Testing

/// Documents and calls that are there to take time and memory.
@Suite struct OpenAPIBoundTests {
  @Test func `a document has a size`() {
    let head = #"{"openapi": "3.1.0", "info": ""#
    let most =
      head + String(repeating: "x", count: Limits.openAPIBytes - head.utf8.count - 2) + "\"}"
    #expect(fault(ofDocument: most) == nil)
    #expect(fault(ofDocument: most + " ") == .tooLong(bytes: Limits.openAPIBytes + 1))
  }

  @Test func `schemas that refer to themselves are read once, and values as deep as they are`()
    throws
  {
    let document = try OpenAPIDocument(
      """
      openapi: 3.1.0
      servers: [{url: https://api.example}]
      paths:
        /a:
          post:
            operationId: call
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}
      components:
        schemas:
          A:
            allOf: [{$ref: '#/components/schemas/B'}]
            properties: {a: {$ref: '#/components/schemas/A'}}
          B:
            allOf: [{$ref: '#/components/schemas/A'}]
            properties: {b: {$ref: '#/components/schemas/C'}}
          C: {$ref: '#/components/schemas/C'}
      """)
    #expect(document.operations[0].arguments.map(\.name) == ["a", "b"])
    #expect(try document.fault(["b": 1])?.contains("leads to itself") == true)
  }

  @Test func `a chain of references is followed to its end`() throws {
    let schemas = (0..<9000).map { ##""S\##($0)": {"$ref": "#/components/schemas/S\##($0 + 1)"}"## }
    let document = try OpenAPIDocument(
      """
      {"openapi": "3.1.0", "servers": [{"url": "https://api.example"}], "paths": {"/a": {"post": {
        "operationId": "call", "requestBody": {"content": {"application/json": {"schema":
        {"$ref": "#/components/schemas/S0"}}}}}}},
      "components": {"schemas": {\(schemas.joined(separator: ",")),
        "S9000": {"properties": {"a": {}}}}}}
      """)
    #expect(document.operations[0].arguments.map(\.name) == ["a"])
  }

  @Test func `many operations that share a long list end the reading`() {
    let properties = (0..<5000).map { #""p\#($0)":{}"# }.joined(separator: ",")
    let paths = (0..<1900).map {
      ##""/\##($0)":{"put":{"operationId":"o\##($0)","requestBody":{"$ref":"#/components/requestBodies/B"}}}"##
    }
    let document = """
      {"openapi": "3.1.0", "paths": {\(paths.joined(separator: ","))},
      "components": {"requestBodies": {"B": {"content": {"application/json": {"schema":
      {"properties": {\(properties)}}}}}}}}
      """
    #expect(fault(ofDocument: document) == .tooManyArguments)
    let closed = document.replacing(#"{}"#, with: #"{"readOnly":true}"#)
    #expect(fault(ofDocument: closed) == .tooEntangled)
  }

  @Test func `operations are counted`() throws {
    func document(_ count: Int) -> String {
      let paths = (0..<count).map { #""/\#($0)": {"get": {"operationId": "o\#($0)"}}"# }
      return #"{"openapi": "3.1.0", "paths": {\#(paths.joined(separator: ","))}}"#
    }
    #expect(fault(ofDocument: document(2000)) == nil)
    #expect(fault(ofDocument: document(2001)) == .tooManyOperations)
    let unnamed = (0..<500).map { #""/\#($0)": {"get": {}}"# }.joined(separator: ",")
    let left = try OpenAPIDocument(#"{"openapi": "3.1.0", "paths": {\#(unnamed)}}"#)
    #expect(left.leftAway.count == 100)
    #expect(left.leftAwayCount == 500)
  }

  @Test func `a long argument is refused before it is written a thousand times`() throws {
    let path = String(repeating: "/{a}", count: 5000)
    let document = try OpenAPIDocument.of(
      #""parameters": [{"name": "a", "in": "path"}, {"name": "b", "in": "query"}],"#, path: path)
    let long = JSON.string(String(repeating: "x", count: 60_000))
    #expect(
      try document.fault(["a": long])
        == "The param a makes what is sent longer than 65536 bytes, with the others.")
    let list = JSON.array(Array(repeating: 1, count: 100_000))
    #expect(
      try document.fault(["a": 1, "b": list])
        == "The param b makes what is sent longer than 65536 bytes, with the others.")
  }

  @Test func `path and query together fit into a URL`() throws {
    let document = try OpenAPIDocument.of(
      #""parameters": [{"name": "a", "in": "path"}, {"name": "b", "in": "query"}],"#,
      path: "/{a}")
    let long = JSON.string(String(repeating: "x", count: 40_000))
    #expect(try document.fault(["a": long, "b": long])?.contains("at most 65536 bytes") == true)
  }

  @Test func `headers have the bounds of all requests`() throws {
    let document = try OpenAPIDocument.of(#""parameters": [{"name": "a", "in": "header"}],"#)
    let long = JSON.string(String(repeating: "x", count: 20_000))
    #expect(try document.fault(["a": long])?.contains("at most 16384 bytes with its name") == true)
  }

  @Test func `a body has the bound of all requests`() throws {
    let document = try OpenAPIDocument.of(
      #""requestBody": {"content": {"text/plain": {"schema": {"type": "string"}}}},"#)
    let long = JSON.string(String(repeating: "x", count: Limits.requestBodyBytes + 1))
    #expect(
      try document.fault(["body": long])
        == "The param body must have at most 8388608 bytes as it is sent.")
  }
}
