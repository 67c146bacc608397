import OrderedJSON
import TestSupport

/// Queries with days in them, requests whose addresses hold ids: one tool for everything.
enum SalesWorld {
  static func query(_ s: inout Script) {
    s.said("Mail me yesterday's sales as a file.")
    let table = "sales_\(s.hex(6))"
    let found = s.call(
      "run_sql", [("statement", .literal("SHOW TABLES LIKE 'sales_%'"))],
      gives: ["tables": [["name": .string(table)]]])
    s.call(
      "run_sql",
      [("statement", .derived([found], .string("DESCRIBE \(table)")))],
      gives: ["columns": ["day", "sum"]])
    let export = s.hex(12)
    let made = s.call(
      "export_query",
      [
        ("statement", s.day { "SELECT sum FROM sales WHERE day = '\(Script.iso($0 - 1))'" }),
        ("name", s.day { "sales-\(Script.iso($0 - 1)).csv" }), ("format", .literal("csv")),
      ],
      gives: [
        "export": ["id": .string(export), "name": .string("sales-\(Script.iso(s.today - 1)).csv")],
        "format": "csv",
      ])
    s.call(
      "send_file",
      [
        ("export_id", .from(made, .string(export))),
        ("subject", s.day { "Sales of \(Script.long($0 - 1))" }), ("format", .literal("csv")),
      ], gives: ["sent": true])
  }

  /// An order is looked up, and what it says is sent on, all by one tool.
  static func requests(_ s: inout Script) {
    let customer = s.dice.pick(["Bright Bakery", "Quiet Books", "Polar Bikes"])
    s.said("Close the open order of \(customer) and note it with today's date.")
    let order = s.fresh.number(10_000...99_999)
    let contact = "c\(s.fresh.number(10_000...99_999))"
    let made = Script.iso(s.today - s.fresh.number(20...60))
    let found = s.call(
      "http_request",
      [
        ("method", .literal("GET")), ("url", .literal("https://shop.example/orders?state=open")),
        ("query", .object([("customer", .named(.string(customer)))])),
      ],
      gives: [
        "orders": [
          [
            "id": .number(String(order)), "contact": .string(contact), "made": .string(made),
            "state": "open", "lines": 2,
          ]
        ]
      ])
    s.call(
      "http_request",
      [
        ("method", .literal("POST")),
        ("url", .derived([found], .string("https://shop.example/orders/\(order)/close"))),
        (
          "body",
          .object([
            ("made", .from(found, .string(made))), ("closed", s.day { Script.iso($0) }),
            ("state", .literal("closed")),
          ])
        ),
      ], gives: ["id": .number(String(order)), "state": "closed"])
    s.call(
      "http_request",
      [
        ("method", .literal("POST")), ("url", .literal("https://shop.example/notes")),
        (
          "body",
          .object([
            ("order", .from(found, .number(String(order)))),
            ("contact", .from(found, .string(contact))),
            ("text", s.day { "Closed on \(Script.iso($0)) by the clerk" }),
          ])
        ),
      ], gives: ["note": s.id("nt")])
  }
}
