import OrderedJSON
import TestSupport

/// Shipments that say their ids again and again, JSON within texts, lists in pages.
enum ParcelWorld {
  static func send(_ s: inout Script) {
    let person = s.somePeople(1)[0]
    s.said("Send the signed contract to \(person) by courier, pick-up tomorrow.")
    let address = s.id("adr")
    let found = s.call(
      "get_address", [("name", .named(.string(person)))],
      gives: [
        "address": [
          "id": address, "city": "Turku", "zip": .string("0\(s.fresh.number(1_000...9_999))"),
        ]
      ])
    let zip = s.calls[found].result?["address"]?["zip"] ?? .null
    s.call(
      "create_shipment", [("address_id", .from(found, address)), ("service", .literal("fast"))],
      error: "service must be one of: economy, express", leftOut: true)
    let (id, barcode) = (s.id("shp"), String(s.fresh.number(10_000_000...99_999_999)))
    let label: JSON = ["barcode": .string(barcode), "shipment": id, "service": "express"]
    let made = s.call(
      "create_shipment", [("address_id", .from(found, address)), ("service", .literal("express"))],
      gives: ["shipment_id": id, "service": "express", "payload": .string(label.serialized)])
    let url = "https://parcel.example/labels/\(s.hex(16)).pdf"
    let printed = s.call(
      "get_label", [("shipment_id", .from(made, id)), ("format", .literal("pdf"))],
      gives: ["shipment_id": id, "format": "pdf", "label_url": .string(url)])
    let pickup = s.id("pk")
    let booked = s.call(
      "book_pickup",
      [
        ("shipment_id", .from(made, id)), ("barcode", .from(made, .string(barcode))),
        ("date", s.day { Script.iso($0 + 1) }), ("zip", .from(found, zip)),
        ("label", .from(printed, .string(url))),
      ],
      gives: ["pickup": ["id": pickup, "shipment_id": id, "window": "09:00-12:00"]])
    s.call(
      "track_shipment", [("shipment_id", .from(made, id)), ("pickup_id", .from(booked, pickup))],
      gives: ["shipment_id": id, "state": "waiting"])
    s.call(
      "track_shipment", [("shipment_id", .from(made, id)), ("pickup_id", .from(booked, pickup))],
      gives: ["shipment_id": id, "state": "waiting"], leftOut: true)
  }

  /// Two pages are gone through: no list has them all.
  static func cancel(_ s: inout Script) {
    s.said("Cancel all shipments of last week that nobody paid for.")
    let rule = [
      ("from", s.day { Script.iso($0 - Script.weekday($0) - 7) }),
      ("to", s.day { Script.iso($0 - Script.weekday($0) - 1) }), ("paid", Meant.literal(false)),
    ]
    let ids = (0..<5).map { _ in s.id("shp") }
    let cursor = s.hex(20)
    let first = s.call(
      "list_shipments", rule,
      gives: [
        "shipments": .array(ids[..<3].map { ["shipment_id": $0, "paid": false] }),
        "next": .string(cursor),
      ])
    let second = s.call(
      "list_shipments", rule + [("cursor", .from(first, .string(cursor)))],
      gives: [
        "shipments": .array(ids[3...].map { ["shipment_id": $0, "paid": false] }), "next": .null,
      ])
    for (index, id) in ids.enumerated() {
      s.call(
        "cancel_shipment",
        [
          ("shipment_id", .perhaps(.from(index < 3 ? first : second, id))),
          ("reason", .literal("unpaid")),
        ], gives: ["shipment_id": id, "cancelled": true])
    }
  }
}
