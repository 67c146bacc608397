import Engine
import OrderedJSON
import Testing

/// Params that a tool wants in headers too.
struct MCPMirrorTests {
  @Test(
    arguments: [
      ("us-west1", "us-west1"), ("Hello, 世界", "=?base64?SGVsbG8sIOS4lueVjA==?="),
      (" padded ", "=?base64?IHBhZGRlZCA=?="), ("line1\nline2", "=?base64?bGluZTEKbGluZTI=?="),
      ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="), ("", ""),
    ])
  func `what no header can hold goes in base64`(_ value: String, _ header: String) {
    #expect(MCPHeaderValue.encoded(value) == header)
  }

  @Test func `values stand at their paths, and what is not given has no header`() throws {
    let mirror = try MCPMirror([
      "type": "object",
      "properties": [
        "region": ["type": "string", "x-mcp-header": "Region"],
        "limit": ["type": "integer", "x-mcp-header": "Limit"],
        "dry": ["type": "boolean", "x-mcp-header": "Dry"],
        "at": [
          "type": "object", "properties": ["zone": ["type": "string", "x-mcp-header": "Zone"]],
        ],
        "query": ["type": "string", "default": ["x-mcp-header": "no annotation"]],
      ],
    ])
    let all: JSON = [
      "region": "eu", "limit": 5, "dry": true, "at": ["zone": "é"], "query": "q",
    ]
    #expect(
      described(mirror, all) == [
        "Mcp-Param-Dry: true", "Mcp-Param-Limit: 5", "Mcp-Param-Region: eu",
        "Mcp-Param-Zone: =?base64?w6k=?=",
      ])
    #expect(described(mirror, ["region": nil, "limit": [1], "at": "x"]) == [])
  }

  @Test(
    arguments: [
      ["properties": ["a": ["type": "number", "x-mcp-header": "A"]]],
      ["properties": ["a": ["x-mcp-header": "A"]]],
      ["properties": ["a": ["type": "string", "x-mcp-header": ""]]],
      ["properties": ["a": ["type": "string", "x-mcp-header": "A B"]]],
      ["properties": ["a": ["type": "string", "x-mcp-header": "A\r\nB"]]],
      ["properties": ["a": ["type": "string", "x-mcp-header": 1]]],
      [
        "properties": [
          "a": ["type": "string", "x-mcp-header": "A"],
          "b": ["type": "string", "x-mcp-header": "a"],
        ]
      ],
      ["type": "string", "x-mcp-header": "A"],
      ["properties": ["a": ["items": ["type": "string", "x-mcp-header": "A"]]]],
      ["anyOf": [["properties": ["a": ["type": "string", "x-mcp-header": "A"]]]]],
      ["$defs": ["a": ["properties": ["b": ["type": "string", "x-mcp-header": "A"]]]]],
    ] as [JSON])
  func `annotations that may not be are told`(_ schema: JSON) {
    #expect(throws: MCPMirror.Fault.self) { try MCPMirror(schema) }
    let tool = MCPTool(["name": "x", "inputSchema": schema], overHTTP: true)
    #expect(tool?.fault != nil)
    #expect(MCPTool(["name": "x", "inputSchema": schema], overHTTP: false)?.fault == nil)
  }

  @Test func `a hundred headers may be asked for, and one more makes the tool none`() throws {
    func schema(_ count: Int) -> JSON {
      let params = (0..<count).map {
        JSON.Member("p\($0)", ["type": "string", "x-mcp-header": .string("P\($0)")])
      }
      return ["properties": .object(params)]
    }
    _ = try MCPMirror(schema(Limits.requestHeaders))
    #expect(throws: MCPMirror.Fault.self) { try MCPMirror(schema(Limits.requestHeaders + 1)) }
  }

  private func described(_ mirror: MCPMirror, _ arguments: JSON) -> [String] {
    mirror.headers(for: arguments).map { "\($0.name): \($0.value)" }.sorted()
  }
}
