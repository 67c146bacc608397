import OrderedJSON
import TestSupport

/// Accounts and invoices: pages with cursors, equal amounts by chance, lists in another order.
enum BankWorld {
  static func invoices(_ s: inout Script) {
    let customer = s.dice.pick(["Halden Rope Works", "Ostrava Glass", "Tromso Kayaks"])
    s.said("Pay the open invoice of \(customer) and file the statement of last week.")
    let cursor = s.hex(24)
    let first = s.call(
      "list_invoices", [("status", .literal("open")), ("limit", .literal(2))],
      gives: [
        "invoices": [
          ["id": s.id("inv"), "customer": "Malmo Yarn", "amount": "120.00"],
          ["id": s.id("inv"), "customer": "Narvik Ore", "amount": "75.50"],
        ], "next_cursor": .string(cursor),
      ])
    let wanted = s.id("inv")
    let amount = "\(s.fresh.number(1_000...8_000)).75"
    var rest: [JSON] = [
      ["id": wanted, "customer": .string(customer), "amount": .string(amount)],
      ["id": s.id("inv"), "customer": "Kiel Sails", "amount": "120.00"],
    ]
    rest.shuffle(using: &s.fresh)
    let second = s.call(
      "list_invoices",
      [
        ("status", .literal("open")), ("limit", .literal(2)),
        ("cursor", .from(first, .string(cursor))),
      ],
      gives: ["invoices": .array(rest), "next_cursor": .null])
    let account = s.id("acc")
    let accounts = s.call(
      "get_default_account", gives: ["account_id": account, "currency": "EUR", "limit": 2])
    s.call(
      "pay_invoice",
      [
        ("invoice_id", .from(second, wanted)), ("account_id", .from(accounts, account)),
        ("amount", .from(second, .string(amount))), ("currency", .literal("EUR")),
      ],
      gives: ["payment": ["id": s.id("pmt"), "status": "done"]])
    s.call(
      "export_statement",
      [
        ("account_id", .from(accounts, account)),
        ("from", s.day { Script.iso($0 - Script.weekday($0) - 7) }),
        ("to", s.day { Script.iso($0 - Script.weekday($0) - 1) }),
      ], gives: ["url": .string("https://bank.example/d/" + s.hex(18))])
  }
}
