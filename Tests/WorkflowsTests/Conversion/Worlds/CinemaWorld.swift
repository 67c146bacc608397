import OrderedJSON
import TestSupport

/// Showings of a day by their times, seats, tickets whose codes hold days.
enum CinemaWorld {
  static func tickets(_ s: inout Script) {
    let film = s.dice.pick(["Northern Lights", "The Clockmaker", "Salt and Smoke"])
    let time = s.dice.pick(["17:30", "20:00", "22:15"])
    s.said("Get two seats for \(film) tomorrow at \(time) and send them to my wallet.")
    var wanted: JSON = .null
    let showings: [JSON] = ["17:30", "20:00", "22:15"].map { start in
      let id = s.id("sh")
      if start == time { wanted = id }
      return ["showing_id": id, "time": .string(start), "hall": "Blue", "free": 40]
    }
    let list = s.call(
      "list_showings",
      [("film", .named(.string(film))), ("date", s.day { Script.iso($0 + 1) })],
      gives: ["showings": .array(showings.shuffled(using: &s.fresh))])
    let hold = s.hex(10)
    let held = s.call(
      "hold_seats",
      [("showing_id", .from(list, wanted)), ("count", .literal(2)), ("row", .literal("F"))],
      gives: [
        "hold": .string(hold), "seats": ["F7", "F8"],
        "until": .string(Script.iso(s.today) + "T12:30:00Z"),
        "hall": "Blue",
      ])
    let code = "T\(Script.compact(s.today + 1))\(s.fresh.number(1_000...9_999))"
    let paid = s.call(
      "pay_hold", [("hold", .from(held, .string(hold))), ("method", .literal("invoice"))],
      gives: ["tickets": [["code": .string(code), "hall": "Blue", "count": 2]]])
    s.call(
      "add_to_wallet",
      [
        ("code", .from(paid, .string(code))), ("label", s.day { "Cinema \(Script.short($0 + 1))" }),
        ("hall", .perhaps(.from([list, held, paid], "Blue"))), ("count", .literal(2)),
      ], gives: ["ok": true])
  }
}
