import OrderedJSON
import Testing
import Workflows

/// What fits a schema and what does not, keyword by keyword.
@Suite struct JSONSchemaTests {
  private func fits(_ value: String, _ schema: String) throws -> Bool {
    let schema = JSONSchema(try JSON(parsing: schema))
    #expect(schema.unchecked == [])
    return schema.faults(of: try JSON(parsing: value)).isEmpty
  }

  @Test(arguments: [
    (#"{"type": "string"}"#, [#""a""#, #""""#], ["1", "null", #"["a"]"#]),
    (#"{"type": "integer"}"#, ["1", "1.0", "-10e-1", "1e400"], ["1.5", #""1""#, "true", "1e-1"]),
    (#"{"type": "number"}"#, ["1", "1.5", "1e99999999999999999999"], [#""1""#, "null"]),
    (#"{"type": "boolean"}"#, ["true", "false"], ["0", "1", #""true""#, "null"]),
    (#"{"type": "null"}"#, ["null"], ["0", "false", #""""#, "[]"]),
    (#"{"type": "array"}"#, ["[]", "[1]"], ["{}", #""[]""#]),
    (#"{"type": "object"}"#, ["{}"], ["[]", "null"]),
    (#"{"type": ["string", "null"]}"#, [#""a""#, "null"], ["1"]),
    (#"{"type": ["integer", "string"]}"#, ["2.0", #""a""#], ["2.5"]),
    (#"{"type": "string", "nullable": true}"#, [#""a""#, "null"], ["1"]),
    (#"{"type": "string", "nullable": false}"#, [#""a""#], ["null"]),
    (#"{"nullable": true, "enum": ["a"]}"#, [#""a""#, "null"], [#""b""#]),
    ("true", ["1", "null", "{}"], []), ("false", [], ["1", "null", "{}"]),
    ("{}", ["1", "null", "[1]"], []),
  ])
  func `types`(schema: String, fitting: [String], others: [String]) throws {
    for value in fitting { #expect(try fits(value, schema), "\(value)") }
    for value in others { #expect(try !fits(value, schema), "\(value)") }
  }

  @Test(arguments: [
    (
      #"{"enum": ["a", 1, null]}"#, [#""a""#, "1", "1.0", "10e-1", "null"], [#""A""#, "2", "true"]
    ),
    (
      #"{"enum": [{"a": [1, 2.50], "b": {}}]}"#, [#"{"b":{},"a":[1.0,25e-1]}"#],
      [#"{"a":[2.5,1],"b":{}}"#]
    ),
    (#"{"enum": []}"#, [], ["null"]), (#"{"const": 0}"#, ["0", "-0.0"], ["false", "null", "[]"]),
    (#"{"const": null}"#, ["null"], ["0"]),
    (#"{"const": "\u00e9"}"#, [#""\u00e9""#], [#""e\u0301""#]),
    (
      #"{"const": {"a": 1}}"#, [#"{"a": 2, "a": 1}"#], [#"{"a": 1, "a": 2}"#, #"{"a": 1, "b": 1}"#]
    ),
    (#"{"const": 9007199254740993}"#, ["9007199254740993.0"], ["9007199254740992"]),
  ])
  func `values`(schema: String, fitting: [String], others: [String]) throws {
    for value in fitting { #expect(try fits(value, schema), "\(value)") }
    for value in others { #expect(try !fits(value, schema), "\(value)") }
  }

  @Test(arguments: [
    (
      #"{"minimum": 1.5}"#, ["1.5", "15e-1", "2", #""a""#, "1e400"],
      ["1.49999999999999999999", "-2"]
    ),
    (#"{"maximum": -1}"#, ["-1", "-1.0", "-1e400"], ["-0.99999999999999999999999", "0"]),
    (
      #"{"exclusiveMinimum": 0, "exclusiveMaximum": 1}"#, ["0.5", "1e-400"],
      ["0", "-0", "1", "1.0"]
    ),
    (#"{"minimum": 0, "exclusiveMinimum": true}"#, ["0.1"], ["0"]),
    (#"{"maximum": 5, "exclusiveMaximum": true}"#, ["4"], ["5"]),
    (#"{"minimum": 0, "exclusiveMinimum": false}"#, ["0"], ["-1"]),
    (#"{"minimum": 0, "exclusiveMinimum": 3}"#, ["4"], ["3", "1"]),
    (#"{"maximum": 1}"#, ["1"], ["1e99999999999999999999"]),
  ])
  func `bounds of numbers, in both ways of saying that they do not belong`(
    schema: String, fitting: [String], others: [String]
  ) throws {
    for value in fitting { #expect(try fits(value, schema), "\(value)") }
    for value in others { #expect(try !fits(value, schema), "\(value)") }
  }

  @Test(arguments: [
    (#"{"minLength": 2, "maxLength": 3}"#, [#""ab""#, #""😀😀😀""#, "1"], [#""a""#, #""abcd""#]),
    (#"{"maxLength": 1}"#, [#""é""#], [#""e\u0301""#]),
    (#"{"maxLength": 2.0}"#, [#""ab""#], [#""abc""#]),
    (#"{"minLength": 1e30}"#, ["1"], [#""abc""#]),
    (#"{"minItems": 1, "maxItems": 2}"#, ["[1]", "[1,2]", "{}"], ["[]", "[1,2,3]"]),
    (
      #"{"minProperties": 1, "maxProperties": 1}"#, [#"{"a":1}"#, #"{"a":1,"a":2}"#, "[]"],
      ["{}", #"{"a":1,"b":2}"#]
    ),
  ])
  func `bounds of lengths and counts`(schema: String, fitting: [String], others: [String]) throws {
    for value in fitting { #expect(try fits(value, schema), "\(value)") }
    for value in others { #expect(try !fits(value, schema), "\(value)") }
  }

  @Test(arguments: [
    (#"{"required": ["a", "b"]}"#, [#"{"a":null,"b":1}"#, "1"], [#"{"a":1}"#, "{}"]),
    (#"{"required": []}"#, ["{}"], []),
    (
      #"{"properties": {"a": {"type": "string"}, "b": false}}"#,
      [#"{"a":"x","c":1}"#, "{}", #"{"a":1,"a":"x"}"#, "[1]"],
      [#"{"a":1}"#, #"{"b":1}"#, #"{"a":"x","a":1}"#]
    ),
    (
      #"{"properties": {"a": {}}, "additionalProperties": false}"#, [#"{"a":1}"#, "{}"],
      [#"{"a":1,"b":1}"#]
    ),
    (
      #"{"properties": {"a": {}}, "additionalProperties": {"type": "number"}}"#,
      [#"{"a":"x","b":1}"#], [#"{"b":"x"}"#]
    ),
    (#"{"additionalProperties": true}"#, [#"{"a":1}"#], []),
    (#"{"items": {"type": "number"}}"#, ["[]", "[1,2]", #"{"0":"a"}"#], [#"[1,"a"]"#]),
    (#"{"items": false}"#, ["[]"], ["[1]"]),
    (
      #"{"required": ["id", "name"], "properties": {"id": {"readOnly": true}, "name": {}}}"#,
      [#"{"name":"x"}"#, #"{"id":1,"name":"x"}"#], [#"{"id":1}"#]
    ),
    (
      #"{"allOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, [#"{"a":1,"b":1}"#],
      [#"{"a":1}"#]
    ),
    (#"{"anyOf": [{"type": "string"}, {"minimum": 5}]}"#, [#""a""#, "5", "null"], ["4"]),
    (#"{"oneOf": [{"type": "integer"}, {"minimum": 2}]}"#, ["1", "2.5"], ["3", "1.5"]),
  ])
  func `members, elements and alternatives`(
    schema: String, fitting: [String], others: [String]
  ) throws {
    for value in fitting { #expect(try fits(value, schema), "\(value)") }
    for value in others { #expect(try !fits(value, schema), "\(value)") }
  }
}
