import OrderedJSON
import TestSupport

/// Series between days, incidents by short numbers, texts with addresses in them.
enum MetricWorld {
  static func compare(_ s: inout Script) {
    s.said("Compare the errors of the last 7 days with the 7 days before, and open an incident.")
    let (one, two) = (s.id("qry"), s.id("qry"))
    let now = s.call(
      "query_metrics",
      [
        ("service", .literal("checkout")), ("start", s.day { Script.iso($0 - 7) }),
        ("end", s.day { Script.iso($0) }), ("step", .literal(3600)),
      ],
      gives: [
        "query_id": one, "rate": .number("0.0\(s.fresh.number(1_000...9_999))"), "step": 3600,
      ])
    let before = s.call(
      "query_metrics",
      [
        ("service", .literal("checkout")), ("start", s.day { Script.iso($0 - 14) }),
        ("end", s.day { Script.iso($0 - 7) }), ("step", .literal(3600)),
      ],
      gives: [
        "query_id": two, "rate": .number("0.0\(s.fresh.number(1_000...9_999))"), "step": 3600,
      ])
    let number = s.fresh.number(100...999)
    let url = "https://ops.example/incidents/\(number)"
    let incident = s.call(
      "create_incident",
      [
        ("title", s.day { "Errors of " + Script.iso($0) }), ("severity", .literal(3)),
        ("queries", .list([.from(now, one), .from(before, two)])),
      ],
      gives: ["incident": ["number": .number(String(number)), "url": .string(url), "severity": 3]])
    s.call(
      "page_oncall",
      [
        ("incident_number", .from(incident, .number(String(number)))), ("team", .literal("sre")),
        ("severity", .literal(3)),
      ], gives: ["paged": true, "team": "sre"])
    s.call(
      "post_message",
      [
        ("channel", .literal("#operations")),
        ("text", .derived([incident], .string("Please look: \(url) (severity 3)"))),
      ], gives: ["ok": true, "channel": "#operations"])
  }
}
