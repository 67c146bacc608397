import OrderedJSON
import TestSupport

/// Meetings that come every day under one name: which is meant is known by the day alone.
enum AgendaWorld {
  static func cancel(_ s: inout Script) {
    let title = s.dice.pick(["Stand-up", "Morning round", "Lunch talk"])
    s.said("Cancel tomorrow's \(title).")
    var wanted: JSON = .null
    let events: [JSON] = (0..<5).map { ahead in
      let id = s.id("ev")
      if ahead == 1 { wanted = id }
      return [
        "event_id": id, "title": .string(title), "date": .string(Script.iso(s.today + ahead)),
        "minutes": 15,
      ]
    }
    let list = s.call(
      "list_events",
      [("from", s.day { Script.iso($0) }), ("title", .named(.string(title)))],
      gives: ["events": .array(events)])
    s.call(
      "cancel_event",
      [
        ("event_id", .from(list, wanted)), ("date", s.day { Script.iso($0 + 1) }),
        ("notify", .literal(true)), ("minutes", .literal(15)),
      ], gives: ["cancelled": true])
  }

  /// Days that are told by words: the last Friday, the end of the month, the first of the next one.
  static func expenses(_ s: inout Script) {
    s.said(
      "Collect the expenses since last Friday, have them paid at the end of the month, and remind me on the first of next month."
    )
    let claim = s.id("clm")
    let list = s.call(
      "collect_expenses", [("since", s.day { Script.iso(Script.lastFriday($0)) })],
      gives: [
        "claim_id": claim, "total": .string("\(s.fresh.number(100...900)).40"), "since": .null,
        "items": .number(String(s.fresh.number(1...9))),
      ])
    s.call(
      "schedule_payment",
      [
        ("claim_id", .from(list, claim)),
        ("due", s.day { Script.iso(Script.startOfMonth(Script.startOfMonth($0) + 31) - 1) }),
      ],
      gives: ["scheduled": true])
    s.call(
      "create_reminder",
      [
        ("on", s.day { Script.iso(Script.startOfMonth(Script.startOfMonth($0) + 31)) }),
        ("text", .literal("Look at the expenses")),
      ], gives: ["reminder_id": s.id("rem")])
  }
}
