import OrderedJSON
import TestSupport
import Testing
import Workflows

/// Logs of agents' own formats that nobody would write.
@Suite struct AgentLogBoundTests {
  private static let telling: [JSON] = [
    ["schema_version": "ATIF-v1.4", "steps": []], ["type": "gemini"],
    ["type": "thread.started", "thread_id": "t"],
    ["source": "agent", "action": "run", "args": [:]],
  ]

  /// Members that the readers look for, with values of every kind.
  private func value(_ dice: inout Dice, depth: Int) -> JSON {
    let leaves: [JSON] = [
      nil, true, 7, "", "agent", "user", "c1", "{}", "[", "message", "gemini", "run", "ActionEvent",
      "tool_use", "item.completed", "response_item", "function_call", "mcp_tool_call", "failed",
      "2026-03-04T05:06:07Z", "1e999", -1,
    ]
    guard depth > 0, dice.chance(66) else { return dice.pick(leaves) }
    let count = dice.number(0...4)
    if dice.chance(33) { return .array((0..<count).map { _ in value(&dice, depth: depth - 1) }) }
    return .object(
      (0..<(count + 3)).map { _ in
        JSON.Member(dice.pick(Self.keys), value(&dice, depth: depth - 1))
      })
  }

  private static let keys = [
    "type", "id", "steps", "step_id", "source", "message", "messages", "tool_calls", "observation",
    "results", "content", "parts", "functionCall", "functionResponse", "name", "args", "toolCalls",
    "result", "response", "item", "payload", "call_id", "output", "action", "cause", "kind",
    "status",
    "tool_call_metadata", "tool_name", "tool_call_id", "arguments", "text", "delta", "role", "tool",
  ]

  @Test(.seeded) func `whatever they hold, they are read`() {
    var dice = Dice()
    for round in 0..<4000 {
      let junk = (0..<4).map { _ in value(&dice, depth: 5) }
      _ = Log(of: .array([Self.telling[round % Self.telling.count]] + junk))
    }
  }

  @Test func `a long log takes a time that grows with it`() {
    let count = 50_000
    let results = (0..<count).map { number -> JSON in
      ["source_call_id": .string("c\(number)"), "content": "x"]
    }
    let calls = (0..<count).map { number -> JSON in
      ["tool_call_id": .string("c\(number)"), "function_name": "a", "arguments": [:]]
    }
    let log = Log(
      of: [
        "schema_version": "ATIF-v1.4",
        "steps": [
          [
            "step_id": 1, "source": "agent", "message": "", "tool_calls": .array(calls),
            "observation": ["results": .array(results.reversed())],
          ]
        ],
      ])
    #expect(log.calls.count == count && log.calls.allSatisfy { $0.result != nil })
    let pieces = (0..<count).map { _ -> JSON in
      ["type": "message", "role": "assistant", "content": "ab", "delta": true]
    }
    let use: JSON = ["type": "tool_use", "tool_name": "a", "tool_id": "1"]
    #expect(Log(of: .array([use] + pieces)).entries.count == 2)
  }
}
