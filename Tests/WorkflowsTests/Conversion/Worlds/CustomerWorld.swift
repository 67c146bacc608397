import OrderedJSON
import TestSupport

/// Short ids of several things that are equal by chance, and words that stand everywhere.
enum CustomerWorld {
  static func assign(_ s: inout Script) {
    let people = s.somePeople(4)
    let manager = people[s.dice.number(0...3)]
    s.said("Give all customers without a manager to \(manager).")
    let numbers = (1...9).shuffled(using: &s.fresh)
    var wanted: JSON = .null
    let users: [JSON] = zip(people, numbers).map { person, number in
      if person == manager { wanted = .number(String(number)) }
      return [
        "id": .number(String(number)), "name": .string(person), "role": "manager", "team": "north",
      ]
    }
    let team = s.call(
      "list_users", [("role", .literal("manager"))], gives: ["users": .array(users)])
    let count = s.dice.number(3...6)
    let customers: [JSON] = (1...9).shuffled(using: &s.fresh).prefix(count).map {
      [
        "id": .number(String($0)), "company": .string("Company \(s.hex(4))"), "manager": .null,
        "team": "north", "status": "new",
      ]
    }
    let list = s.call(
      "list_customers", [("status", .literal("new")), ("limit", .literal(9))],
      gives: ["customers": .array(customers), "limit": 9])
    let times = customers.map { customer in
      [
        s.call(
          "assign_customer",
          [
            ("customer_id", .item(list, customer["id"] ?? .null)),
            ("user_id", .from(team, wanted)), ("status", .literal("assigned")),
          ], gives: ["ok": true, "status": "assigned"])
      ]
    }
    s.loop(times, over: list, "customers")
  }

  /// The same list in an order of the agent's own is no loop; each was chosen.
  static func rank(_ s: inout Script) {
    s.said("Call back the three leads with the most seats, the largest first.")
    let seats = (10...80).shuffled(using: &s.fresh).prefix(3).sorted(by: >)
    let ids = seats.map { _ in s.id("ld") }
    let leads: [JSON] = zip(ids, seats).map { id, seats in
      [
        "lead_id": id, "seats": .number(String(seats)), "plan": "basic",
        "phone": .string("+358\(s.fresh.number(1_000_000...9_999_999))"),
      ]
    }
    let list = s.call(
      "list_leads", [("plan", .literal("basic"))], gives: ["leads": .array(leads.reversed())])
    for lead in leads {
      s.call(
        "schedule_call",
        [
          ("lead_id", .from(list, lead["lead_id"] ?? .null)),
          ("phone", .from(list, lead["phone"] ?? .null)), ("plan", .literal("basic")),
          ("date", s.day { Script.iso($0 + 1) }),
        ], gives: ["scheduled": true])
    }
  }
}
