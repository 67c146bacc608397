import Automations
import OrderedJSON
import Scheduling

/// A trace as an agent might have left it, made from its number alone.
struct SeedTrace {
  let index: Int
  let new: NewTrace
  let data: TraceText

  init(_ index: Int, of userID: String, createdAt: Instant) throws {
    let subject = SeedTrace.subjects[index % SeedTrace.subjects.count]
    let audience = SeedTrace.audiences[index / SeedTrace.subjects.count % SeedTrace.audiences.count]
    let name = "\(subject) for \(audience)"
    let entries = SeedTrace.entries(name: name, at: createdAt)
    self.index = index
    new = NewTrace(
      id: Identifier.random(), userID: userID,
      draft: try TraceDraft(
        userID: nil, providerID: SeedTrace.providers[index % SeedTrace.providers.count],
        threadID: "thread-\(index + 1)", name: name, traceData: entries),
      createdAt: createdAt)
    data = TraceText(new.recording.recording)
  }

  /// Whether this one is among the share: as many of the first n as n times the share, rounded down.
  func isDeployed(_ share: Double) -> Bool {
    (Double(index + 1) * share).rounded(.down) > (Double(index) * share).rounded(.down)
  }

  private static let subjects = [
    "Weekly status", "Invoice summary", "Support digest", "Release notes", "Sales report",
    "Stock check", "Meeting minutes", "Newsletter draft", "Error overview", "Budget forecast",
  ]
  private static let audiences = [
    "the team", "finance", "the board", "Hamburg", "new customers", "operations", "the archive",
  ]
  private static let providers = ["desk-agent", "report-agent", "mail-agent"]

  private static func entries(name: String, at start: Instant) -> JSON {
    func time(_ seconds: Int64) -> JSON { .string(start.advanced(bySeconds: seconds).rfc3339) }
    return [
      [
        "timestamp": time(-40), "node": "router", "event": "routing_decision",
        "decision": ["goto": "researcher", "reason": .string("\(name): the figures come first")],
      ],
      [
        "timestamp": time(-31), "node": "researcher", "event": "tool_call",
        "agent": "researcher", "tool": "http_request",
        "params": ["method": "GET", "url": "https://figures.example/api/latest?limit=20"],
        "result": ["status": 200, "body": ["total": 1284, "open": 17, "late": 3]],
        "duration_ms": 412,
      ],
      [
        "timestamp": time(-22), "node": "router", "event": "routing_decision",
        "decision": ["goto": "writer", "reason": "The figures are complete"],
      ],
      [
        "timestamp": time(-14), "node": "writer", "event": "tool_call", "agent": "writer",
        "tool": "append_row",
        "params": ["file": "summaries", "values": [.string(name), 1284, 17, 3]],
        "result": ["row": 42], "duration_ms": 8,
      ],
      [
        "timestamp": time(-6), "node": "writer", "event": "tool_call", "agent": "writer",
        "tool": "send_email",
        "params": [
          "to": "team@example.com", "subject": .string(name),
          "body": "1284 in all, 17 open, 3 late. The three late ones are listed below.",
        ],
        "result": ["sent": true], "duration_ms": 95,
      ],
      ["timestamp": time(0), "node": "writer", "event": "completion", "agents": ["writer"]],
    ]
  }
}
