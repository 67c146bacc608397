import OrderedJSON
import TestSupport

/// Orders with lines, stock and short numbers.
enum ShopWorld {
  /// An order that a person named is sent back.
  static func refund(_ s: inout Script) {
    let order = "SO-\(s.dice.number(1_000...9_999))-\(s.dice.number(10...99))"
    s.said("Refund the order \(order), the kettle arrived broken.")
    let (line, payment) = (s.id("ln"), s.id("pay"))
    let get = s.call(
      "get_order", [("order_id", .named(.string(order)))],
      gives: [
        "order": [
          "id": .string(order), "status": "shipped", "total": "89.00",
          "payment": ["id": payment, "method": "card"],
          "lines": [["line_id": line, "sku": "KETTLE-2L", "quantity": 1]],
        ]
      ])
    s.call(
      "list_orders", [("status", .literal("shipped")), ("page", .literal(1))],
      gives: [
        "orders": [
          ["id": .string(order)], ["id": .string("SO-\(s.fresh.number(1_000...9_999))-11")],
        ], "page": 1,
      ])
    let refund = s.id("rf")
    let made = s.call(
      "create_refund",
      [
        ("order_id", .named(.string(order))), ("payment_id", .from(get, payment)),
        ("line_id", .from(get, line)), ("quantity", .literal(1)), ("reason", .literal("damaged")),
      ], gives: ["refund": ["id": refund, "order_id": .string(order), "state": "pending"]])
    s.call(
      "approve_refund", [("refund_id", .from(made, refund)), ("state", .literal("approved"))],
      gives: ["success": true])
  }

  /// All products below a bound are ordered anew.
  static func restock(_ s: inout Script) {
    let count = s.dice.number(3...6)
    s.said("Order new stock of everything that is running out.")
    let items: [(JSON, JSON)] = (0..<count).map { number in
      let id = s.id("prd")
      return (
        id,
        [
          "product_id": id, "title": .string("Article \(s.hex(5))"),
          "stock": .number(String(number)),
          "supplier": ["mail": .string("orders@s\(s.fresh.number(10_000...99_999)).example")],
        ]
      )
    }
    let low = s.call(
      "list_low_stock", [("below", .literal(8))], gives: ["items": .array(items.map(\.1))])
    let isWhole = s.dice.chance(70)
    let taken = isWhole ? items : Array(items.dropLast(items.count > 3 ? 1 : 0))
    let times = taken.map { id, item in
      let offer = s.id("ofr")
      let quote = s.call(
        "get_quote", [("product", .item(low, id)), ("quantity", .literal(20))],
        gives: ["offer_id": offer, "price": "12.50"])
      let order = s.call(
        "place_order",
        [
          ("offer_id", .from(quote, offer)),
          ("supplier_email", .item(low, item["supplier"]?["mail"] ?? .null)),
        ],
        gives: ["ordered": true, "at": .string(Script.iso(s.today))])
      return [quote, order]
    }
    s.loop(times, over: low, "items", isWhole: taken.count == items.count)
  }
}
