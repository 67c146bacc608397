import OrderedJSON
import TestSupport

/// Pupils of a class, marks as texts, weeks of the calendar.
enum SchoolWorld {
  static func report(_ s: inout Script) {
    let name = s.dice.pick(["7b", "9a", "5c"])
    s.said("Send the parents of class \(name) the absences of this week.")
    var wanted: JSON = .null
    let classes: [JSON] = ["7b", "9a", "5c", "6a"].map { label in
      let id = s.id("cls")
      if label == name { wanted = id }
      return ["class_id": id, "label": .string(label), "pupils": 24, "floor": 2]
    }
    let list = s.call(
      "list_classes", [("year", .literal("lower"))],
      gives: ["classes": .array(classes.shuffled(using: &s.fresh))])
    let people = s.somePeople(s.dice.number(3...6))
    let pupils: [JSON] = people.map { person in
      [
        "pupil_no": .number(String(s.fresh.number(10_000...99_999))), "name": .string(person),
        "mail": .string(s.mail(of: person)), "born": .string(s.factDay()),
        "absent": .number(String(s.fresh.number(0...5))),
      ]
    }
    let absences = s.call(
      "list_absences",
      [
        ("class_id", .from(list, wanted)),
        ("from", s.day { Script.iso($0 - Script.weekday($0)) }),
        ("to", s.day { Script.iso($0 - Script.weekday($0) + 6) }), ("floor", .literal(2)),
      ], gives: ["pupils": .array(pupils), "floor": 2])
    let times = pupils.map { pupil in
      let letter = s.id("lt")
      let write = s.call(
        "write_letter",
        [
          ("pupil_no", .item(absences, pupil["pupil_no"] ?? .null)),
          ("template", .literal("absence")),
          (
            "text",
            .item(
              absences,
              .string(
                "\(pupil["name"]?.text ?? "") was away \(pupil["absent"]?.plain ?? "") times."))
          ),
        ], gives: ["letter": letter, "template": "absence"])
      let send = s.call(
        "send_letter",
        [
          ("letter", .from(write, letter)), ("to", .item(absences, pupil["mail"] ?? .null)),
          ("subject", .literal("Absences")),
        ], gives: ["sent": true])
      return [write, send]
    }
    s.loop(times, over: absences, "pupils")
  }

  /// A room is kept for three weeks ahead; what was booked is confirmed by its short number.
  static func room(_ s: inout Script) {
    s.said("Keep the music room for the choir in three weeks, and tell \(Script.people[3]).")
    let room = s.fresh.number(1...40)
    let rooms = s.call(
      "find_room", [("kind", .literal("music"))],
      gives: ["room": ["room_no": .number(String(room)), "kind": "music", "floor": 3]])
    let booking = s.fresh.number(100...999)
    let made = s.call(
      "book_room",
      [
        ("room_no", .from(rooms, .number(String(room)))), ("date", s.day { Script.iso($0 + 21) }),
        ("hours", .literal(2)), ("floor", .literal(3)),
      ],
      gives: [
        "booking": [
          "booking_no": .number(String(booking)), "date": .string(Script.iso(s.today + 21)),
        ]
      ])
    s.call(
      "confirm_booking",
      [("booking_no", .from(made, .number(String(booking)))), ("floor", .literal(3))],
      gives: ["ok": true])
    s.call(
      "send_note",
      [
        ("to", .named(.string(Script.people[3]))),
        ("text", s.day { "The music room is yours on \(Script.long($0 + 21))." }),
      ], gives: ["ok": true])
  }
}
