import OrderedJSON
import Scheduling

/// What a script comes to as somebody's program logs it.
struct MadeLog {
  let script: Script
  let family: Family
  let manner: Manner

  enum Family: String, CaseIterable {
    case reprise
    case openaiChat = "openai_chat"
    case anthropic, langchain, mcp, atif

    /// Whether what people said is in it.
    var hasWords: Bool { self != .mcp }
  }

  /// How results are written.
  enum Manner: String, CaseIterable {
    /// As JSON where the family can, else in a text.
    case json
    /// As JSON in a text with white space.
    case text
    /// As content blocks of MCP.
    case blocks
    case labelled
  }

  var traceData: JSON {
    var (entries, calls): ([JSON], Int) = ([], 0)
    for event in script.events {
      switch event {
      case .said(let text): entries += said(text)
      case .call(let number):
        entries += call(script.calls[number], number)
        calls += 1
      }
    }
    return switch family {
    case .atif:
      [
        "schema_version": "ATIF-v1.4", "session_id": "s-1",
        "agent": ["name": "helper", "version": "1"], "steps": .array(entries),
      ]
    case .openaiChat, .langchain: ["messages": .array(entries)]
    default: .array(entries)
    }
  }

  private func said(_ text: String) -> [JSON] {
    switch family {
    case .reprise: [["event": "user_message", "text": .string(text)]]
    case .openaiChat, .anthropic: [["role": "user", "content": .string(text)]]
    case .langchain: [["type": "human", "content": .string(text)]]
    case .mcp: []
    case .atif:
      [["step_id": 1, "timestamp": at(0), "source": "user", "message": .string(text)]]
    }
  }

  private func call(_ call: Script.Call, _ number: Int) -> [JSON] {
    let params = JSON.object(call.params.map { JSON.Member($0.name, $0.value.json) })
    let (tool, id) = (JSON.string(call.tool), JSON.string("call_\(number + 1)"))
    let result = written(call.result)
    let words = call.error.map { JSON.string("Error: \($0)") } ?? result.serializedUnlessText
    switch family {
    case .reprise:
      return [
        [
          "event": "tool_call", "tool": tool, "params": params, "timestamp": at(number),
          "result": call.error == nil ? result : .null, "error": JSON(call.error),
        ]
      ]
    case .openaiChat:
      return [
        [
          "role": "assistant", "content": .null,
          "tool_calls": [
            [
              "id": id, "type": "function",
              "function": ["name": tool, "arguments": .string(params.serialized)],
            ]
          ],
        ],
        ["role": "tool", "tool_call_id": id, "content": words],
      ]
    case .anthropic:
      return [
        [
          "role": "assistant",
          "content": [["type": "tool_use", "id": id, "name": tool, "input": params]],
        ],
        [
          "role": "user",
          "content": [
            [
              "type": "tool_result", "tool_use_id": id, "content": words,
              "is_error": .bool(call.error != nil),
            ]
          ],
        ],
      ]
    case .langchain:
      return [
        [
          "type": "ai", "content": "",
          "tool_calls": [["name": tool, "args": params, "id": id, "type": "tool_call"]],
        ],
        [
          "type": "tool", "name": tool, "tool_call_id": id, "content": words,
          "status": call.error == nil ? "success" : "error",
        ],
      ]
    case .mcp:
      let content: JSON = [
        "content": [["type": "text", "text": words]], "isError": .bool(call.error != nil),
      ]
      return [
        [
          "timestamp": at(number),
          "message": [
            "jsonrpc": "2.0", "id": JSON(number), "method": "tools/call",
            "params": ["name": tool, "arguments": params],
          ],
        ],
        [
          "timestamp": at(number),
          "message": ["jsonrpc": "2.0", "id": JSON(number), "result": content],
        ],
      ]
    case .atif:
      return [
        [
          "step_id": JSON(number + 2), "timestamp": at(number), "source": "agent", "message": "",
          "tool_calls": [["tool_call_id": id, "function_name": tool, "arguments": params]],
          "observation": ["results": [["source_call_id": id, "content": words]]],
        ]
      ]
    }
  }

  private func at(_ number: Int) -> JSON {
    .string(Instant(day: script.today).advanced(bySeconds: 36_000 + Int64(number)).rfc3339)
  }

  private func written(_ result: JSON?) -> JSON {
    guard let result, !result.isNull else { return .null }
    switch manner {
    case .json: return result
    case .text: return result.text == nil ? .string(" " + result.serialized + "\n") : result
    case .blocks: return ["content": [["type": "text", "text": result.serializedUnlessText]]]
    case .labelled: return result.text == nil ? .string(result.labelled) : result
    }
  }
}

extension JSON {
  fileprivate var serializedUnlessText: JSON { text == nil ? .string(serialized) : self }

  /// `Email ID: 7`, a line for each value; elements of lists with an empty line between.
  fileprivate var labelled: String {
    var lines: [String] = []
    label("Value", into: &lines)
    return lines.joined(separator: "\n")
  }

  private func label(_ name: String, into lines: inout [String]) {
    switch self {
    case .object(let members):
      for member in members { member.value.label(member.key.asLabel, into: &lines) }
    case .array(let elements):
      lines.append("\(name): \(elements.count) in all")
      for element in elements {
        lines.append("")
        element.label(name, into: &lines)
      }
    case .null: break
    default: lines.append("\(name): \(text ?? serialized)")
    }
  }
}

extension String {
  fileprivate var asLabel: String {
    split(separator: "_").map { $0 == "id" ? "ID" : $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
  }
}
