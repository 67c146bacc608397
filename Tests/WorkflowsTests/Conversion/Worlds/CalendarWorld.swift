import OrderedJSON
import TestSupport

/// Events between days, and people with birthdays.
enum CalendarWorld {
  /// The week ahead is looked through, and one meeting is set a number of days away.
  static func week(_ s: inout Script) {
    let title = s.dice.pick(["Stand-up", "Design review", "Budget round", "Tea with the board"])
    let mails = s.somePeople(2).map { s.mail(of: $0) }
    s.said(
      "Look at the next 7 days and set up \"\(title)\" tomorrow at 10 with \(mails[0]) and \(mails[1])."
    )
    let room = s.id("room")
    s.call(
      "list_events",
      [
        ("start_date", s.day { Script.iso($0) }), ("end_date", s.day { Script.iso($0 + 7) }),
        ("calendar", .literal("primary")),
      ],
      gives: [
        "events": [
          [
            "id": s.id("evt"), "title": "Dentist", "date": .string(Script.iso(s.today + 2)),
            "status": "confirmed",
          ]
        ]
      ])
    let rooms = s.call(
      "find_room", [("capacity", .literal(4)), ("status", .literal("confirmed"))],
      gives: [
        "room": ["id": room, "name": "Kattegat", "capacity": 4, "opened": .string(s.factDay())]
      ])
    let event = s.id("evt")
    let made = s.call(
      "create_event",
      [
        ("title", .named(.string(title))), ("start", s.day { Script.iso($0 + 1) + "T10:00:00" }),
        ("end", s.day { Script.iso($0 + 1) + "T10:30:00" }), ("room_id", .from(rooms, room)),
        ("attendees", .list(mails.map { .named(.string($0)) })), ("reminder_minutes", .literal(10)),
      ],
      gives: [
        "event": ["id": event, "html_link": .string("https://cal.fjord.example/e/" + s.hex(14))]
      ])
    s.call("pin_event", [("event_id", .from(made, event))], gives: ["ok": true])
  }

  /// A month's hours are counted; somebody's birth is a fact.
  static func month(_ s: inout Script) {
    let person = s.somePeople(1)[0]
    s.said("How many hours did \(person) book last month? Write it to the sheet of the month.")
    let user = s.id("usr")
    let born = s.factDay()
    let found = s.call(
      "find_user", [("name", .named(.string(person)))],
      gives: [
        "user": ["id": user, "name": .string(person), "birth_date": .string(born), "grade": 3]
      ])
    let hours = s.call(
      "sum_hours",
      [
        ("user_id", .from(found, user)),
        ("from", s.day { Script.iso(Script.startOfMonth(Script.startOfMonth($0) - 1)) }),
        ("until", s.day { Script.iso(Script.startOfMonth($0) - 1) }), ("grade", .literal(3)),
      ], gives: ["hours": .number("\(s.fresh.number(80...170)).25"), "sheet_id": s.id("sht")])
    let sheet = s.calls[hours].result?["sheet_id"] ?? .null
    s.call(
      "append_row",
      [
        ("spreadsheet_id", .from(hours, sheet)),
        ("tab", s.day { Script.month(Script.startOfMonth($0) - 1) }),
        ("birth_date", .from(found, .string(born))),
      ], gives: ["updated_rows": 1])
  }
}
