import Automations
import Engine
import OrderedJSON
import Testing

/// What calls send besides their address.
@Suite struct OpenAPIBodyTests {
  @Test func `a form has words as they are, lists as the document says, and the rest as JSON`()
    throws
  {
    let request = try OpenAPIDocument.sample("shop.yaml").request(
      "order",
      [
        "thing": "a b&c~", "sizes": [1, 2], "tags": ["x", "y z"], "address": ["street": "Main St."],
      ])
    #expect(request.url == "https://orders.shop.example/orders")
    #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
    #expect(
      request.bodyText
        == "thing=a+b%26c%7E&sizes=1&sizes=2&tags=x%7Cy+z&address=%7B%22street%22%3A%22Main+St.%22%7D"
    )
  }

  @Test func `an optional body without arguments is none, a needed one is empty`() throws {
    let schema = #""content": {"application/json": {"schema": {"properties": {"a": {}}}}}"#
    let optional = try OpenAPIDocument.of("\"requestBody\": {\(schema)},")
    #expect(try optional.request([:]).outgoing.body == nil)
    #expect(try optional.request(nil).outgoing.body == nil)
    let needed = try OpenAPIDocument.of("\"requestBody\": {\"required\": true, \(schema)},")
    #expect(try needed.request([:]).bodyText == "{}")
  }

  @Test func `a schema of alternatives takes what one of them takes`() throws {
    let document = try OpenAPIDocument.of(
      """
      "requestBody": {"content": {"*/*": {"schema": {
        "type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
        "oneOf": [
          {"required": ["mail"], "properties": {"kind": {"const": "mail"}, "mail": {"type": "string"}}},
          {"required": ["phone"], "properties": {"kind": {"const": "phone"}, "phone": {"type": "integer"}}}
        ]}}}},
      """)
    let request = try document.request(["kind": "phone", "phone": 112])
    #expect(request.bodyText == #"{"kind":"phone","phone":112}"#)
    #expect(request.header("Content-Type") == "application/json")
    #expect(
      try document.fault(["kind": "phone", "phone": "x"])
        == "The param phone must be a whole number; it is a text.")
  }

  @Test func `a schema that says nothing of properties is the argument body`() throws {
    let document = try OpenAPIDocument.of(
      #""requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},"#)
    #expect(document.operations[0].arguments.map(\.name) == ["body"])
    #expect(try document.request(["body": ["a": 1]]).bodyText == #"{"a":1}"#)
  }

  @Test(arguments: [
    (["application/json; charset=utf-8", "text/plain"], "application/json; charset=utf-8"),
    (["text/plain", "application/problem+json", "application/json"], "application/json"),
    (["text/plain", "application/problem+json"], "application/problem+json"),
    (
      ["text/plain", "*/*", "application/x-www-form-urlencoded"],
      "application/x-www-form-urlencoded"
    ),
    (["image/png", "text/*", "application/*"], "application/json"),
    (["image/png", "text/*"], "text/plain; charset=utf-8"),
    (["TEXT/PLAIN;charset=utf-8", "a/b\n"], "TEXT/PLAIN;charset=utf-8"),
  ])
  func `of several media types the one that says most is sent`(types: [String], sent: String) throws
  {
    let content = JSON.object(types.map { JSON.Member($0, [:]) }).serialized
    let document = try OpenAPIDocument.of(#""requestBody": {"content": \#(content)},"#)
    let body: JSON = sent.hasPrefix("application") ? ["a": 1] : "a"
    #expect(try document.request(["body": body]).header("Content-Type") == sent)
  }

  @Test func `a body that cannot be written and need not be there is told`() throws {
    let document = try OpenAPIDocument.of(
      #""requestBody": {"content": {"image/png": {}, "text/csv": {}}},"#)
    #expect(
      document.operations[0].notices == [
        "The body is left away: it would be image/png and text/csv, and only JSON, forms and "
          + "text/plain can be sent."
      ])
    let request = try document.request(["body": "a"])
    #expect(request.outgoing.body == nil)
    #expect(request.leftAway == ["body"])
  }

  @Test(
    arguments: [
      (#""additionalProperties": false"#, nil), (#""type": "object""#, nil),
      (#""additionalProperties": false, "allOf": [{"additionalProperties": true}]"#, nil),
      (#""anyOf": [{"required": ["a"]}]"#, nil), (#""additionalProperties": true"#, 1),
      (#""additionalProperties": {"type": "integer"}"#, 1), (#""patternProperties": {"b": {}}"#, 1),
      (#""oneOf": [{"properties": {"b": {}}}]"#, 1),
    ] as [(String, Int?)])
  func `other names go into the body where the document says that it has them`(
    rule: String, value: Int?
  ) throws {
    let document = try OpenAPIDocument.of(
      """
      "requestBody": {"content": {"application/json": {"schema": {
        "properties": {"a": {}}, \(rule)}}}},
      """)
    let request = try document.request(["a": 1, "b": 1])
    #expect(try JSON(parsing: request.bodyText ?? "")["b"]?.integer == value)
    #expect(request.leftAway == (value == nil ? ["b"] : []))
  }

  @Test func `what a schema requires is an argument, though nothing else is said of it`() throws {
    let document = try OpenAPIDocument.of(
      #""requestBody": {"content": {"application/json": {"schema": {"required": ["a"]}}}},"#)
    #expect(try document.request(["a": 1]).bodyText == #"{"a":1}"#)
  }

  @Test func `a form takes an object, and leaves away what has no value`() throws {
    let whole = try OpenAPIDocument.of(
      #""requestBody": {"content": {"application/x-www-form-urlencoded": {}}},"#)
    #expect(try whole.request(["body": ["a b": "c", "d": nil]]).bodyText == "a+b=c")
    #expect(
      try whole.fault(["body": "a=b"]) == "The param body must be an object: it is sent as a form.")
    let named = try OpenAPIDocument.of(
      """
      "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {
        "properties": {"a": {}, "b": {}, "c": {}}}, "encoding": {"c": {"contentType":
        "application/json"}}}}},
      """)
    let request = try named.request(["a": nil, "b": [], "c": "d"])
    #expect(request.bodyText == "c=%22d%22")
    #expect(request.leftAway == ["a", "b"])
  }

  @Test func `the record shows the body as the value that it is`() throws {
    let document = try OpenAPIDocument.of(
      #""requestBody": {"content": {"application/json": {}}},"#)
    let place = TokenPlace(connection: "things", owner: "alice")
    let record = try document.request(["body": ["a": [1]]]).record(as: .none(at: place))
    #expect(record["method"] == "POST")
    #expect(record["url"] == "https://api.example/things")
    #expect(record["body"] == ["a": [1]])
    #expect(record["headers"]?["Content-Type"] == "application/json")
  }
}
