import OrderedJSON
import TestSupport

/// Sheets that are called after months, numbers that are written as texts, quarters.
enum PayrollWorld {
  static func month(_ s: inout Script) {
    s.said("Prepare this month's payroll sheet from the one of last month.")
    let old = s.id("sht")
    let title = "Payroll " + Script.month(Script.startOfMonth(s.today) - 1)
    let found = s.call(
      "find_sheet",
      [("title", s.day { "Payroll " + Script.month(Script.startOfMonth($0) - 1) })],
      gives: ["sheets": [["sheet_id": old, "title": .string(title), "rows": 40]]])
    let new = s.id("sht")
    let copy = s.call(
      "copy_sheet",
      [("sheet_id", .from(found, old)), ("new_title", s.day { "Payroll " + Script.month($0) })],
      gives: ["sheet": ["id": new, "title": .string("Payroll " + Script.month(s.today))]])
    let people = s.somePeople(s.dice.number(3...6))
    let numbers = (10...99).shuffled(using: &s.fresh).prefix(people.count).map { "00\($0)" }
    let employees: [JSON] = zip(people, numbers).map { person, number in
      [
        "employee_no": .string(number), "name": .string(person),
        "salary": .string("\(s.fresh.number(2_000...4_000)).00"), "hired": .string(s.factDay()),
      ]
    }
    let list = s.call(
      "list_employees", [("status", .literal("active")), ("sort", .literal("name"))],
      gives: ["employees": .array(employees), "status": "active"])
    let times = employees.map { employee in
      [
        s.call(
          "append_row",
          [
            ("sheet_id", .from(copy, new)),
            ("employee_no", .item(list, employee["employee_no"] ?? .null)),
            ("name", .item(list, employee["name"] ?? .null)),
            ("salary", .item(list, employee["salary"] ?? .null)),
            ("status", .literal("draft")),
          ], gives: ["row": .number(String(s.fresh.number(2...60)))])
      ]
    }
    s.loop(times, over: list, "employees")
    s.call("lock_sheet", [("sheet_id", .from(found, old))], gives: ["locked": true])
  }

  static func quarter(_ s: inout Script) {
    s.said("File the VAT return of the last quarter.")
    let net = "\(s.fresh.number(10_000...90_000)).\(s.fresh.number(10...99))"
    let tax = "\(s.fresh.number(10_000...20_000)).\(s.fresh.number(10...99))"
    let sums = s.call(
      "sum_invoices",
      [
        ("from", s.day { Script.iso(Script.startOfQuarter(Script.startOfQuarter($0) - 1)) }),
        ("to", s.day { Script.iso(Script.startOfQuarter($0) - 1) }), ("currency", .literal("EUR")),
      ],
      gives: [
        "net_total": .string(net), "vat_total": .string(tax), "currency": "EUR",
        "invoices": .number(String(s.fresh.number(20...99))),
      ])
    let draft = s.id("ret")
    let made = s.call(
      "create_return",
      [
        ("net", .from(sums, .string(net))), ("vat", .from(sums, .string(tax))),
        ("currency", .literal("EUR")),
        ("signed_on", s.day { Script.iso($0) }),
      ], gives: ["return_id": draft, "warnings": [], "state": "draft"])
    s.call(
      "submit_return", [("return_id", .from(made, draft)), ("state", .literal("final"))],
      error: "409 the return is locked, try again", leftOut: true)
    s.call(
      "submit_return", [("return_id", .from(made, draft)), ("state", .literal("final"))],
      gives: ["receipt": .string(s.hex(16)), "state": "final"])
  }
}
