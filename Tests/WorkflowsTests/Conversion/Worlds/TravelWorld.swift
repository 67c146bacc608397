import OrderedJSON
import TestSupport

/// Flights for days that people named in words; what an agent summed up; one of several cards.
enum TravelWorld {
  static func fly(_ s: inout Script) {
    let person = s.somePeople(1)[0]
    let day = 21_400 + s.dice.number(0...300)
    let city = s.dice.pick(["Gothenburg", "Rotterdam", "Valencia"])
    s.said(
      "Book \(person) on the cheapest flight from Oslo to \(city) on \(Script.short(day)), pay with the voucher."
    )
    let user = "\(person.lowercased().prefix(4))_\(s.fresh.number(1_000...9_999))"
    let born = s.factDay()
    let voucher = "voucher_\(s.fresh.number(1_000_000...9_999_999))"
    var methods: [JSON] = [
      ["source": "voucher", "id": .string(voucher), "amount": 300],
      [
        "source": "card", "id": .string("card_\(s.fresh.number(1_000_000...9_999_999))"),
        "amount": 0,
      ],
    ]
    methods.shuffle(using: &s.fresh)
    let found = s.call(
      "find_traveller", [("name", .named(.string(person)))],
      gives: [
        "user_id": .string(user), "name": .string(person), "dob": .string(born),
        "payment_methods": .array(methods), "bags": 1,
      ])
    let prices = (50...99).shuffled(using: &s.fresh).prefix(3).sorted()
    let flights: [JSON] = prices.map {
      [
        "flight_number": .string("NF\(s.fresh.number(100...999))"), "price": .number("\($0)"),
        "seats": 9, "origin": "Oslo",
      ]
    }
    let search = s.call(
      "search_flights",
      [
        ("origin", .named("Oslo")), ("destination", .named(.string(city))),
        ("date", .perhaps(.named(.string(Script.iso(day))))), ("seats", .literal(1)),
      ], gives: ["flights": .array(flights)])
    let booking = "R\(s.hex(5).uppercased())"
    let booked = s.call(
      "book_flight",
      [
        ("user_id", .from(found, .string(user))),
        ("flight", .from(search, flights[0]["flight_number"] ?? .null)),
        ("date", .perhaps(.named(.string(Script.iso(day))))),
        (
          "passengers",
          .list([
            .object([("name", .named(.string(person))), ("dob", .from(found, .string(born)))])
          ])
        ), ("payment_id", .from(found, .string(voucher))),
        ("total", .literal(.number("\(prices[0] + 20)"))), ("bags", .literal(1)),
      ],
      gives: [
        "reservation": ["code": .string(booking), "user_id": .string(user), "status": "booked"]
      ])
    s.call(
      "add_to_calendar",
      [
        ("title", .derived([booked], .string("Flight \(booking) to \(city)"))),
        ("code", .from(booked, .string(booking))), ("bags", .literal(1)),
      ], gives: ["added": true])
  }
}
