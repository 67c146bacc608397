import OrderedJSON
import TestSupport

/// Stock by year and month, counts that are equal to ids by chance.
enum WarehouseWorld {
  static func report(_ s: inout Script) {
    s.said("Make the stock report of this month and file it.")
    let depot = s.fresh.number(1...12)
    let depots = s.call(
      "get_main_depot",
      gives: [
        "depot": [
          "depot_id": .number(String(depot)), "name": "North",
          "shelves": .number(String(depot + 1)),
        ]
      ])
    let report = s.id("rp")
    let made = s.call(
      "make_stock_report",
      [
        ("depot_id", .from(depots, .number(String(depot)))),
        ("year", s.day { String(Script.iso($0).prefix(4)) }),
        ("month", s.day { String(Script.iso($0).dropFirst(5).prefix(2)) }),
        ("shelves", .literal(20)), ("sheet", s.day { "Stock \(Script.iso($0).prefix(7))" }),
      ],
      gives: [
        "report": [
          "id": report, "file": .string("stock-\(s.hex(6)).pdf"),
          "made": .string(Script.iso(s.today) + "T09:00:00Z"), "shelves": 20,
        ]
      ])
    let file = s.calls[made].result?["report"]?["file"]?.text ?? ""
    let folder = "archive-\(s.hex(5))"
    let folders = s.call(
      "get_archive", [("kind", .literal("reports"))],
      gives: ["folder": .string(folder), "kind": "reports"])
    s.call(
      "copy_file",
      [
        ("report_id", .from(made, report)),
        ("target", .derived([made, folders], .string("/\(folder)/\(file)"))),
        ("kind", .literal("reports")),
      ], gives: ["copied": true])
  }

  /// A pallet each: three calls for every one, of a list that stands in a text.
  static func pallets(_ s: inout Script) {
    let count = s.dice.number(3...5)
    s.said("Release every pallet that waits at gate 4.")
    let pallets: [JSON] = (0..<count).map { _ in
      ["pallet": s.id("plt"), "weight": .number(String(s.fresh.number(100...900))), "gate": 4]
    }
    let held: JSON = ["waiting": .array(pallets), "gate": 4]
    let list = s.call(
      "scan_gate", [("gate", .named(4))],
      gives: ["status": "ok", "data": .string(held.serialized)])
    let times = pallets.map { pallet in
      let (lock, seal) = (s.id("lck"), s.hex(8))
      let get = s.call(
        "lock_pallet", [("pallet", .item(list, pallet["pallet"] ?? .null))],
        gives: ["lock_id": lock, "seal": .string(seal), "gate": 4])
      let weigh = s.call(
        "confirm_weight",
        [
          ("pallet", .item(list, pallet["pallet"] ?? .null)),
          ("weight", .item(list, pallet["weight"] ?? .null)), ("lock_id", .from(get, lock)),
        ], gives: ["confirmed": true])
      let out = s.call(
        "release_pallet",
        [("lock_id", .from(get, lock)), ("seal", .from(get, .string(seal)))],
        gives: ["released": true])
      return [get, weigh, out]
    }
    s.loop(times, over: list, "data")
  }
}
