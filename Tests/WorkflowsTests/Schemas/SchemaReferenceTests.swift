import OrderedJSON
import Testing
import Workflows

/// What schemas refer to, and what of them is not checked.
@Suite struct SchemaReferenceTests {
  private func faults(_ value: String, _ schema: String) throws -> [String] {
    JSONSchema(try JSON(parsing: schema)).faults(of: try JSON(parsing: value))
      .map(\.description)
  }

  @Test func `a reference leads into the document, through escapes and percent signs`() throws {
    let schema = #"""
      {"$defs": {"a/b %": {"type": "string"}, "list": [{"type": "null"}]},
       "properties": {"x": {"$ref": "#/$defs/a~1b%20%25"}, "y": {"$ref": "#/$defs/list/0"},
        "z": {"$ref": "#/properties/x"}, "self": {"$ref": "#"}}}
      """#
    #expect(try JSONSchema(JSON(parsing: schema)).unchecked == [])
    #expect(
      try faults(#"{"x": 1, "y": 2, "z": 3, "self": {"self": {"x": null}}}"#, schema) == [
        "x must be a text; it is a number", "y must be null; it is a number",
        "z must be a text; it is a number", "self/self/x must be a text; it is null",
      ])
  }

  @Test func `the parts of a document are checked with what they share`() throws {
    let json = try JSON(
      parsing: #"""
        {"openapi": "3.0.3", "components": {"schemas": {
          "Node": {"type": "object", "required": ["name"], "properties": {
            "name": {"$ref": "#/components/schemas/Name"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}},
          "Name": {"type": "string", "minLength": 1}}}}
        """#)
    let document = SchemaDocument(json)
    let value = try JSON(parsing: #"{"name": "a", "children": [{"name": "b"}, {"name": ""}, {}]}"#)
    #expect(document.target(of: "#/components/schemas/Name") == ["type": "string", "minLength": 1])
    #expect(document.target(of: "#/components/schemas/Nobody") == nil)
    let reference: JSON = ["$ref": "#/components/schemas/Node"]
    for schema in [
      JSONSchema(reference, in: document), JSONSchema(reference, in: json),
      JSONSchema(json["components"]?["schemas"]?["Node"] ?? false, in: document),
    ] {
      #expect(
        schema.faults(of: value).map(\.description) == [
          "children/1/name must have at least 1 character; there are 0",
          "children/2/name is missing",
        ])
    }
  }

  @Test func `beside a reference stands what newer drafts check and older ones do not`() throws {
    func schema(_ dialect: String) throws -> JSONSchema {
      JSONSchema(
        try JSON(
          parsing: #"{\#(dialect)"definitions":{"t":{"type":"string"}},"#
            + ##""properties":{"a":{"$ref":"#/definitions/t","maxLength":1,"pattern":"^x"}}}"##))
    }
    let draft7 = #""$schema":"http://json-schema.org/draft-07/schema#","#
    #expect(try schema(draft7).faults(of: ["a": "xyz"]).isEmpty)
    #expect(try schema(draft7).unchecked == [])
    let draft2020 = #""$schema":"https://json-schema.org/draft/2020-12/schema","#
    for dialect in [draft2020, ""] {
      #expect(try schema(dialect).faults(of: ["a": "xyz"]).count == 1)
      #expect(try schema(dialect).unchecked == ["pattern"])
    }
    let nullable = JSONSchema(
      ["$ref": "#/t", "nullable": true], in: ["openapi": "3.0.0", "t": ["type": "string"]])
    #expect(nullable.faults(of: nil).isEmpty && nullable.faults(of: 1).count == 1)
  }

  @Test(arguments: [
    "#/nowhere", "#/a/0", "other.json#/a", "https://example.com/a", "#anchor", "#/a%2", "#/%FF",
    "#/~2", "",
  ])
  func `a reference that leads nowhere or out is named`(text: String) {
    let schema = JSONSchema(["properties": ["x": ["$ref": .string(text)]], "a": [:]])
    let name = "$ref \(text)".trimmed
    #expect(schema.unchecked.filter { $0 != "a" } == [name])
    #expect(schema.faults(of: ["x": 1]).isEmpty)
  }

  @Test func `a schema that leads to itself at one place ends with a fault`() throws {
    let fault = "cannot be checked: its schema leads to itself, or too deep"
    #expect(try faults("1", ##"{"$ref": "#"}"##) == [fault])
    #expect(
      try faults(
        "1",
        ##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}"##
      ) == [fault])
    #expect(try faults("1", ##"{"anyOf": [{"type": "integer"}, {"$ref": "#"}]}"##) == [])
  }

  @Test func `what is not checked is named once, and what asks nothing is not`() throws {
    let schema = JSONSchema(
      try JSON(
        parsing: ##"""
          {"$schema": "x", "$id": "y", "title": "t", "description": "d", "default": 1, "examples": [],
           "deprecated": true, "readOnly": true, "writeOnly": true, "x-own": 1, "$comment": "c",
           "discriminator": {}, "example": 1, "externalDocs": {}, "xml": {}, "definitions": {"u":
           {"uniqueItems": true}}, "pattern": "a", "properties": {"a": {"format": "date", "not": {},
           "pattern": "b"}, "b": {"if": {}, "then": {}, "else": {}}, "pattern": {"type": "string"}},
           "items": {"multipleOf": 2}}
          """##))
    #expect(schema.unchecked == ["pattern", "multipleOf", "format", "not", "if", "then", "else"])
  }

  @Test(arguments: [
    #"{"type": "file"}"#, #"{"type": []}"#, #"{"type": 1}"#, #"{"required": true}"#,
    #"{"minLength": "3"}"#, #"{"maxItems": -1}"#, #"{"minimum": "0"}"#, #"{"enum": {}}"#,
    #"{"minimum": 1e99999999999999999999}"#, #"{"properties": []}"#, #"{"anyOf": []}"#,
    #"{"allOf": {}}"#, #"{"items": [{"type": "null"}]}"#, #"{"minLength": 0.5}"#,
  ])
  func `a keyword that says what is not understood is named`(text: String) throws {
    let json = try JSON(parsing: text)
    let schema = JSONSchema(json)
    #expect(schema.unchecked == json.members?.map(\.key))
    for value in [[:], [1], "a", 1] as [JSON] { #expect(schema.faults(of: value).isEmpty) }
  }

  @Test func `a part that is no schema is named`() {
    let schema = JSONSchema(["properties": ["a": "string"], "items": 5])
    #expect(schema.unchecked == ["a schema that is a number", "a schema that is a text"])
    #expect(JSONSchema("string").faults(of: 1).isEmpty)
  }

  @Test func `members that a pattern may allow are not refused`() throws {
    let schema = JSONSchema(
      ["patternProperties": ["^x": [:]], "additionalProperties": false, "properties": [:]])
    #expect(schema.unchecked == ["patternProperties", "additionalProperties"])
    #expect(schema.faults(of: ["x": 1]).isEmpty)
  }

  @Test func `elements before those that are checked are not held against them`() {
    let schema = JSONSchema(["prefixItems": [[:], [:]], "items": ["type": "null"]])
    #expect(schema.unchecked == ["prefixItems"])
    #expect(schema.faults(of: [1, 2, nil]).isEmpty)
    #expect(schema.faults(of: [1, 2, 3]).map(\.description) == ["2 must be null; it is a number"])
  }

  @Test func `two alternatives that only something unchecked tells apart are no fault`() throws {
    let patterns = #"{"oneOf": [{"pattern": "^a"}, {"type": "string", "pattern": "^b"}]}"#
    #expect(try faults(#""ab""#, patterns) == [])
    let oneOfThem = #"{"oneOf": [{"allOf": [{"format": "date"}]}, {"type": "string"}]}"#
    #expect(try faults(#""ab""#, oneOfThem) == [])
    let inside = #"{"oneOf": [{"anyOf": [{"type": "null", "not": {}}, {}]}, {"type": "string"}]}"#
    #expect(try faults(#""ab""#, inside).count == 1)
  }
}
