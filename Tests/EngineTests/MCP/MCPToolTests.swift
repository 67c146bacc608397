import Engine
import OrderedJSON
import Testing

/// Tools as servers list them, and what they are pinned to.
struct MCPToolTests {
  private let mail: JSON = [
    "name": "send_mail", "title": "Send a mail", "description": "Sends a mail.",
    "inputSchema": [
      "type": "object", "properties": ["to": ["type": "string"], "cc": ["type": "string"]],
      "required": ["to", "cc"],
    ],
    "outputSchema": ["type": "object"],
    "annotations": ["readOnlyHint": false, "destructiveHint": true, "openWorldHint": "maybe"],
  ]

  @Test func `a tool is read with its hints`() throws {
    let tool = try #require(MCPTool(mail, overHTTP: true))
    #expect(tool.name == "send_mail" && tool.title == "Send a mail")
    #expect(tool.description == "Sends a mail." && tool.fault == nil)
    #expect(tool.inputSchema == mail["inputSchema"] && tool.outputSchema == ["type": "object"])
    #expect(tool.annotations.readOnly == false && tool.annotations.destructive == true)
    #expect(tool.annotations.idempotent == nil && tool.annotations.openWorld == nil)
  }

  @Test(
    arguments: [
      [:], ["name": ""], ["name": 1], "tool",
      ["name": .string(String(repeating: "x", count: 256))],
    ] as [JSON])
  func `what has no name that could be called is no tool`(_ json: JSON) {
    #expect(MCPTool(json, overHTTP: true) == nil)
  }

  @Test func `a tool without a schema takes any object`() {
    #expect(MCPTool(["name": "x"], overHTTP: true)?.inputSchema == ["type": "object"])
  }

  @Test func `a pin does not see in which order a server writes`() throws {
    let other: JSON = [
      "name": "send_mail", "description": "Another text.",
      "inputSchema": [
        "required": ["cc", "to"],
        "properties": ["cc": ["type": "string"], "to": ["type": "string"]], "type": "object",
      ],
    ]
    let pin = try pin(mail)
    #expect(try self.pin(other) == pin)
    #expect(pin.count == 64 && pin.allSatisfy(\.isHexDigit))
  }

  @Test(
    arguments: [
      ["name": "send_mails", "inputSchema": ["type": "object"]],
      ["name": "send_mail", "inputSchema": ["type": "string"]],
      ["name": "send_mail", "inputSchema": ["type": "object", "required": ["to"]]],
      ["name": "send_mail", "inputSchema": ["type": "object", "description": "in euros"]],
      ["name": "send_mail", "inputSchema": ["type": "object", "x": [1, 2]]],
      ["name": "send_mail", "inputSchema": ["type": "object", "x": [12]]],
    ] as [JSON])
  func `a pin sees every other change`(_ other: JSON) throws {
    #expect(try pin(["name": "send_mail", "inputSchema": ["type": "object"]]) != pin(other))
  }

  private func pin(_ json: JSON) throws -> String {
    try #require(MCPTool(json, overHTTP: false)).pin
  }
}
