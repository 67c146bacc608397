import OrderedJSON
import Scheduling
import Testing
import Workflows

/// Trajectories in the Agent Trajectory Interchange Format.
@Suite struct ATIFReaderTests {
  private let trajectory: JSON = [
    "schema_version": "ATIF-v1.4", "agent": ["name": "clerk"],
    "steps": [
      ["step_id": 1, "source": "user", "message": "Mail Ann the weather"],
      ["step_id": 2, "source": "system", "message": "Be brief."],
      [
        "step_id": 3, "source": "agent", "message": [["type": "text", "text": "Both at once."]],
        "timestamp": "2026-03-04T05:06:07Z",
        "tool_calls": [
          ["tool_call_id": "c1", "function_name": "weather", "arguments": ["city": "Oslo"]],
          ["tool_call_id": "c2", "function_name": "find", "arguments": ["name": "Ann"]],
          ["tool_call_id": "c3", "function_name": "ping", "arguments": [:]],
        ],
        "observation": [
          "results": [
            ["source_call_id": "c2", "content": "ann@x.org"],
            ["source_call_id": "c1", "content": [["type": "text", "text": "rain"]]],
            ["source_call_id": "c3"],
          ]
        ],
      ],
    ],
  ]

  @Test func `calls have the results that name them`() {
    let log = Log(of: trajectory)
    #expect(log.format == .atif)
    #expect(log.calls.map(\.tool) == ["weather", "find", "ping"])
    #expect(log.calls.map(\.params) == [["city": "Oslo"], ["name": "Ann"], [:]])
    #expect(
      log.calls.map(\.result?.json) == [[["type": "text", "text": "rain"]], "ann@x.org", nil])
    #expect(log.calls.allSatisfy { $0.agent == "clerk" && $0.error == nil })
    #expect(log.calls.first?.at == Instant(rfc3339: "2026-03-04T05:06:07Z"))
    #expect(
      log.entries.map(\.source.description) == [
        "/steps/0", "/steps/1", "/steps/2", "/steps/2/tool_calls/0", "/steps/2/tool_calls/1",
        "/steps/2/tool_calls/2",
      ])
  }

  @Test func `results without ids are taken in order, and one without a call is a note`() {
    let log = Log(
      of: [
        [
          "schema_version": "ATIF-v1.6",
          "steps": [
            [
              "step_id": 1, "source": "agent", "message": "",
              "tool_calls": [
                ["function_name": "a", "arguments": [:]], ["function_name": "b", "arguments": [:]],
              ],
              "observation": ["results": [["content": "1"], ["content": "2"], ["content": "3"]]],
            ]
          ],
        ]
      ])
    #expect(log.calls.map(\.result?.json) == ["1", "2"])
    #expect(log.entries.count == 3)
    #expect(log.entries.last?.source.description == "/0/steps/0/observation/results/2")
  }

  @Test func `what was copied out of another trajectory did not happen here`() {
    let log = Log(
      of: [
        "schema_version": "ATIF-v1.5",
        "steps": [
          [
            "step_id": 1, "source": "agent", "message": "", "is_copied_context": true,
            "tool_calls": [["tool_call_id": "c", "function_name": "a", "arguments": [:]]],
          ], ["step_id": 2, "source": "user", "message": "Go on"],
        ],
      ])
    #expect(log.calls.isEmpty)
    #expect(log.entries.count == 1)
  }
}
