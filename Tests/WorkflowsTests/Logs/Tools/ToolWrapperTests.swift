import OrderedJSON
import Testing
import Workflows

/// Calls of tools that only call others.
@Suite struct ToolWrapperTests {
  private func calls(_ tool: String, _ params: JSON) -> [ToolWrapper.Call]? {
    ToolWrapper(of: tool, params: params)?.calls
  }

  @Test(arguments: ["params", "arguments", "parameters"])
  func `the tool of a server is called by its own name`(key: String) {
    let inner: JSON = ["to": "ann@x.org"]
    let params = JSON.object([
      .init("server_name", "mail"), .init("tool_name", "send"), .init(key, inner),
    ])
    let call = ToolWrapper.Call(tool: "send", params: inner)
    #expect(calls("use_mcp_tool", params) == [call])
    #expect(calls("anything", params) == [call])
    #expect(
      calls("call_mcp_tool", ["tool_name": "send", "arguments": "{\"a\":"])
        == [ToolWrapper.Call(tool: "send", params: "{\"a\":")])
  }

  @Test func `calls at the same time are taken apart, with their results`() throws {
    let wrapper = try #require(
      ToolWrapper(
        of: "multi_tool_use.parallel",
        params: [
          "tool_uses": [
            ["recipient_name": "functions.weather", "parameters": ["city": "Oslo"]],
            [
              "recipient_name": "functions.mcp",
              "parameters": ["server_name": "s", "tool_name": "news", "params": ["n": 1]],
            ],
          ]
        ]))
    #expect(wrapper.calls.map(\.tool) == ["weather", "news"])
    #expect(wrapper.calls.map(\.params) == [["city": "Oslo"], ["n": 1]])
    #expect(wrapper.results(of: ["rain", "none"]) == ["rain", "none"])
    #expect(wrapper.results(of: "[{\"t\":3},\"none\"]") == [["t": 3], "none"])
    #expect(wrapper.results(of: "rain, none") == nil)
    #expect(wrapper.results(of: ["rain"]) == nil)
  }

  @Test func `the result of one call is that call's, whatever it is`() throws {
    let wrapper = try #require(
      ToolWrapper(of: "x", params: ["server_name": "s", "tool_name": "t", "params": [:]]))
    #expect(wrapper.results(of: ["a", "b"]) == [["a", "b"]])
  }

  @Test(
    arguments: [
      ("send", ["to": "ann@x.org"]), ("describe", ["server_name": "s", "tool_name": "t"]),
      ("parallel", ["tool_uses": []]), ("parallel", ["tool_uses": [["parameters": [:]]]]),
      ("parallel", ["jobs": 4]), ("use_mcp_tool", ["tool_name": ""]), ("use_mcp_tool", "text"),
    ] as [(String, JSON)])
  func `any other call is one like any other`(tool: String, params: JSON) {
    #expect(calls(tool, params) == nil)
  }
}
