import OrderedJSON
import TestSupport

/// Objects whose members are called after ids, rows without names, tables in texts, marks of versions.
enum RegistryWorld {
  /// What is to be changed must be given with the mark of its version.
  static func rename(_ s: inout Script) {
    let host = s.dice.pick(["printer-hall", "scale-gate", "camera-yard"])
    let place = s.dice.pick(["Building C", "Old stables", "West pier"])
    s.said("Move the device \(host) to \(place) in the register.")
    let (id, tag) = (s.id("dev"), s.hex(16))
    let seen = Script.iso(s.today - 1) + "T22:10:00Z"
    let found = s.call(
      "find_device", [("host", .named(.string(host)))],
      gives: [
        "device": [
          "device_id": id, "host": .string(host), "etag": .string(tag), "seen": .string(seen),
          "revision": .number(String(s.fresh.number(2...90))), "vlan": 20,
        ]
      ])
    let change = s.id("chg")
    let made = s.call(
      "propose_change",
      [
        ("device_id", .from(found, id)), ("etag", .from(found, .string(tag))),
        ("set", .object([("location", .named(.string(place))), ("vlan", .literal(20))])),
      ],
      gives: [
        "change_id": change, "device_id": id, "etag": .string(tag), "state": "pending review",
      ])
    s.call(
      "get_device", [("device_id", .from(found, id))],
      gives: ["device": ["device_id": id, "host": .string(host), "vlan": 20]])
    s.call(
      "apply_change",
      [
        ("change_id", .from(made, change)), ("etag", .from(found, .string(tag))),
        ("at", s.day { Script.iso($0) + "T18:00:00Z" }), ("state", .literal("applied")),
      ], gives: ["applied": true, "log": .string("https://register.example/log/\(s.hex(12))")])
  }

  /// Accounts lie under their own ids; rows of a table have no names.
  static func charge(_ s: inout Script) {
    let person = s.somePeople(1)[0]
    s.said("Charge the membership of \(person) for next month.")
    let (one, other) = (
      "acct_\(s.fresh.number(10_000...99_999))", "acct_\(s.fresh.number(10_000...99_999))"
    )
    let member = s.id("mem")
    let found = s.call(
      "get_member", [("name", .named(.string(person)))],
      gives: [
        "member_id": member,
        "accounts": .object([
          .init(one, ["account": .string(one), "kind": "savings"]),
          .init(other, ["account": .string(other), "kind": "giro"]),
        ]),
      ])
    let fee = "F\(s.fresh.number(1_000...9_999))"
    let fees = s.call(
      "list_fees", [("kind", .literal("membership"))],
      gives: [
        "rows": [
          [.string("F\(s.fresh.number(1_000...9_999))"), "child"], [.string(fee), "adult"],
        ]
      ])
    let charge = s.id("ch")
    let made = s.call(
      "create_charge",
      [
        ("member_id", .from(found, member)), ("account", .from(found, .string(other))),
        ("fee", .from(fees, .string(fee))),
        ("period", s.day { Script.month(Script.startOfMonth(Script.startOfMonth($0) + 31)) }),
        ("kind", .literal("giro")),
      ], gives: ["charge": ["id": charge, "kind": "giro"]])
    s.call(
      "send_receipt", [("charge_id", .from(made, charge)), ("copy", .literal(false))],
      gives: ["sent": true])
  }

  /// A table in a text, of which a cell is used; then the same day as an instant with a time.
  static func table(_ s: inout Script) {
    s.said("Take the oldest waiting sample to the lab today.")
    let ids = (0..<3).map { _ in "S\(s.fresh.number(100_000...999_999))" }
    let list = s.call(
      "print_samples", [("state", .literal("waiting"))],
      gives: .string(
        "| sample | shelf |\n|---|---|\n| \(ids[0]) | B1 |\n| \(ids[1]) | B1 |\n| \(ids[2]) | C4 |\n"
      ))
    let ticket = s.hex(14)
    let made = s.call(
      "book_courier",
      [
        ("sample", .derived([list], .string(ids[0]))),
        ("pickup", s.day { Script.iso($0) + "T16:30:00Z" }), ("shelf", .literal("B1")),
      ], gives: .string("Courier booked.\nTicket: \(ticket)\nShelf: B1\n"))
    s.call(
      "label_sample",
      [
        ("sample", .derived([list], .string(ids[0]))), ("ticket", .from(made, .string(ticket))),
        ("note", s.day { "sent \(Script.compact($0))" }),
      ], gives: ["ok": true])
  }
}
