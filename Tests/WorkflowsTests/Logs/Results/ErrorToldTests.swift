import OrderedJSON
import Testing
import Workflows

/// Errors that only a result tells.
@Suite struct ErrorToldTests {
  @Test(
    arguments: [
      ("Error: no such user", "Error: no such user"), (["error": "no such user"], "no such user"),
      ("{\"success\":false,\"error\":{\"message\":\"gone\"}}", "gone"),
      (["isError": true, "content": [["type": "text", "text": "gone"]]], "gone"),
      (
        [["type": "text", "text": "Error executing tool find: gone"]],
        "Error executing tool find: gone"
      ),
      (["isError": true], "error"), (["type": "text", "text": "gone", "error": true], "gone"),
    ] as [(JSON, String)])
  func `are told`(result: JSON, error: String) {
    #expect(result.errorTold == error)
  }

  @Test(
    arguments: [
      "no such user", "Errors: 7", "", ["error": nil, "rows": 2], ["error": nil], ["error": ""],
      ["error": "one of 7 failed", "rows": [1]], ["isError": false, "content": []], [], 7,
      [["type": "text", "text": "done"]], ["errors": []],
    ] as [JSON])
  func `are not read into what tells none`(result: JSON) {
    #expect(result.errorTold == nil)
  }
}
