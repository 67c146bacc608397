import OrderedJSON
import TestSupport

/// Rooms and guests: days that people named, ids that hold dates, births.
enum HotelWorld {
  /// A room with breakfast, of a hotel and for days that were named.
  static func book(_ s: inout Script) {
    let hotels = ["Harbour House", "The Old Mill", "Villa Lindgren", "Station Hotel"]
    let hotel = s.dice.pick(hotels)
    let guest = s.somePeople(1)[0]
    let arrival = 21_400 + s.dice.number(0...300)
    let (from, to) = (Script.iso(arrival), Script.iso(arrival + s.dice.number(1...5)))
    s.said("Book \(hotel) for \(guest) from \(from) to \(to), with breakfast.")
    let number = s.fresh.number(100...999)
    let born = s.factDay()
    let found = s.call(
      "get_guest", [("name", .named(.string(guest)))],
      gives: [
        "guest": [
          "id": .number(String(number)), "name": .string(guest), "birth_date": .string(born),
          "nights": 2,
        ]
      ])
    var wanted: JSON = .null
    let offers: [JSON] = hotels.shuffled(using: &s.fresh).map { name in
      let id = s.id("htl")
      if name == hotel { wanted = id }
      return ["hotel_id": id, "name": .string(name), "stars": 4, "city": "Gdynia"]
    }
    let search = s.call(
      "search_hotels",
      [
        ("check_in", .named(.string(from))), ("check_out", .named(.string(to))),
        ("stars", .literal(4)),
      ],
      gives: ["hotels": .array(offers)])
    let (plain, breakfast) = (s.id("rt"), s.id("rt"))
    var plans: [JSON] = [
      ["rate_id": plain, "plan": "room only", "price": "88.00"],
      ["rate_id": breakfast, "plan": "breakfast", "price": "96.00"],
    ]
    plans.shuffle(using: &s.fresh)
    let rates = s.call(
      "get_rates", [("hotel_id", .from(search, wanted)), ("guests", .literal(2))],
      gives: ["rates": .array(plans)])
    let reference = "HB-\(Script.compact(s.today))-\(s.fresh.number(1_000...9_999))"
    let booked = s.call(
      "book_room",
      [
        ("rate_id", .from(rates, breakfast)), ("guest_id", .from(found, .number(String(number)))),
        ("birth_date", .from(found, .string(born))), ("check_in", .named(.string(from))),
        ("check_out", .named(.string(to))), ("nights", .literal(2)),
      ],
      gives: [
        "booking": ["reference": .string(reference), "status": "confirmed", "total": "192.00"]
      ])
    s.call(
      "send_confirmation",
      [
        ("reference", .from(booked, .string(reference))), ("language", .literal("en")),
        ("status", .literal("confirmed")),
      ], gives: ["sent": true])
  }

  /// Yesterday's folios are closed, one by one.
  static func audit(_ s: inout Script) {
    s.said("Run the night audit for yesterday.")
    let day = Script.compact(s.today - 1)
    let number = "\(day)-\(s.fresh.number(1...9))"
    let count = s.dice.number(3...5)
    let folios = (0..<count).map { _ in "F\(day)\(s.fresh.number(100...999))" }
    let open = s.call(
      "open_audit", [("date", s.day { Script.iso($0 - 1) })],
      gives: [
        "audit_no": .string(number), "date": .string(Script.iso(s.today - 1)),
        "folios": .array(
          folios.map { ["folio": .string($0), "balance": "0.00", "opened": .string(day)] }),
      ])
    let times = folios.map { folio in
      [
        s.call(
          "close_folio",
          [("folio", .item(open, .string(folio))), ("balance", .literal("0.00"))],
          gives: ["closed": true])
      ]
    }
    s.loop(times, over: open, "folios")
    s.call(
      "close_audit",
      [
        ("audit_no", .from(open, .string(number))),
        ("report", s.day { "night-audit-\(Script.compact($0 - 1)).pdf" }),
      ], gives: ["closed": true])
  }
}
